import type { Draft, DraftContent, TypeDefinition } from "@liangzheng/contract";
import { useMemo } from "react";
import { photoBlob, useBlobUrl, useOperation } from "../../api/index.ts";
import { Card, type Description, DescriptionList, useFormats, useLanguage, useText } from "../../ui/index.ts";
import { publishedDefinition } from "../catalogue/versions.ts";
import shared from "../console.module.css";
import { domainText, wordFor } from "../domain-words.ts";
import { fieldLabel } from "../fault-words.ts";
import { PageImage } from "../page-image.tsx";
import styles from "./issuance.module.css";
import { issuanceText } from "./issuance-words.ts";

/** What a draft says, for reading: its content beside the page as it would be sealed. */
export function DraftFacts({ draft }: { draft: Draft }) {
  const { draft: text, form } = useText(issuanceText);
  const words = useText(domainText);
  const formats = useFormats();
  const { summary, content } = draft;
  const type = useOperation("getLicenceType", { params: { typeKey: summary.typeKey } });
  const definition = type.data && publishedDefinition(type.data);
  const day = (value: string | null): string => (value ? formats.date(value) : text.notFilled);
  return (
    <div className={shared["columns"]}>
      <div className={shared["section"]}>
        <Card title={form.holder}>
          {content.holders.length === 0 && <p>{text.notFilled}</p>}
          {content.holders.map((holder) => (
            <DescriptionList
              key={holder.codeType + holder.code}
              items={[
                { label: form.holderName[holder.kind], value: holder.name },
                { label: wordFor(words.codeTypes, holder.codeType), value: holder.code, numeric: true },
              ]}
            />
          ))}
        </Card>
        <Card title={form.dates}>
          <DescriptionList
            items={[
              { label: text.number, value: content.number || text.notFilled, numeric: true },
              { label: form.issuedOn, value: day(content.issuedOn) },
              { label: form.validFrom, value: day(content.validFrom) },
              { label: form.validTo, value: content.validTo ? formats.date(content.validTo) : text.forever },
            ]}
          />
        </Card>
        {definition && (
          <Card title={form.face}>
            <FaceFacts definition={definition} content={content} />
          </Card>
        )}
        <Card tone="sunk">
          <DescriptionList
            items={[
              { label: text.state, value: words.draftStates[summary.state] },
              { label: text.kind, value: words.draftKinds[summary.kind] },
              { label: text.createdBy, value: summary.createdBy },
              { label: text.updatedAt, value: formats.dateTime(summary.updatedAt) },
            ]}
          />
        </Card>
      </div>
      {summary.state !== "discarded" && (
        <div className={shared["sticky"]}>
          <Card title={text.preview}>
            <PageImage
              id="previewDraft"
              input={{ params: { draftId: summary.draftId } }}
              alt={text.previewAlt}
              incomplete={<p className={shared["muted"]}>{text.previewIncomplete}</p>}
            />
          </Card>
        </div>
      )}
    </div>
  );
}

function FaceFacts({ definition, content }: { definition: TypeDefinition; content: DraftContent }) {
  const { draft: text } = useText(issuanceText);
  const language = useLanguage();
  const formats = useFormats();
  const shown = (field: TypeDefinition["fields"][number]): Description => {
    const value = content.fields[field.id] ?? "";
    const label = fieldLabel(field, language);
    if (value === "") return { label, value: text.notFilled };
    if (field.kind === "photo") return { label, value: <Photo value={value} alt={label} /> };
    if (field.kind === "date" && /^\d{8}$/.test(value))
      return { label, value: formats.date(`${value.slice(0, 4)}-${value.slice(4, 6)}-${value.slice(6)}`) };
    return { label, value: field.codes?.[value] ?? value };
  };
  return <DescriptionList items={definition.fields.map(shown)} />;
}

function Photo({ value, alt }: { value: string; alt: string }) {
  const blob = useMemo(() => photoBlob(value), [value]);
  const url = useBlobUrl(blob);
  return url ? <img src={url} alt={alt} className={styles["photoImage"]} /> : null;
}
