import { Children, type InputHTMLAttributes, isValidElement, type ReactNode, type Ref } from "react";
import styles from "./choice.module.css";
import { classNames } from "./class-names.ts";
import { FieldError, type FieldProps } from "./field.tsx";
import { describedBy, useFieldIdentity } from "./form-errors.ts";
import type { Option } from "./select-field.tsx";
import { useText } from "./text.ts";
import { uiText } from "./ui-text.ts";

const c = classNames(styles);

export interface CheckboxProps extends Omit<InputHTMLAttributes<HTMLInputElement>, "type" | "className"> {
  readonly label: ReactNode;
  readonly hint?: ReactNode;
  readonly error?: string;
  readonly ref?: Ref<HTMLInputElement>;
}

export function Checkbox({ label, hint, error: given, id: ownId, ...input }: CheckboxProps) {
  const { id, error, hintId, errorId } = useFieldIdentity({ id: ownId, name: input.name, error: given });
  return (
    <div className={c("checkbox", error && "invalid")}>
      {error && <FieldError id={errorId}>{error}</FieldError>}
      <label className={c("choice")} htmlFor={id}>
        <input
          {...input}
          type="checkbox"
          id={id}
          aria-invalid={error ? true : undefined}
          aria-describedby={describedBy(hint ? hintId : false, error ? errorId : false)}
        />
        <span className={c("box")} aria-hidden="true" />
        <span className={c("words")}>{label}</span>
      </label>
      {hint && (
        <p className={c("hint", "indent")} id={hintId}>
          {hint}
        </p>
      )}
    </div>
  );
}

export interface FieldsetProps extends Omit<FieldProps, "label" | "source"> {
  readonly legend: ReactNode;
  readonly children: ReactNode;
  readonly layout?: "list" | "row";
  readonly role?: "radiogroup" | "group";
}

/** A question with several inputs: legend, hint and error belong to all of them. */
export function Fieldset({
  legend,
  hint,
  error: given,
  optional,
  id: ownId,
  name,
  children,
  layout,
  role,
}: FieldsetProps) {
  const text = useText(uiText);
  const { id, error, hintId, errorId } = useFieldIdentity({ id: ownId, name, error: given });
  return (
    <fieldset
      className={c("fieldset", error && "invalid")}
      id={id}
      tabIndex={-1}
      data-focus-quiet=""
      role={role}
      aria-describedby={describedBy(hint ? hintId : false, error ? errorId : false)}
    >
      <legend className={c("legend")}>
        {legend}
        {optional && <span className={c("optional")}>（{text.common.optional}）</span>}
      </legend>
      {hint && (
        <p className={c("hint")} id={hintId}>
          {hint}
        </p>
      )}
      {error && <FieldError id={errorId}>{error}</FieldError>}
      <div className={c("choices", layout ?? "list")}>
        {Children.toArray(children).map((child) =>
          isValidElement(child) ? child : <span key={String(child)}>{child}</span>,
        )}
      </div>
    </fieldset>
  );
}

export interface RadioOption extends Option {
  readonly hint?: ReactNode;
}

export interface RadioGroupProps
  extends Omit<FieldsetProps, "children" | "layout" | "role">,
    Omit<InputHTMLAttributes<HTMLInputElement>, keyof FieldsetProps | "type" | "value" | "defaultValue"> {
  readonly options: readonly RadioOption[];
  readonly name: string;
  /** `segments`: few short answers side by side, each a button-sized card. */
  readonly look?: "list" | "segments";
  readonly value?: string;
  readonly defaultValue?: string;
  readonly ref?: Ref<HTMLInputElement>;
}

/** Takes `{...form.register("term")}`. */
export function RadioGroup(props: RadioGroupProps) {
  const { legend, hint, error, optional, id, options, look = "list", value, defaultValue, ...input } = props;
  const shared = useFieldIdentity({ id, name: input.name, error });
  return (
    <Fieldset
      legend={legend}
      role="radiogroup"
      name={input.name}
      layout={look === "segments" ? "row" : "list"}
      {...(hint !== undefined && { hint })}
      {...(error !== undefined && { error })}
      {...(optional !== undefined && { optional })}
      {...(id !== undefined && { id })}
    >
      {options.map((option, at) => {
        const optionId = `${shared.id}-${at}`;
        return (
          <label
            key={option.value}
            className={c("choice", "radio", look === "segments" && "segment")}
            htmlFor={optionId}
          >
            <input
              {...input}
              type="radio"
              id={optionId}
              value={option.value}
              disabled={option.disabled ?? input.disabled}
              {...(value !== undefined && {
                checked: value === option.value,
                onChange: input.onChange ?? ignore,
              })}
              {...(defaultValue !== undefined && { defaultChecked: defaultValue === option.value })}
            />
            <span className={c("box")} aria-hidden="true" />
            <span className={c("words")}>
              {option.label}
              {option.hint && <span className={c("optionHint")}>{option.hint}</span>}
            </span>
          </label>
        );
      })}
    </Fieldset>
  );
}

const ignore = (): void => undefined;
