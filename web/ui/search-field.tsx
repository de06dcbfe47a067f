import { type InputHTMLAttributes, type Ref, useId, useRef } from "react";
import { Button, IconButton } from "./button.tsx";
import { classNames } from "./class-names.ts";
import { Icon } from "./icon.tsx";
import styles from "./search-field.module.css";
import { useText } from "./text.ts";
import { uiText } from "./ui-text.ts";
import { VisuallyHidden } from "./visually-hidden.tsx";

const c = classNames(styles);

export interface SearchFieldProps
  extends Omit<InputHTMLAttributes<HTMLInputElement>, "value" | "onChange" | "onSubmit" | "className"> {
  /** Its name; shown above only with `showLabel`. */
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** At Enter or the button. Without it there is no button: the list follows the typing. */
  readonly onSubmit?: (value: string) => void;
  readonly showLabel?: boolean;
  readonly ref?: Ref<HTMLInputElement>;
}

export function SearchField(props: SearchFieldProps) {
  const { label, value, onChange, onSubmit, showLabel = false, ref, ...rest } = props;
  const text = useText(uiText);
  const id = useId();
  const own = useRef<HTMLInputElement>(null);
  return (
    <search>
      <form
        className={c("form")}
        onSubmit={(event) => {
          event.preventDefault();
          onSubmit?.(value.trim());
        }}
      >
        <label htmlFor={id} className={c("label")}>
          {showLabel ? label : <VisuallyHidden>{label}</VisuallyHidden>}
        </label>
        <div className={c("row")}>
          <div className={c("wrap")}>
            <Icon name="search" className={c("sign")} />
            <input
              placeholder={showLabel ? undefined : label}
              autoComplete="off"
              enterKeyHint="search"
              {...rest}
              id={id}
              ref={(input) => {
                own.current = input;
                if (typeof ref === "function") ref(input);
                else if (ref) ref.current = input;
              }}
              type="text"
              inputMode={rest.inputMode ?? "search"}
              className={c("input")}
              value={value}
              onChange={(event) => onChange(event.target.value)}
              onKeyDown={(event) => {
                if (event.key === "Escape" && value) onChange("");
                rest.onKeyDown?.(event);
              }}
            />
            {value && (
              <div className={c("clear")}>
                <IconButton
                  icon="cross"
                  label={text.form.clear}
                  onClick={() => {
                    onChange("");
                    own.current?.focus();
                  }}
                />
              </div>
            )}
          </div>
          {onSubmit && (
            <Button type="submit" variant="primary">
              {text.form.search}
            </Button>
          )}
        </div>
      </form>
    </search>
  );
}
