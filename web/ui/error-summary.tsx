import { type MouseEvent, type Ref, useId } from "react";
import { classNames } from "./class-names.ts";
import styles from "./error-summary.module.css";
import { type FieldError, fieldId } from "./form-errors.ts";
import { Icon } from "./icon.tsx";
import { useText } from "./text.ts";
import { uiText } from "./ui-text.ts";

const c = classNames(styles);

export interface ErrorSummaryProps {
  readonly formId: string;
  readonly errors: readonly FieldError[];
  readonly title?: string;
  readonly traceId?: string;
  readonly ref?: Ref<HTMLDivElement>;
}

export function ErrorSummary({ formId, errors, title, traceId, ref }: ErrorSummaryProps) {
  const text = useText(uiText);
  const titleId = useId();
  return (
    <div ref={ref} className={c("summary")} tabIndex={-1} role="alert" aria-labelledby={titleId}>
      <h2 className={c("title")} id={titleId}>
        <Icon name="warning" />
        {title ?? text.form.summary}
      </h2>
      <ul className={c("list")}>
        {errors.map(({ name, message }) => (
          <li key={name + message}>
            {name ? (
              <a href={`#${fieldId(formId, name)}`} onClick={(event) => goTo(event, fieldId(formId, name))}>
                {message || text.form.invalid}
              </a>
            ) : (
              message || text.form.failed
            )}
          </li>
        ))}
      </ul>
      {traceId && (
        <p className={c("trace")}>
          {text.error.trace} {traceId}
        </p>
      )}
    </div>
  );
}

/** Not by the hash: it would enter the history and, in an app with a router, leave the page. */
function goTo(event: MouseEvent, id: string): void {
  event.preventDefault();
  const target = document.getElementById(id);
  const radio = target?.matches("fieldset") ? target.querySelector<HTMLElement>("input") : null;
  (target?.closest("fieldset") ?? target?.parentElement)?.scrollIntoView({ block: "center" });
  (radio ?? target)?.focus({ preventScroll: true });
}
