import type { SealReport } from "@liangzheng/contract";
import { useEffect, useRef, useState } from "react";
import { createApi } from "../api/api.ts";
import { ApiProblem, ConnectionError } from "../api/failure.ts";
import { Button, Card, DropZone, ErrorState, Page, ProgressBar, Row, useText } from "../ui/index.ts";
import { Bullets } from "./accessibility-page.tsx";
import { type CheckedFile, describeFile } from "./checked-file.ts";
import styles from "./public.module.css";
import { publicText } from "./public-text.ts";
import { ReportView } from "./report-view.tsx";

const MAX_BYTES = 20_000_000;
const api = createApi("public");

type Progress =
  | { readonly at: "choosing" }
  | { readonly at: "checking"; readonly file: File }
  | { readonly at: "failed"; readonly file: File; readonly error: unknown }
  | { readonly at: "done"; readonly file: CheckedFile; readonly report: SealReport };

/** One thing: a file in, a verdict out. The file goes to the server for the check and nowhere else. */
export function SealCheckPage() {
  const { check: text } = useText(publicText);
  const [progress, setProgress] = useState<Progress>({ at: "choosing" });
  const running = useRef<AbortController>(undefined);
  useEffect(() => () => running.current?.abort(), []);

  const start = async (file: File): Promise<void> => {
    running.current?.abort();
    const controller = new AbortController();
    running.current = controller;
    setProgress({ at: "checking", file });
    try {
      const described = describeFile(file);
      const report = await api.call("checkSeal", { file }, { signal: controller.signal });
      if (!controller.signal.aborted) setProgress({ at: "done", file: await described, report });
    } catch (error) {
      if (!controller.signal.aborted) setProgress({ at: "failed", file, error });
    }
  };
  const reset = (): void => {
    running.current?.abort();
    setProgress({ at: "choosing" });
  };

  return (
    <Page title={text.title} lead={text.lead} width="reading">
      <div className={styles["section"]}>
        {progress.at === "choosing" && (
          <DropZone
            label={text.zone}
            hint={text.hint}
            accept=".ofd"
            maxBytes={MAX_BYTES}
            onFiles={([file]) => {
              if (file) void start(file);
            }}
          />
        )}
        {progress.at === "checking" && (
          <Card>
            <div role="status">
              <ProgressBar label={text.checking} />
              <p className={styles["muted"]}>{text.checkingLead(progress.file.name)}</p>
            </div>
            <Row>
              <Button onClick={reset}>{text.cancel}</Button>
            </Row>
          </Card>
        )}
        {progress.at === "failed" && (
          <Card>
            <Failure error={progress.error} onRetry={() => void start(progress.file)} />
            <Button icon="upload" wide onClick={reset}>
              {text.again}
            </Button>
          </Card>
        )}
        {progress.at === "done" && (
          <ReportView file={progress.file} report={progress.report} onAgain={reset} />
        )}
        {progress.at !== "done" && (
          <Card title={text.whatTitle}>
            <Bullets items={text.what} />
            <p className={styles["muted"]}>{text.whatNot}</p>
          </Card>
        )}
      </div>
    </Page>
  );
}

function Failure({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const { check: text } = useText(publicText);
  const code = error instanceof ApiProblem ? error.code : "";
  const settled: Readonly<Record<string, string>> = {
    "unreadable-file": text.unreadable,
    "too-large": text.tooLarge,
  };
  const passing: Readonly<Record<string, string>> = { "too-many-requests": text.tooMany };
  const words =
    settled[code] ?? passing[code] ?? (error instanceof ConnectionError ? text.noAnswer : text.otherwise);
  const number = error instanceof ApiProblem && !(code in settled) ? error.instance : "";
  return (
    <ErrorState
      title={text.failedTitle}
      error={{ title: text.failedTitle, status: 0, detail: words }}
      {...(!(code in settled) && { onRetry })}
      {...(number && { traceId: number })}
    >
      <></>
    </ErrorState>
  );
}
