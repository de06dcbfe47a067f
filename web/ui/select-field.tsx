import type { Ref, SelectHTMLAttributes } from "react";
import { classNames } from "./class-names.ts";
import { Field, type FieldProps } from "./field.tsx";
import { Icon } from "./icon.tsx";
import styles from "./select-field.module.css";
import { useText } from "./text.ts";
import { fieldProps } from "./text-field.tsx";
import { uiText } from "./ui-text.ts";

const c = classNames(styles);

export interface Option {
  readonly value: string;
  readonly label: string;
  readonly disabled?: boolean;
}

export interface SelectFieldProps
  extends FieldProps,
    Omit<SelectHTMLAttributes<HTMLSelectElement>, keyof FieldProps | "className" | "children" | "multiple"> {
  readonly options: readonly Option[];
  /** The empty first choice; `null` for none. */
  readonly placeholder?: string | null;
  readonly ref?: Ref<HTMLSelectElement>;
}

/** The browser's own select: it is right on phones, with screen readers and in old WebViews. */
export function SelectField(props: SelectFieldProps) {
  const { label, hint, error, optional, source, id, options, placeholder, ...input } = props;
  const text = useText(uiText);
  return (
    <Field {...fieldProps(props)}>
      {(control) => (
        <div className={c("wrap")}>
          <select {...input} {...control}>
            {placeholder !== null && <option value="">{placeholder ?? text.form.choose}</option>}
            {options.map((option) => (
              <option key={option.value} value={option.value} disabled={option.disabled}>
                {option.label}
              </option>
            ))}
          </select>
          <Icon name="chevron-down" className={c("arrow")} />
        </div>
      )}
    </Field>
  );
}
