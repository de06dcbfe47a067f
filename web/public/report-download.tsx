import { useEffect, useRef, useState } from "react";
import { Button, Link, Notice, ProgressBar, Row, useText } from "../ui/index.ts";
import { CheckFailure } from "./check-failure.tsx";
import { publicText } from "./public-text.ts";
import { saveBase64 } from "./save-base64.ts";
import { upload } from "./upload.ts";

type Making =
  | { readonly at: "offered" }
  | { readonly at: "making"; readonly sent: number }
  | { readonly at: "failed"; readonly error: unknown }
  | { readonly at: "made"; readonly number: string };

/** The report as a sealed document: the file is sent once more, judged anew, and not kept. */
export function ReportDownload({ file }: { file: File }) {
  const { report: text } = useText(publicText);
  const [making, setMaking] = useState<Making>({ at: "offered" });
  const running = useRef<AbortController>(undefined);
  useEffect(() => () => running.current?.abort(), []);
  const make = async (): Promise<void> => {
    const controller = new AbortController();
    running.current = controller;
    const { signal } = controller;
    const onProgress = (sent: number): void => setMaking({ at: "making", sent });
    onProgress(0);
    try {
      const { report, document } = await upload("makeCheckReport", file, { signal, onProgress });
      saveBase64(document, `${report.number}.ofd`);
      setMaking({ at: "made", number: report.number });
    } catch (error) {
      if (!signal.aborted) setMaking({ at: "failed", error });
    }
  };
  switch (making.at) {
    case "offered":
      return (
        <Row fill>
          <Button icon="download" onClick={() => void make()}>
            {text.sealedReport}
          </Button>
        </Row>
      );
    case "making":
      return (
        <div role="status">
          <ProgressBar
            label={text.makingReport}
            {...(making.sent < 1 && { value: Math.round(100 * making.sent) })}
          />
        </div>
      );
    case "failed":
      return <CheckFailure error={making.error} onRetry={() => void make()} />;
    case "made":
      return (
        <Notice tone="good" title={text.reportMade}>
          <p>
            {text.reportNumber} <Link href={`/reports/${making.number}`}>{making.number}</Link>
          </p>
        </Notice>
      );
  }
}
