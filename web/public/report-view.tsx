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
  useFormats,
  useLanguage,
  useText,
  Verdict,
  VerdictSign,
} from "../ui/index.ts";
import { certificateName } from "./certificate-name.ts";
import { Checks } from "./checks.tsx";
import { PagePreviews, placeId, rowId } from "./page-previews.tsx";
import { publicText } from "./public-text.ts";
import styles from "./report.module.css";
import { ReportDownload } from "./report-download.tsx";
import type { Place } from "./seal-check-page.tsx";
import { gradeSentence } from "./seal-words.ts";
import { looks } from "./verdict-looks.ts";

const c = classNames(styles);

interface ReportViewProps {
  readonly file: File;
  readonly report: SealReport;
  readonly place: Place;
  readonly onAgain: () => void;
}

export function ReportView({ file, report, place, onAgain }: ReportViewProps) {
  const { report: text, check } = useText(publicText);
  const language = useLanguage();
  const formats = useFormats();
  const top = useRef<HTMLDivElement>(null);
  useEffect(() => top.current?.focus(), []);
  useOpenedForPrint();
  const { verdict, signatures } = report;
  const untrusted = report.kind === "pdf" ? text.untrustedSigner : text.untrusted;
  return (
    <div className={c("report")}>
      <div ref={top} tabIndex={-1} data-focus-quiet="">
        <Verdict
          kind={looks[verdict][0]}
          word={report.summary === "intact-untrusted" ? untrusted : text.words[verdict]}
        >
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
        {place === "server" ? <ReportDownload file={file} /> : <p>{text.noSealedReport}</p>}
      </div>
      {(report.kind === "ofd" || report.pages.length > 0) && (
        <PagePreviews pages={report.pages} count={report.pageCount} signatures={signatures} />
      )}
      {report.kind === "pdf" && <p>{text.pdfPages}</p>}
      {signatures.length > 0 && <h2 className={c("title")}>{text.signatures(signatures.length)}</h2>}
      {signatures.map((signature, at) => (
        <Signature key={signature.id} signature={signature} number={at + 1} kind={report.kind} />
      ))}
      {report.checks.length > 0 && (
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
      )}
      <Card title={text.file} tone="sunk">
        <DescriptionList
          items={[
            { label: text.name, value: file.name },
            { label: text.size, value: formatBytes(file.size), numeric: true },
            { label: text.kind, value: text.kinds[report.kind] },
            { label: text.digest, value: report.digest, numeric: true },
            { label: text.place, value: text.places[place] },
            { label: text.trust, value: text.trustList(report.trust.sequence) },
            { label: text.checkedAt, value: formats.dateTime(new Date(report.checkedAt)) },
          ]}
        />
      </Card>
    </div>
  );
}

interface SignatureProps {
  readonly signature: SealReport["signatures"][number];
  readonly number: number;
  readonly kind: SealReport["kind"];
}

function Signature({ signature, number, kind: fileKind }: SignatureProps) {
  const { report: text } = useText(publicText);
  const language = useLanguage();
  const formats = useFormats();
  const [kind, tone] = looks[signature.verdict];
  const isPdf = fileKind === "pdf";
  const title = isPdf ? text.pdfSignature(signature.id) : (signature.sealName ?? text.noSeal);
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
          <span className={c("number")} id={rowId(number)} tabIndex={-1}>
            {number}
          </span>
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
          // A PDF has signers and no seals.
          ...(isPdf ? [] : [{ label: text.maker, value: named(signature.maker) }]),
          {
            label: text.signedAt,
            value: signature.signedAt ? formats.dateTime(signature.signedAt) : text.notStated,
            numeric: true,
          },
          ...(signature.stampedAt
            ? [{ label: text.stampedAt, value: formats.dateTime(signature.stampedAt), numeric: true }]
            : []),
          { label: text.standard, value: signature.standard || text.notStated },
        ]}
      />
      <p>{gradeSentence(signature.summary, language)}</p>
      {signature.places[0] && (
        <p>
          <a className={c("jump")} href={`#${placeId(number)}`}>
            {text.toPlace(signature.places[0].page)}
          </a>
        </p>
      )}
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
