import type { UseRecord } from "@liangzheng/contract";
import { codeText, outcomeOf, wordFor } from "../../../api/index.ts";
import {
  Badge,
  classNames,
  DescriptionList,
  Icon,
  type IconName,
  type TextOf,
  type Tone,
  useFormats,
  useText,
} from "../../../ui/index.ts";
import type { UseGroup } from "./group-uses.ts";
import { ReceiptButton } from "./receipt-button.tsx";
import type { zh } from "./text.zh-CN.ts";
import styles from "./uses.module.css";

const c = classNames(styles);

interface Props {
  readonly use: UseRecord;
  readonly text: TextOf<typeof zh>;
}

const icons: Readonly<Partial<Record<UseRecord["basis"], IconName>>> = {
  "own-download": "download",
  "own-copy": "copy",
};

/** Own looks of one moment, in one line. */
export function OwnLook({ uses, text }: { uses: UseGroup; text: Props["text"] }) {
  const codes = useText(codeText);
  const { dateTime } = useFormats();
  const [{ basis, at, purpose }] = uses;
  const names = [...new Set(uses.map((use) => use.typeName))].join(text.listSeparator);
  return (
    <div className={c("own")}>
      <Icon name={icons[basis] ?? "eye"} />
      <div className={c("ownWords")}>
        <p>
          {codes.bases[basis]} · {names}
        </p>
        {basis === "own-copy" && <p>{purpose}</p>}
        <time className={c("time")} dateTime={at}>
          {dateTime(at)}
        </time>
      </div>
    </div>
  );
}

/** What somebody else did, in full. */
export function UseCard({ use, text }: Props) {
  const codes = useText(codeText);
  const { dateTime } = useFormats();
  const outcome = outcomeOf(use.outcome, use.fields);
  const basis =
    use.basis === "holder-authorised" ? [{ label: text.basis, value: codes.bases[use.basis] }] : [];
  const place = use.place === null ? [] : [{ label: text.place, value: use.place }];
  return (
    <article className={c("card")}>
      <header className={c("head")}>
        <div className={c("who")}>
          <h2 className={c("unit")}>{use.byUnit || use.byPerson}</h2>
          {use.byUnit && use.byPerson && <p className={c("person")}>{text.officer(use.byPerson)}</p>}
        </div>
        <Badge tone={toneOf(outcome)} icon={toneOf(outcome) === "good" ? "check" : "warning"}>
          {outcome ? codes.outcomes[outcome] : use.outcome}
        </Badge>
      </header>
      <p className={c("licence")}>
        <Icon name="card" />
        {use.typeName}
      </p>
      <DescriptionList
        items={[
          { label: text.time, value: <time dateTime={use.at}>{dateTime(use.at)}</time>, numeric: true },
          ...basis,
          { label: text.purpose, value: wordFor(codes.purposes, use.purpose) },
          ...(use.matter === null ? [] : [{ label: text.matter, value: use.matter }]),
          ...place,
          { label: text.fields, value: fieldWords(use.fields, text) },
        ]}
      />
      <ReceiptButton use={use} text={text} />
    </article>
  );
}

function fieldWords(fields: readonly string[], text: Props["text"]): string {
  if (fields.length === 0) return text.nothing;
  const special: Readonly<Record<string, string>> = {
    summary: text.cardOnly,
    file: text.file,
    page: text.file,
    pdf: text.pdf,
  };
  return fields.map((field) => special[field] ?? field).join(text.listSeparator);
}

function toneOf(outcome: ReturnType<typeof outcomeOf>): Tone {
  if (outcome === "valid" || outcome === "answered") return "good";
  return outcome === undefined ? "neutral" : "warn";
}
