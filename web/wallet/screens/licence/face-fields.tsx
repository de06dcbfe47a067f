import type { ShownField } from "@liangzheng/contract";
import { useMemo } from "react";
import { fieldLabelOf, fieldValueOf, photoBlob, useBlobUrl } from "../../../api/index.ts";
import {
  Card,
  classNames,
  type Description,
  DescriptionList,
  Icon,
  useFormats,
  useLanguage,
  useText,
} from "../../../ui/index.ts";
import styles from "./licence.module.css";
import { licenceText } from "./licence-text.ts";

const c = classNames(styles);

const NUMERIC: ReadonlySet<ShownField["kind"]> = new Set(["date", "datetime", "number", "code"]);

export function FaceFields({ fields }: { fields: readonly ShownField[] }) {
  const text = useText(licenceText);
  const language = useLanguage();
  const formats = useFormats();
  const photo = fields.find((field) => field.kind === "photo");
  const items = fields
    .filter((field) => field.kind !== "photo" && field.value !== null)
    .map(
      (field): Description => ({
        label: fieldLabelOf(field, language),
        value: fieldValueOf(field, formats),
        numeric: NUMERIC.has(field.kind),
        ...(field.masked && { source: text.masked }),
      }),
    );
  return (
    <Card title={text.fields}>
      {photo && <Photo value={photo.value} />}
      <DescriptionList items={items} />
    </Card>
  );
}

function Photo({ value }: { value: string | null }) {
  const text = useText(licenceText);
  const blob = useMemo(() => photoBlob(value), [value]);
  const url = useBlobUrl(blob);
  return (
    <div className={c("photo")}>
      {url ? (
        <img src={url} alt={text.photo} className={c("portrait")} />
      ) : (
        <span className={c("noPhoto")}>
          <Icon name="person" size={40} />
          <span>{text.noPhoto}</span>
        </span>
      )}
    </div>
  );
}
