import type { SealDetail } from "@liangzheng/contract";
import { Card, classNames, DescriptionList, useFormats, useText } from "../../ui/index.ts";
import shared from "../console.module.css";
import { lifeText } from "./life-words.ts";
import { SealStateBadge } from "./seal-state.tsx";
import styles from "./seals.module.css";

const c = classNames({ ...shared, ...styles });

/** Every act of its life, the latest first. */
export function SealHistory({ history }: { history: SealDetail["history"] }) {
  const text = useText(lifeText);
  const formats = useFormats();
  return (
    <Card title={text.history}>
      {history.length === 0 ? (
        <p className={c("muted")}>{text.noHistory}</p>
      ) : (
        <ol className={c("timeline")}>
          {history.map((entry) => (
            <li key={entry.at + entry.act} className={c("moment")}>
              <div className={c("momentHead")}>
                <h3 className={c("momentTitle")}>{text.acts[entry.act]}</h3>
                <SealStateBadge state={entry.state} />
                <span className={c("muted")}>{formats.dateTime(entry.at)}</span>
              </div>
              <DescriptionList
                items={[
                  { label: text.by, value: entry.by },
                  { label: text.ground.reason, value: reasonWords(entry.reason, text.revocationReasons) },
                  { label: text.ground.documentNumber, value: entry.documentNumber || "—" },
                  { label: text.ground.decidingOrgan, value: entry.decidingOrgan || "—" },
                  ...(entry.since ? [{ label: text.since, value: formats.dateTime(entry.since) }] : []),
                ]}
              />
            </li>
          ))}
        </ol>
      )}
    </Card>
  );
}

/** A revocation has a reason of RFC 5280 where other acts have a sentence. */
const reasonWords = (reason: string, words: Readonly<Record<string, string>>): string =>
  Object.hasOwn(words, reason) ? (words[reason] ?? reason) : reason;
