import { type FormEvent, useState } from "react";
import { ApiProblem, problemCode } from "../../../api/index.ts";
import {
  Button,
  ButtonLink,
  Card,
  classNames,
  defineText,
  Notice,
  Page,
  TextField,
  useFormats,
  useKeyboardScanner,
  useText,
} from "../../../ui/index.ts";
import { useStop } from "../../stop.ts";
import { useRedeem } from "../../use-redeem.ts";
import { RedeemFailure } from "../scan/redeem-failure.tsx";
import { StopMissing } from "../scan/stop-missing.tsx";
import { en } from "./text.en.ts";
import { zh } from "./text.zh-CN.ts";
import styles from "./typed.module.css";

const c = classNames(styles);
const screenText = defineText(zh, en);
const DIGITS = 10;

/** For a holder whose code cannot be scanned. */
export function TypedScreen() {
  const text = useText(screenText);
  const stop = useStop();
  const redeem = useRedeem();
  const [digits, setDigits] = useState("");
  const [fault, setFault] = useState("");
  useKeyboardScanner(redeem.check, stop !== undefined);
  if (!stop) return <StopMissing />;

  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const found =
      digits.length === 0 ? text.missing : digits.length === DIGITS ? "" : text.wrongLength(digits.length);
    setFault(found);
    if (!found) redeem.check(digits);
  };
  const locked = problemCode(redeem.error) === "entry-locked";
  return (
    <Page title={text.title} lead={text.lead} backHref="/" width="reading">
      {redeem.error && !locked ? (
        <RedeemFailure redeem={redeem} />
      ) : (
        <Card>
          {locked && <Locked error={redeem.error} />}
          <form className={c("form")} onSubmit={submit} noValidate>
            <div className={c("entry")}>
              <TextField
                label={text.label}
                hint={text.hint}
                name="digits"
                look="number"
                inputMode="numeric"
                maxLength={16}
                value={grouped(digits)}
                onChange={({ target }) =>
                  setDigits(target.value.normalize("NFKC").replace(/\D/g, "").slice(0, DIGITS))
                }
                {...(fault && { error: fault })}
              />
            </div>
            <Button type="submit" variant="primary" size="large" wide icon="shield" pending={redeem.pending}>
              {text.check}
            </Button>
          </form>
        </Card>
      )}
    </Page>
  );
}

function Locked({ error }: { error: unknown }) {
  const text = useText(screenText);
  const { time } = useFormats();
  const until = error instanceof ApiProblem ? error.document.extensions["until"] : undefined;
  return (
    <div role="alert" className={c("locked")}>
      <Notice tone="warn" title={text.lockedTitle}>
        <p>{text.locked}</p>
        {typeof until === "string" && <p>{text.lockedUntil(time(until))}</p>}
      </Notice>
      <ButtonLink href="/" variant="primary" icon="scan" wide>
        {text.scan}
      </ButtonLink>
    </div>
  );
}

/** 123 456 7897, as it is read out. */
const grouped = (digits: string): string =>
  [digits.slice(0, 3), digits.slice(3, 6), digits.slice(6)].filter(Boolean).join(" ");
