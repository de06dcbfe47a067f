import type { LicenceDetail } from "@liangzheng/contract";
import { codeText, wordFor } from "../../../api/index.ts";
import {
  Badge,
  Card,
  classNames,
  DescriptionList,
  StatusBadge,
  useFormats,
  useText,
} from "../../../ui/index.ts";
import styles from "./licence.module.css";
import { licenceText } from "./licence-text.ts";

const c = classNames(styles);

interface Props {
  readonly detail: LicenceDetail;
}

/** What stands beside the face: numbers, issuer, dates. */
export function Facts({ detail: { summary, identifier, version } }: Props) {
  const text = useText(licenceText);
  const { date } = useFormats();
  const { validFrom, validTo } = summary;
  const to = validTo === null ? undefined : date(validTo);
  const validity =
    to === undefined ? text.forever : validFrom === null ? text.until(to) : text.fromTo(date(validFrom), to);
  return (
    <Card>
      <DescriptionList
        items={[
          { label: text.number, value: summary.number, numeric: true },
          { label: text.issuer, value: summary.issuerName },
          { label: text.issuedOn, value: date(summary.issuedOn), numeric: true },
          { label: text.validity, value: validity, numeric: true },
          { label: text.version, value: version, numeric: true },
          ...(identifier === null
            ? []
            : [{ label: text.identifier, value: <span className={c("identifier")}>{identifier}</span> }]),
        ]}
      />
    </Card>
  );
}

export function Holders({ detail: { holders } }: Props) {
  const text = useText(licenceText);
  if (holders.length === 0) return null;
  return (
    <Card title={text.holders}>
      <DescriptionList
        items={holders.map(({ name, code, codeTypeName, masked }) => ({
          label: name,
          value: code,
          numeric: true,
          source: masked ? `${codeTypeName} · ${text.masked}` : codeTypeName,
        }))}
      />
    </Card>
  );
}

export function Flags({ detail: { flags } }: Props) {
  const text = useText(licenceText);
  const codes = useText(codeText);
  const { date } = useFormats();
  if (flags.length === 0) return null;
  return (
    <Card title={text.flags}>
      <ul className={c("lines")}>
        {flags.map(({ kind, since, source, documentNumber }) => (
          <li key={kind + since} className={c("line")}>
            <Badge tone="warn" icon="flag">
              {codes.flags[kind]}
            </Badge>
            <p>{text.since(date(since), source)}</p>
            {documentNumber && (
              <p className={c("small")}>
                {text.document} {documentNumber}
              </p>
            )}
          </li>
        ))}
      </ul>
    </Card>
  );
}

/** Every dated act on the status, newest first, with who decided and on what ground. */
export function StatusActs({ detail: { statusActs } }: Props) {
  const text = useText(licenceText);
  const codes = useText(codeText);
  const { date } = useFormats();
  if (statusActs.length === 0) return null;
  const newestFirst = [...statusActs].sort((a, b) => b.recordedAt.localeCompare(a.recordedAt));
  return (
    <Card title={text.acts}>
      <ol className={c("timeline")}>
        {newestFirst.map((act) => (
          <li key={act.recordedAt + act.act} className={c("event")}>
            <p className={c("eventHead")}>
              <strong>{wordFor(codes.acts, act.act)}</strong>
              <StatusBadge status={act.to} />
            </p>
            <DescriptionList
              items={[
                { label: text.effective, value: date(act.effectiveOn), numeric: true },
                { label: text.reason, value: act.reason },
                { label: text.decidedBy, value: act.decidingOrgan },
                ...(act.executingOrgan === act.decidingOrgan
                  ? []
                  : [{ label: text.executedBy, value: act.executingOrgan }]),
                { label: text.document, value: act.documentNumber },
                { label: text.basis, value: act.basis },
              ]}
            />
          </li>
        ))}
      </ol>
    </Card>
  );
}

export function Versions({ detail: { versions } }: Props) {
  const text = useText(licenceText);
  const { date } = useFormats();
  if (versions.length < 2) return null;
  return (
    <Card title={text.versions}>
      <ul className={c("lines")}>
        {versions.map(({ version, issuedOn, state }) => (
          <li key={version} className={c("versionLine")}>
            <strong>{text.versionLine(version)}</strong>
            <span>{date(issuedOn)}</span>
            <Badge tone={state === "current" ? "info" : "neutral"}>{text[state]}</Badge>
          </li>
        ))}
      </ul>
    </Card>
  );
}
