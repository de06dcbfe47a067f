import type { ReactNode } from "react";
import { classNames } from "./class-names.ts";
import styles from "./field.module.css";
import { describedBy, useFieldIdentity } from "./form-errors.ts";
import { Icon } from "./icon.tsx";
import { useText } from "./text.ts";
import { uiText } from "./ui-text.ts";
import { VisuallyHidden } from "./visually-hidden.tsx";

const c = classNames(styles);

/** What every field has. */
export interface FieldProps {
  readonly label: ReactNode;
  /** What to enter and where to find it, before the input. */
  readonly hint?: ReactNode;
  /** Overrides the error that the surrounding `Form` knows for this name. */
  readonly error?: string;
  /** Adds "选填"; required fields carry no star. */
  readonly optional?: boolean;
  /** Where the value came from: 来自营业执照. */
  readonly source?: ReactNode;
  readonly id?: string;
  readonly name?: string;
}

interface ControlProps {
  readonly id: string;
  readonly className: string;
  readonly "aria-invalid": true | undefined;
  readonly "aria-describedby": string | undefined;
}

export function Field({
  label,
  hint,
  error: given,
  optional,
  source,
  id: ownId,
  name,
  children,
}: FieldProps & { children: (control: ControlProps) => ReactNode }) {
  const text = useText(uiText);
  const { id, error, hintId, errorId } = useFieldIdentity({ id: ownId, name, error: given });
  return (
    <div className={c("field", error && "invalid")}>
      <label className={c("label")} htmlFor={id}>
        {label}
        {optional && <span className={c("optional")}>（{text.common.optional}）</span>}
      </label>
      {hint && (
        <p className={c("hint")} id={hintId}>
          {hint}
        </p>
      )}
      {error && <FieldError id={errorId}>{error}</FieldError>}
      {children({
        id,
        className: c("control"),
        "aria-invalid": error ? true : undefined,
        "aria-describedby": describedBy(hint ? hintId : false, error ? errorId : false),
      })}
      {source && (
        <p className={c("source")}>
          <Icon name="card" />
          {source}
        </p>
      )}
    </div>
  );
}

export function FieldError({ id, children }: { id: string; children: ReactNode }) {
  const text = useText(uiText);
  return (
    <p className={c("error")} id={id}>
      <Icon name="warning" />
      <span>
        <VisuallyHidden>{text.form.errorPrefix} </VisuallyHidden>
        {children}
      </span>
    </p>
  );
}
