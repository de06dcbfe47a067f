import type { Check } from "@liangzheng/contract";
import { CheckList, classNames, Icon, useLanguage, useText } from "../ui/index.ts";
import { publicText } from "./public-text.ts";
import styles from "./report.module.css";
import { checkSentence, reasonSentence } from "./seal-words.ts";

const c = classNames(styles);

/** What failed or stayed open stands first and open; what passed can be unfolded. */
export function Checks({ checks, label }: { checks: readonly Check[]; label: string }) {
  const { report: text } = useText(publicText);
  const open = checks.filter(({ result }) => result !== "pass");
  const passed = checks.filter(({ result }) => result === "pass");
  return (
    <div className={c("checks")}>
      {open.length > 0 && <Worded checks={open} label={`${label}: ${text.open(open.length)}`} />}
      {passed.length > 0 && (
        <details className={c("passed")}>
          <summary className={c("summary")}>
            <Icon name="chevron-right" className={c("arrow")} />
            {open.length === 0 ? text.allPassed(passed.length) : text.passed(passed.length)}
          </summary>
          <Worded checks={passed} label={`${label}: ${text.passed(passed.length)}`} />
        </details>
      )}
    </div>
  );
}

function Worded({ checks, label }: { checks: readonly Check[]; label: string }) {
  const language = useLanguage();
  const { report: text } = useText(publicText);
  return (
    <CheckList
      label={label}
      checks={checks.map(({ name, result, reason, detail, clause }) => ({
        name,
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
  );
}
