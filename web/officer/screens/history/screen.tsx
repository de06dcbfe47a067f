import { codeText, PagedItems, usePages } from "../../../api/index.ts";
import {
  ButtonLink,
  classNames,
  defineText,
  EmptyState,
  Icon,
  Link,
  Page,
  useFormats,
  useText,
  VerdictSign,
} from "../../../ui/index.ts";
import { sentenceOf, verdictText } from "../../verdict-words.ts";
import styles from "./history.module.css";
import { en } from "./text.en.ts";
import { zh } from "./text.zh-CN.ts";

const c = classNames(styles);
const screenText = defineText(zh, en);

/** The officer's own checks: verdict, kind, purpose, time. */
export function HistoryScreen() {
  const text = useText(screenText);
  return (
    <Page title={text.title} lead={text.lead} width="reading">
      <PagedItems
        pages={usePages("listVerifications")}
        waiting={{ cards: 4, lines: 2 }}
        more={text.more}
        empty={
          <EmptyState
            icon="history"
            title={text.empty}
            action={
              <ButtonLink href="/" variant="primary" icon="scan">
                {text.scan}
              </ButtonLink>
            }
          >
            <p>{text.emptyLead}</p>
          </EmptyState>
        }
      >
        {(items) => (
          <ol className={c("list")}>
            {items.map((item) => (
              <li key={item.verificationId}>
                <Row item={item} />
              </li>
            ))}
          </ol>
        )}
      </PagedItems>
    </Page>
  );
}

type Item = NonNullable<ReturnType<typeof usePages<"listVerifications">>["items"]>[number];

function Row({ item }: { item: Item }) {
  const text = useText(screenText);
  const { words } = useText(verdictText);
  const { purposes } = useText(codeText);
  const { dateTime } = useFormats();
  const { kind, word } = sentenceOf(item);
  return (
    <Link href={`/verifications/${item.verificationId}`} look="plain" className={c("row")}>
      <span className={c("sign", kind)}>
        <VerdictSign kind={kind} size={36} />
      </span>
      <span className={c("words")}>
        <span className={c("word")}>{words[word]}</span>
        <span className={c("type")}>
          {item.typeName || (item.outcome === "unknown" ? text.unknownType : text.someCode)}
        </span>
        <span className={c("when")}>
          {purposes[item.purpose]} · <time dateTime={item.at}>{dateTime(item.at)}</time>
        </span>
      </span>
      <Icon name="chevron-right" />
    </Link>
  );
}
