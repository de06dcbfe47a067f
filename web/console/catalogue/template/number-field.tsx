import { useState } from "react";
import { TextField, useText } from "../../../ui/index.ts";
import { templateText } from "./template-words.ts";

interface NumberFieldProps {
  readonly label: string;
  readonly value: number;
  readonly step?: number;
  readonly least?: number;
  readonly unit?: boolean;
  readonly onValue: (value: number) => void;
}

/** A number that takes effect as it is typed. What is no number stays in the field and nowhere else. */
export function NumberField({ label, value, step = 0.5, least = 0, unit = true, onValue }: NumberFieldProps) {
  const text = useText(templateText);
  const [typed, setTyped] = useState<string>();
  return (
    <TextField
      label={unit ? text.inMillimetres(label) : label}
      type="number"
      inputMode="decimal"
      step={step}
      min={least}
      value={typed ?? String(value)}
      onChange={(event) => {
        setTyped(event.target.value);
        const number = event.target.valueAsNumber;
        if (Number.isFinite(number) && number >= least) onValue(Math.round(number * 100) / 100);
      }}
      onBlur={() => setTyped(undefined)}
    />
  );
}
