import type { ReactNode } from "react";
import { classNames } from "./class-names.ts";
import { Icon } from "./icon.tsx";
import { useText } from "./text.ts";
import { uiText } from "./ui-text.ts";
import styles from "./verdict.module.css";
import { type VerdictKind, VerdictSign } from "./verdict-sign.tsx";
import { VisuallyHidden } from "./visually-hidden.tsx";

const c = classNames(styles);

export interface VerdictProps {
  readonly kind: VerdictKind;
  /** Only where the seven words do not fit (全部有效). */
  readonly word?: string;
  /** One sentence: who says so, as of when. */
  readonly children?: ReactNode;
  /** `page`: fills the top of a phone screen. */
  readonly size?: "panel" | "page";
}

/** The answer first: full width, readable at arm's length, announced. */
export function Verdict({ kind, word, children, size = "panel" }: VerdictProps) {
  const text = useText(uiText);
  return (
    <div className={c("verdict", kind, size)} role="status" aria-atomic="true" data-verdict={kind}>
      <VerdictSign kind={kind} size="var(--sign-size)" />
      <div className={c("words")}>
        <p className={c("word")}>{word ?? text.verdict[kind]}</p>
        {children && <div className={c("detail")}>{children}</div>}
      </div>
    </div>
  );
}

export interface Check {
  readonly name: string;
  readonly result: "pass" | "fail" | "unknown";
  readonly label: ReactNode;
  /** The reason in plain words, and the lawful next step. */
  readonly reason?: ReactNode;
}

const RESULT = { pass: "check", fail: "cross", unknown: "question" } as const;

/** Every check behind a verdict, each passed, failed or not possible. */
export function CheckList({ checks, label }: { checks: readonly Check[]; label?: string }) {
  const text = useText(uiText);
  return (
    <ul className={c("checks")} aria-label={label}>
      {checks.map((check) => (
        <li key={check.name} className={c("check", check.result)}>
          <span className={c("dot")}>
            <Icon name={RESULT[check.result]} size="0.875em" />
          </span>
          <div>
            <p className={c("checkLabel")}>
              <VisuallyHidden>{text.check[check.result]} </VisuallyHidden>
              {check.label}
            </p>
            {check.reason && <p className={c("reason")}>{check.reason}</p>}
          </div>
        </li>
      ))}
    </ul>
  );
}
