import type { InputHTMLAttributes, ReactNode, Ref, TextareaHTMLAttributes } from "react";
import { useState } from "react";
import { classNames } from "./class-names.ts";
import { Field, type FieldProps } from "./field.tsx";
import { useText } from "./text.ts";
import styles from "./text-field.module.css";
import { uiText } from "./ui-text.ts";

const c = classNames(styles);

export interface TextFieldProps
  extends FieldProps,
    Omit<InputHTMLAttributes<HTMLInputElement>, keyof FieldProps | "className"> {
  /** `number`: tabular, wide-spaced, for codes and identifiers. */
  readonly look?: "text" | "number";
  /** Beside the input: a unit, a button. */
  readonly after?: ReactNode;
  readonly ref?: Ref<HTMLInputElement>;
}

/** One line of text. Takes `{...form.register("name")}`. The browser's own validation is never used. */
export function TextField(props: TextFieldProps) {
  const { label, hint, error, optional, source, id, look = "text", after, ...input } = props;
  return (
    <Field {...fieldProps(props)}>
      {(control) => (
        <div className={c("row")}>
          <input type="text" autoComplete="off" {...input} {...control} data-look={look} />
          {after}
        </div>
      )}
    </Field>
  );
}

export interface TextAreaProps
  extends FieldProps,
    Omit<TextareaHTMLAttributes<HTMLTextAreaElement>, keyof FieldProps | "className" | "maxLength"> {
  /** Counted and announced, never cut off while typing. */
  readonly limit?: number;
  readonly ref?: Ref<HTMLTextAreaElement>;
}

export function TextArea(props: TextAreaProps) {
  const { label, hint, error, optional, source, id, limit, onChange, ...input } = props;
  const [length, setLength] = useState(String(input.value ?? input.defaultValue ?? "").length);
  const text = useText(uiText);
  const left = (limit ?? 0) - length;
  return (
    <Field {...fieldProps(props)}>
      {(control) => (
        <>
          <textarea
            rows={4}
            {...input}
            {...control}
            onChange={(event) => {
              setLength(event.target.value.length);
              onChange?.(event);
            }}
          />
          {limit !== undefined && (
            <p className={c("count", left < 0 && "over")} aria-live="polite">
              {left < 0 ? text.form.over(-left) : text.form.remaining(left)}
            </p>
          )}
        </>
      )}
    </Field>
  );
}

export interface DateFieldProps extends Omit<TextFieldProps, "type" | "look"> {}

/** The browser's own date input: on phones it is the best there is. The value is `2029-03-14`. */
export function DateField(props: DateFieldProps) {
  return <TextField {...props} type="date" look="number" />;
}

/** The part of a field's props that `Field` itself takes. */
export function fieldProps(props: FieldProps): FieldProps {
  const { label, hint, error, optional, source, id, name } = props;
  return {
    label,
    ...(hint !== undefined && { hint }),
    ...(error !== undefined && { error }),
    ...(optional !== undefined && { optional }),
    ...(source !== undefined && { source }),
    ...(id !== undefined && { id }),
    ...(name !== undefined && { name }),
  };
}
