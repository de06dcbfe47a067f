import { useId } from "react";
import { classNames } from "./class-names.ts";
import { LANGUAGES, type Language, setLanguage, useLanguage } from "./language.ts";
import { MODES, setMode, useMode } from "./mode.ts";
import styles from "./preferences.module.css";
import { useText } from "./text.ts";
import { uiText } from "./ui-text.ts";

const c = classNames(styles);

interface SwitchProps<Value extends string> {
  readonly label: string;
  readonly values: readonly Value[];
  readonly selected: Value;
  readonly nameOf: (value: Value) => string;
  readonly langOf?: (value: Value) => string;
  readonly onSelect: (value: Value) => void;
}

function Switch<Value extends string>(props: SwitchProps<Value>) {
  const { label, values, selected, nameOf, langOf, onSelect } = props;
  const id = useId();
  return (
    <div className={c("switch")} role="radiogroup" aria-label={label}>
      {values.map((value) => (
        <label key={value} className={c("option")} lang={langOf?.(value)}>
          <input
            type="radio"
            name={id}
            value={value}
            checked={value === selected}
            onChange={() => onSelect(value)}
          />
          <span className={c("word")}>{nameOf(value)}</span>
        </label>
      ))}
    </div>
  );
}

/** 标准 / 长辈版 / 高对比, on the home page and in the settings of every app. */
export function ModeSwitch() {
  const text = useText(uiText).mode;
  return (
    <Switch
      label={text.label}
      values={MODES}
      selected={useMode()}
      nameOf={(mode) => text[mode]}
      onSelect={setMode}
    />
  );
}

const NAMES: Readonly<Record<Language, string>> = { "zh-CN": "中文", en: "English" };

export function LanguageSwitch() {
  const text = useText(uiText).language;
  return (
    <Switch
      label={text.label}
      values={LANGUAGES}
      selected={useLanguage()}
      nameOf={(language) => NAMES[language]}
      langOf={(language) => language}
      onSelect={setLanguage}
    />
  );
}
