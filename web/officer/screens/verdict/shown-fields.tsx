import type { ShownField, Verification } from "@liangzheng/contract";
import { fieldLabelOf, fieldValueOf } from "../../../api/index.ts";
import {
  Card,
  classNames,
  type Description,
  DescriptionList,
  Icon,
  Notice,
  Spinner,
  useFormats,
  useLanguage,
  useText,
} from "../../../ui/index.ts";
import { verdictText } from "../../verdict-words.ts";
import styles from "./verdict.module.css";

const c = classNames(styles);

type Disclosure = Verification["disclosure"]["state"];

/** What this duty may see; the rest waits for the holder and says so. */
export function ShownFields({ verification: { fields, disclosure } }: { verification: Verification }) {
  const text = useText(verdictText);
  const language = useLanguage();
  const formats = useFormats();
  const shown = fields.filter((field) => field.kind !== "photo" && field.value !== null);
  const withheld = fields.filter((field) => field.value === null && field.masked);
  if (shown.length + withheld.length === 0) return null;
  const items = shown.map(
    (field): Description => ({
      label: fieldLabelOf(field, language),
      value: fieldValueOf(field, formats),
      numeric: field.kind !== "text" && field.kind !== "long-text",
    }),
  );
  return (
    <Card title={text.fields}>
      <div role="status">
        <DisclosureNote state={disclosure.state} />
      </div>
      {items.length > 0 && <DescriptionList items={items} />}
      {withheld.length > 0 && <Withheld state={disclosure.state} fields={withheld} />}
    </Card>
  );
}

function DisclosureNote({ state }: { state: Disclosure }) {
  const text = useText(verdictText).disclosure;
  if (state === "none") return null;
  if (state === "asked")
    return (
      <p className={c("asked")}>
        <Spinner />
        <span>{text.asked}</span>
      </p>
    );
  return <Notice tone={state === "granted" ? "good" : "info"}>{text[state]}</Notice>;
}

/** What there is besides, by name: a column of locks would tell no more. */
function Withheld({ state, fields }: { state: Disclosure; fields: readonly ShownField[] }) {
  const text = useText(verdictText);
  const language = useLanguage();
  return (
    <div className={c("withheld")}>
      <Icon name="lock" className={c("lock")} />
      <div>
        <p>{state === "refused" ? text.refused : text.waiting}</p>
        <p className={c("withheldNames")}>
          {fields.map((field) => fieldLabelOf(field, language)).join(text.listSeparator)}
        </p>
      </div>
    </div>
  );
}
