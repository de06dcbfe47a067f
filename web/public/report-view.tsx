import type { SealReport } from "@liangzheng/contract";
import { type ReactNode, useEffect, useRef } from "react";
import {
  Badge,
  Button,
  Card,
  classNames,
  DescriptionList,
  formatBytes,
  Row,
  type Tone,
  useFormats,
  useLanguage,
  useText,
  Verdict,
  type VerdictKind,
  VerdictSign,
} from "../ui/index.ts";
import { certificateName } from "./certificate-name.ts";
import type { CheckedFile } from "./checked-file.ts";
import { Checks } from "./checks.tsx";
import { PagePreviews } from "./page-previews.tsx";
import { publicText } from "./public-text.ts";
import styles from "./report.module.css";
import { gradeSentence } from "./seal-words.ts";

const c = classNames(styles);

/** Four outcomes, four shapes: circle, dashed circle, octagon, diamond. */
const LOOKS: Readonly<Record<SealReport["verdict"], readonly [VerdictKind, Tone]>> = {
  valid: ["valid", "good"],
  "valid-with-additions": ["valid-offline", "info"],
  invalid: ["invalid", "bad"],
  indeterminate: ["unknown", "warn"],
};

interface ReportViewProps {
  readonly file: CheckedFile;
  readonly report: SealReport;
  readonly onAgain: () => void;
}

export function ReportView({ file, report, onAgain }: ReportViewProps) {
  const { report: text, check } = useText(publicText);
  const language = useLanguage();
  const formats = useFormats();
  const top = useRef<HTMLDivElement>(null);
  useEffect(() => top.current?.focus(), []);
  useOpenedForPrint();
  const { verdict, signatures } = report;
  return (
    <div className={c("report")}>
      <div ref={top} tabIndex={-1} data-focus-quiet="">
        <Verdict kind={LOOKS[verdict][0]} word={text.words[verdict]}>
          <p>{gradeSentence(report.summary, language)}</p>
          {text.next[verdict] && <p>{text.next[verdict]}</p>}
        </Verdict>
      </div>
      <div className={c("buttons")}>
        <Row fill>
          <Button icon="upload" variant="primary" onClick={onAgain}>
            {check.again}
          </Button>
          <Button icon="print" onClick={() => print()}>
            {text.print}
          </Button>
        </Row>
      </div>
      {signatures.length > 0 && <h2 className={c("title")}>{text.signatures(signatures.length)}</h2>}
      {signatures.map((signature, at) => (
        <Signature key={signature.id} signature={signature} number={at + 1} />
      ))}
      <Card title={text.packageTitle}>
        <Checks checks={report.checks} label={text.packageTitle} />
        {report.additions.length > 0 && (
          <div>
            <p>{text.additions}</p>
            <ul className={c("paths")}>
              {report.additions.map((path) => (
                <li key={path}>{path}</li>
              ))}
            </ul>
          </div>
        )}
      </Card>
      <PagePreviews pages={report.pages} count={report.pageCount} />
      <Card title={text.file} tone="sunk">
        <DescriptionList
          items={[
            { label: text.name, value: file.name },
            { label: text.size, value: formatBytes(file.size), numeric: true },
            ...(file.fingerprint
              ? [{ label: text.fingerprint, value: file.fingerprint, numeric: true }]
              : []),
            { label: text.checkedAt, value: formats.dateTime(file.checkedAt) },
          ]}
        />
      </Card>
    </div>
  );
}

function Signature({ signature, number }: { signature: SealReport["signatures"][number]; number: number }) {
  const { report: text } = useText(publicText);
  const formats = useFormats();
  const [kind, tone] = LOOKS[signature.verdict];
  const title = signature.sealName ?? text.noSeal;
  const named = (certificate: string | null): ReactNode => {
    if (!certificate) return text.notStated;
    const { name, body } = certificateName(certificate);
    return (
      <>
        {name}
        {body && <span className={c("clause")}>{body}</span>}
      </>
    );
  };
  return (
    <Card
      level={3}
      title={
        <span className={c("sealTitle")}>
          <span className={c("number")}>{number}</span>
          {title}
        </span>
      }
      aside={
        <Badge tone={tone}>
          <span className={c("badge")}>
            <VerdictSign kind={kind} size="1.1em" />
            {text.each[signature.verdict]}
          </span>
        </Badge>
      }
    >
      <DescriptionList
        items={[
          { label: text.signer, value: named(signature.signer) },
          { label: text.maker, value: named(signature.maker) },
          {
            label: text.signedAt,
            value: signature.signedAt ? formats.dateTime(signature.signedAt) : text.notStated,
            numeric: true,
          },
          { label: text.standard, value: signature.standard || text.notStated },
        ]}
      />
      <Checks checks={signature.checks} label={title} />
    </Card>
  );
}

/** On paper everything is open. */
function useOpenedForPrint(): void {
  useEffect(() => {
    const open = (): void => {
      for (const one of document.querySelectorAll("details")) one.open = true;
    };
    addEventListener("beforeprint", open);
    return () => removeEventListener("beforeprint", open);
  }, []);
}
