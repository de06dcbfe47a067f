import { type FormEvent, useDeferredValue, useState } from "react";
import { ApiErrorState, useOperation } from "../../../api/index.ts";
import {
  Button,
  classNames,
  Icon,
  LoadingState,
  TextField,
  useLanguage,
  useText,
} from "../../../ui/index.ts";
import { CodeClock } from "./code-card.tsx";
import styles from "./show.module.css";
import { showText } from "./show-text.ts";
import type { ShowCodeControl, Unit } from "./use-show-code.ts";

const c = classNames(styles);

/** Digits to read out, for the one unit that is named: nobody else can use them. */
export function TypedCode({ control, onCancel }: { control: ShowCodeControl; onCancel: () => void }) {
  const text = useText(showText).typed;
  const [unit, setUnit] = useState<Unit>();
  const choose = (chosen: Unit): void => {
    setUnit(chosen);
    control.renew(chosen);
  };
  return (
    <>
      <article className={c("card", "typed")}>
        <h2 className={c("typedTitle")}>{text.title}</h2>
        {unit ? (
          <Digits control={control} unit={unit} onOther={() => setUnit(undefined)} />
        ) : (
          <UnitSearch onChoose={choose} />
        )}
      </article>
      <Button variant="on-blue" size="large" wide icon="qr" onClick={onCancel}>
        {text.cancel}
      </Button>
    </>
  );
}

function UnitSearch({ onChoose }: { onChoose: (unit: Unit) => void }) {
  const text = useText(showText).typed;
  const [name, setName] = useState("");
  const asked = useDeferredValue(name.trim());
  const units = useOperation(
    "listOrgans",
    { query: asked ? { name: asked } : {} },
    { keepPrevious: true, staleTime: 60_000 },
  );
  const stay = (event: FormEvent): void => event.preventDefault();
  return (
    <form className={c("search")} onSubmit={stay}>
      <p>{text.lead}</p>
      <TextField
        label={text.unit}
        hint={text.search}
        name="unit"
        maxLength={60}
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
      {units.isError ? (
        <ApiErrorState
          error={units.error}
          onRetry={() => {
            void units.refetch();
          }}
        />
      ) : units.data ? (
        <ul className={c("units")} aria-label={text.choose}>
          {units.data.items.slice(0, 8).map(({ organId, name: unitName }) => (
            <li key={organId}>
              <button
                type="button"
                className={c("unit")}
                onClick={() => onChoose({ organId, name: unitName })}
              >
                <Icon name="building" />
                <span className={c("unitName")}>{unitName}</span>
                <Icon name="chevron-right" />
              </button>
            </li>
          ))}
        </ul>
      ) : (
        <LoadingState lines={2} />
      )}
      <p role="status">{units.data?.items.length === 0 && text.none}</p>
    </form>
  );
}

function Digits({ control, unit, onOther }: { control: ShowCodeControl; unit: Unit; onOther: () => void }) {
  const all = useText(showText);
  const text = all.typed;
  const { code, phase, error, renew, cutOff, onTimeUp } = control;
  if (phase === "error" || phase === "offline")
    return <ApiErrorState error={error} onRetry={() => renew(unit)} />;
  if (phase === "expired")
    return (
      <div className={c("blank", "short")} role="status">
        <p className={c("blankTitle")}>{all.expired}</p>
        <Button variant="primary" size="large" icon="refresh" onClick={() => renew(unit)}>
          {all.renew}
        </Button>
      </div>
    );
  if (!code?.shortCode || code.unit?.organId !== unit.organId)
    return <LoadingState label={all.loading} lines={3} />;
  return (
    <div className={c("digitsArea")}>
      <p className={c("forUnit")}>
        <Icon name="lock" />
        <span>{text.forUnit(unit.name)}</span>
      </p>
      <p className={c("digits")} role="status">
        <span aria-hidden="true">
          {code.shortCode.split(" ").map((group) => (
            <span key={group} className={c("group")}>
              {group}
            </span>
          ))}
        </span>
        <span className={c("spoken")}>{text.digits(spelledOut(code.shortCode))}</span>
      </p>
      <CodeClock code={code} renewing={!cutOff} onEnd={onTimeUp} />
      <ReadAloud words={spelledOut(code.shortCode)} />
      <Button onClick={onOther}>{text.other}</Button>
    </div>
  );
}

/** One by one, with a rest between the groups. */
const spelledOut = (digits: string): string =>
  digits
    .split(/\s+/)
    .map((group) => [...group].join(" "))
    .join(", ");

function ReadAloud({ words }: { words: string }) {
  const text = useText(showText).typed;
  const language = useLanguage();
  if (!("speechSynthesis" in window)) return null;
  const speak = (): void => {
    const speech = new SpeechSynthesisUtterance(words);
    speech.lang = language === "en" ? "en-GB" : "zh-CN";
    speech.rate = 0.75;
    speechSynthesis.cancel();
    speechSynthesis.speak(speech);
  };
  return (
    <Button icon="phone" onClick={speak}>
      {text.aloud}
    </Button>
  );
}
