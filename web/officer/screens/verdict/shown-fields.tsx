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
  const shown = fields.filter((field) => field.kind !== "photo" && (field.value !== null || field.masked));
  if (shown.length === 0) return null;
  const shownOf = (field: ShownField) =>
    field.value === null && field.masked ? (
      <Withheld state={disclosure.state} />
    ) : (
      fieldValueOf(field, formats)
    );
  const items = shown.map(
    (field): Description => ({
      label: fieldLabelOf(field, language),
      value: shownOf(field),
      numeric: field.kind !== "text" && field.kind !== "long-text",
    }),
  );
  return (
    <Card title={text.fields}>
      <div role="status">
        <DisclosureNote state={disclosure.state} />
      </div>
      <DescriptionList items={items} />
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

function Withheld({ state }: { state: Disclosure }) {
  const text = useText(verdictText);
  return (
    <span className={c("withheld")}>
      <Icon name="lock" />
      {state === "refused" ? text.refused : text.waiting}
    </span>
  );
}
