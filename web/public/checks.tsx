import type { Check } from "@liangzheng/contract";
import { CheckList, classNames, Icon, useLanguage, useText } from "../ui/index.ts";
import { publicText } from "./public-text.ts";
import styles from "./report.module.css";
import { checkSentence, reasonSentence } from "./seal-words.ts";

const c = classNames(styles);

/** Every check in the order of the standard; folded up when there is nothing to note in them. */
export function Checks({ checks, label }: { checks: readonly Check[]; label: string }) {
  const language = useLanguage();
  const { report: text } = useText(publicText);
  if (checks.length === 0) return null;
  const open = checks.filter(({ result }) => result !== "pass").length;
  return (
    <details className={c("passed")} open={open > 0}>
      <summary className={c("summary")}>
        <Icon name="chevron-right" className={c("arrow")} />
        {open === 0 ? text.allPassed(checks.length) : text.someOpen(checks.length, open)}
      </summary>
      <CheckList
        label={label}
        // The same check may be told several times, once for each of its parts.
        checks={checks.map(({ name, result, reason, detail, clause }, at) => ({
          name: `${at} ${name}`,
          result,
          label: checkSentence(name, language),
          reason: (reason || clause || detail) && (
            <>
              {reason && reasonSentence(reason, language)}
              {detail && <span className={c("detail")}>{detail}</span>}
              {clause && (
                <span className={c("clause")}>
                  {text.clause} {clause}
                </span>
              )}
            </>
          ),
        }))}
      />
    </details>
  );
}
