import { type FormEvent, useState } from "react";
import { codeText } from "../../../api/index.ts";
import { Button, classNames, RadioGroup, TextField, useText } from "../../../ui/index.ts";
import { purposes } from "../../purposes.ts";
import type { Purpose, Stop } from "../../stop.ts";
import styles from "./scan.module.css";
import { scanText } from "./scan-text.ts";

const c = classNames(styles);

export function StopForm({ stop, onStart }: { stop?: Stop; onStart: (stop: Stop) => void }) {
  const text = useText(scanText).stop;
  const words = useText(codeText).purposes;
  const [purpose, setPurpose] = useState<Purpose | undefined>(stop?.purpose);
  const [place, setPlace] = useState(stop?.place ?? "");
  const [asked, setAsked] = useState(false);
  const start = (event: FormEvent): void => {
    event.preventDefault();
    setAsked(true);
    if (purpose) onStart({ purpose, place: place.trim() });
  };
  const missing = asked && !purpose;
  return (
    <form className={c("form")} onSubmit={start} noValidate>
      <div>
        <h1 className={c("title")}>{text.title}</h1>
        <p className={c("lead")}>{text.lead}</p>
      </div>
      <div className={c("purposes")}>
        <RadioGroup
          legend={text.purpose}
          name="purpose"
          look="segments"
          options={purposes.map((value) => ({ value, label: words[value] }))}
          value={purpose ?? ""}
          onChange={({ target }) => setPurpose(purposes.find((one) => one === target.value))}
          {...(missing && { error: text.missing })}
        />
      </div>
      <TextField
        label={text.place}
        hint={text.placeHint}
        optional
        name="place"
        maxLength={100}
        value={place}
        onChange={({ target }) => setPlace(target.value)}
      />
      <Button type="submit" variant="primary" size="large" wide icon="scan">
        {text.start}
      </Button>
    </form>
  );
}
