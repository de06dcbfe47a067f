import type { SealReport } from "@liangzheng/contract";
import { useEffect, useRef, useState } from "react";
import { ConnectionError } from "../api/failure.ts";
import { Button, Card, DropZone, Link, Page, ProgressBar, RadioGroup, Row, useText } from "../ui/index.ts";
import { Bullets } from "./accessibility-page.tsx";
import { CheckFailure } from "./check-failure.tsx";
import { checkLocally } from "./check-locally.ts";
import styles from "./public.module.css";
import { publicText } from "./public-text.ts";
import { ReportView } from "./report-view.tsx";
import { TrustFiles } from "./trust-files.tsx";
import { upload } from "./upload.ts";

const MAX_BYTES = 20_000_000;

/** Where the file is judged: by the server, or by this browser, which sends nothing of it. */
export type Place = "server" | "here";

type Progress =
  | { readonly at: "choosing" }
  | { readonly at: "checking"; readonly file: File; readonly sent: number }
  | { readonly at: "failed"; readonly file: File; readonly error: unknown }
  | { readonly at: "done"; readonly file: File; readonly report: SealReport };

/** One thing: a file in, a verdict out. */
export function SealCheckPage() {
  const { check: text } = useText(publicText);
  const [place, setPlace] = useState<Place>("server");
  const [progress, setProgress] = useState<Progress>({ at: "choosing" });
  const running = useRef<AbortController>(undefined);
  useEffect(() => () => running.current?.abort(), []);

  const start = async (file: File): Promise<void> => {
    running.current?.abort();
    const controller = new AbortController();
    running.current = controller;
    const { signal } = controller;
    const tell = (next: Progress): void => {
      if (!signal.aborted) setProgress(next);
    };
    const onProgress = (sent: number): void => tell({ at: "checking", file, sent });
    onProgress(place === "here" ? 1 : 0);
    try {
      const report = await (place === "here"
        ? checkLocally(file, signal)
        : upload("checkSeal", file, { signal, onProgress }));
      tell({ at: "done", file, report });
    } catch (error) {
      tell({ at: "failed", file, error });
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
          <>
            <p>{text.limit}</p>
            <RadioGroup
              legend={text.place}
              name="place"
              value={place}
              onChange={({ target }) => setPlace(target.value === "here" ? "here" : "server")}
              options={[
                { value: "server", label: text.places.server, hint: text.placeHints.server },
                { value: "here", label: text.places.here, hint: text.placeHints.here },
              ]}
            />
            <DropZone
              label={text.zone}
              hint={text.hint}
              maxBytes={MAX_BYTES}
              onFiles={([file]) => {
                if (file) void start(file);
              }}
            />
          </>
        )}
        {progress.at === "checking" && (
          <Card>
            <div role="status">
              <ProgressBar
                label={progress.sent < 1 ? text.sending : text.checking}
                {...(progress.sent < 1 && { value: Math.round(100 * progress.sent) })}
              />
              <p className={styles["muted"]}>{text.checkingLead[place](progress.file.name)}</p>
            </div>
            <Row>
              <Button onClick={reset}>{text.cancel}</Button>
            </Row>
          </Card>
        )}
        {progress.at === "failed" && (
          <Card>
            <CheckFailure
              error={progress.error}
              onRetry={() => void start(progress.file)}
              {...(place === "server" && progress.error instanceof ConnectionError && { offerHere: true })}
            />
            <Button icon="upload" wide onClick={reset}>
              {text.again}
            </Button>
          </Card>
        )}
        {progress.at === "done" && (
          <ReportView file={progress.file} report={progress.report} place={place} onAgain={reset} />
        )}
        {progress.at !== "done" && (
          <Card title={text.whatTitle}>
            <Bullets items={text.what} />
            <p className={styles["muted"]}>{text.whatNot}</p>
          </Card>
        )}
        <TrustFiles />
        <p>
          <Link href="/reports">{text.reports}</Link>
        </p>
      </div>
    </Page>
  );
}
