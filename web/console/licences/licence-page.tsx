import type { LicenceDetail } from "@liangzheng/contract";
import { useMemo, useState } from "react";
import { ApiErrorState, photoBlob, useBlobUrl, useOperation } from "../../api/index.ts";
import {
  Card,
  type Description,
  DescriptionList,
  LoadingState,
  Menu,
  Notice,
  Page,
  StatusBadge,
  useFormats,
  useLanguage,
  useText,
} from "../../ui/index.ts";
import shared from "../console.module.css";
import { domainText } from "../domain-words.ts";
import { zh } from "../domain-words.zh-CN.ts";
import { PageImage } from "../page-image.tsx";
import { useRole } from "../roles.ts";
import { FlagDialog, type FlagQuestion } from "./flag-dialog.tsx";
import { LicenceRecords, StatusHistory } from "./licence-history.tsx";
import { licenceText } from "./licence-words.ts";
import styles from "./licences.module.css";
import { StatusActDialog } from "./status-act-dialog.tsx";
import { VersionDialog } from "./version-dialog.tsx";

export function LicencePage({ licenceKey }: { licenceKey: string }) {
  const { page: text } = useText(licenceText);
  const language = useLanguage();
  const licence = useOperation("getLicence", { params: { licenceKey } });
  const summary = licence.data?.summary;
  const name = summary ? (language === "en" ? summary.typeNameEn : summary.typeName) : text.title;
  return (
    <Page
      title={name}
      lead={summary && `${summary.number}\u00a0· ${summary.holderName}`}
      backHref="/licences"
      actions={licence.data && <Acts licence={licence.data} />}
    >
      {licence.isError ? (
        <ApiErrorState error={licence.error} onRetry={() => void licence.refetch()} />
      ) : licence.data ? (
        <Detail licence={licence.data} />
      ) : (
        <LoadingState cards={2} />
      )}
    </Page>
  );
}

/** One object: a form that is asked the same question again keeps what was typed. */
const NEW_FLAG: FlagQuestion = { set: true };

function Acts({ licence }: { licence: LicenceDetail }) {
  const { acts: text } = useText(licenceText);
  const clerk = useRole("clerk");
  const [open, setOpen] = useState<"status" | "version" | "flag">();
  if (!clerk || licence.summary.origin === "relayed") return null;
  const close = (): void => setOpen(undefined);
  return (
    <>
      <Menu
        label={text.menu}
        icon="edit"
        entries={[
          { id: "version", label: text.version, icon: "refresh", onSelect: () => setOpen("version") },
          { id: "status", label: text.status, icon: "flag", onSelect: () => setOpen("status") },
          { id: "flag", label: text.flag, icon: "lock", onSelect: () => setOpen("flag") },
        ]}
      />
      <StatusActDialog isOpen={open === "status"} onClose={close} licence={licence} />
      <VersionDialog isOpen={open === "version"} onClose={close} licence={licence} />
      <FlagDialog question={open === "flag" ? NEW_FLAG : undefined} onClose={close} licence={licence} />
    </>
  );
}

function Detail({ licence }: { licence: LicenceDetail }) {
  const { page: text } = useText(licenceText);
  const words = useText(domainText);
  const language = useLanguage();
  const formats = useFormats();
  const [releasing, setReleasing] = useState<FlagQuestion>();
  const { summary } = licence;
  const params = { licenceKey: summary.licenceKey };
  const name = language === "en" ? summary.typeNameEn : summary.typeName;
  const until = summary.validTo ? formats.date(summary.validTo) : text.forever;
  const term = summary.validFrom ? `${formats.date(summary.validFrom)} – ${until}` : until;
  return (
    <>
      <Notice tone={summary.origin === "relayed" ? "warn" : "info"}>
        <p>{summary.origin === "relayed" ? text.relayed : text.custodyNote}</p>
      </Notice>
      <div className={shared["columns"]}>
        <div className={shared["section"]}>
          <Card title={text.facts} aside={<StatusBadge status={summary.status} />}>
            <DescriptionList
              items={[
                ...(summary.statusReason ? [{ label: text.reason, value: summary.statusReason }] : []),
                { label: text.number, value: summary.number, numeric: true },
                ...(licence.identifier
                  ? [
                      {
                        label: text.identifier,
                        value: <span className={shared["wrapAll"]}>{licence.identifier}</span>,
                        numeric: true,
                      },
                    ]
                  : []),
                { label: text.issuer, value: summary.issuerName },
                { label: text.issuedOn, value: formats.date(summary.issuedOn) },
                { label: text.term, value: term },
                { label: text.origin, value: words.origins[summary.origin] },
                { label: text.version, value: licence.version, numeric: true },
              ]}
            />
          </Card>
          <Card title={text.holders}>
            {licence.holders.map((holder) => (
              <DescriptionList
                key={holder.code + holder.name}
                items={[
                  { label: text.holders, value: holder.name },
                  {
                    label: codeTypeWord(holder.codeTypeName, words.codeTypes),
                    value: holder.code,
                    numeric: true,
                  },
                ]}
              />
            ))}
          </Card>
          <Card title={text.face}>
            <DescriptionList
              items={licence.fields.map((field) => shownField(field, language, text.empty, formats.date))}
            />
          </Card>
        </div>
        <div className={shared["section"]}>
          <Card title={text.image}>
            {licence.hasFile ? (
              <PageImage id="getLicencePage" input={{ params }} alt={text.imageAlt(name)} />
            ) : (
              <p className={shared["muted"]}>{text.noImage}</p>
            )}
          </Card>
          <StatusHistory licence={licence} />
        </div>
      </div>
      <LicenceRecords licence={licence} onRelease={setReleasing} />
      <FlagDialog question={releasing} onClose={() => setReleasing(undefined)} licence={licence} />
    </>
  );
}

/** The answer names the kind of code in Chinese, as GB/T 36903 does. */
function codeTypeWord(name: string, words: Readonly<Record<string, string>>): string {
  const key = Object.entries(zh.codeTypes).find(([, word]) => word === name)?.[0];
  return (key && words[key]) || name;
}

type Shown = LicenceDetail["fields"][number];

function shownField(
  field: Shown,
  language: string,
  empty: string,
  date: (day: string) => string,
): Description {
  const label = language === "en" ? field.labelEn : field.label;
  if (!field.value) return { label, value: empty };
  if (field.kind === "photo") return { label, value: <Photo value={field.value} alt={label} /> };
  const [, year, month, day] = /^(\d{4})(\d{2})(\d{2})$/.exec(field.value) ?? [];
  return { label, value: field.kind === "date" && year ? date(`${year}-${month}-${day}`) : field.value };
}

function Photo({ value, alt }: { value: string; alt: string }) {
  const blob = useMemo(() => photoBlob(value), [value]);
  const url = useBlobUrl(blob);
  return url ? <img src={url} alt={alt} className={styles["photo"]} /> : null;
}
