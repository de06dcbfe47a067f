import type { LicenceSummary } from "@liangzheng/contract";
import { useEffect, useState } from "react";
import { ApiErrorState, codeText, problemCode } from "../../../api/index.ts";
import {
  Button,
  ButtonLink,
  Countdown,
  classNames,
  DescriptionList,
  formatDate,
  formatDateTime,
  formatTime,
  Icon,
  maskNumber,
  QrImage,
  SealMark,
  Spinner,
  StatusBadge,
  useLanguage,
  useText,
  VisuallyHidden,
} from "../../../ui/index.ts";
import styles from "./show.module.css";
import { showText } from "./show-text.ts";
import type { LiveCode, ShowCodeControl } from "./use-show-code.ts";

const c = classNames(styles);

interface Props {
  readonly summary: LicenceSummary;
  readonly name: string;
  readonly control: ShowCodeControl;
  readonly onType: () => void;
}

export function CodeCard({ summary, name, control, onType }: Props) {
  const text = useText(showText);
  const codes = useText(codeText);
  const language = useLanguage();
  return (
    <>
      <article className={c("card")}>
        <div className={c("head")}>
          <SealMark size={48} />
          <div className={c("names")}>
            <h2 className={c("name")}>{name}</h2>
            <p className={c("issuer")}>{summary.issuerName}</p>
            {summary.origin === "relayed" && <p className={c("issuer")}>{codes.relayed}</p>}
          </div>
          <StatusBadge status={summary.status} />
        </div>
        <div className={c("codeArea")}>
          <CodeArea control={control} name={name} licenceKey={summary.licenceKey} />
        </div>
        {control.phase === "ready" && <Strip />}
        <div className={c("facts")}>
          <DescriptionList
            layout="sides"
            items={[
              { label: text.holder, value: summary.holderName },
              { label: text.number, value: maskNumber(summary.number), numeric: true },
              {
                label: text.validity,
                value: summary.validTo === null ? text.forever : formatDate(summary.validTo, language),
                numeric: true,
              },
            ]}
          />
        </div>
      </article>
      {(control.phase === "ready" || control.phase === "expired") && (
        <Button variant="on-blue" size="large" wide icon="phone" onClick={onType}>
          {text.typed.open}
        </Button>
      )}
    </>
  );
}

function CodeArea({
  control,
  name,
  licenceKey,
}: {
  control: ShowCodeControl;
  name: string;
  licenceKey: string;
}) {
  const text = useText(showText);
  const { phase, code, error, renew } = control;
  switch (phase) {
    case "ready":
    case "verified":
      return code ? <LiveArea code={code} control={control} name={name} /> : null;
    case "loading":
      return (
        <div className={c("blank")} role="status">
          <Spinner size={44} />
          <p>{text.loading}</p>
        </div>
      );
    case "expired":
      return (
        <Blank icon="clock" title={text.expired} lead={text.expiredLead}>
          <Button variant="primary" size="large" icon="refresh" onClick={() => renew()}>
            {text.renew}
          </Button>
        </Blank>
      );
    case "offline":
      return (
        <Blank icon="wifi-off" title={text.offline} lead={text.offlineLead}>
          <Button variant="primary" size="large" icon="refresh" onClick={() => renew()}>
            {text.retry}
          </Button>
        </Blank>
      );
    case "error":
      return (
        <div className={c("failed")}>
          <ApiErrorState
            error={error}
            {...(problemCode(error) !== "licence-not-showable" && { onRetry: () => renew() })}
          />
          <ButtonLink href={`/licences/${licenceKey}`}>{text.toLicence}</ButtonLink>
        </div>
      );
  }
}

function LiveArea({ code, control, name }: { code: LiveCode; control: ShowCodeControl; name: string }) {
  const text = useText(showText);
  const { cutOff, renewals, onTimeUp } = control;
  return (
    <>
      <QrImage value={code.code} label={text.code(name)} size={360} />
      <p role="status">
        <VisuallyHidden>{renewals === 0 ? text.announceReady : text.announceRenewed}</VisuallyHidden>
      </p>
      <CodeClock code={code} renewing={!cutOff} onEnd={onTimeUp} />
      {cutOff && (
        <p className={c("cutOff")} role="status">
          <Icon name="wifi-off" />
          <span>{text.offlineReady}</span>
        </p>
      )}
    </>
  );
}

/** Ring and seconds: to the change while the code renews itself, to the end when it cannot. */
export function CodeClock({
  code,
  renewing,
  onEnd,
}: {
  code: LiveCode;
  renewing: boolean;
  onEnd: () => void;
}) {
  const text = useText(showText);
  return (
    <div className={c("clock")}>
      <Countdown
        key={code.showCodeId}
        until={code.until}
        seconds={code.lifetimeSeconds}
        label={renewing ? text.renewsIn : text.endsIn}
        onEnd={onEnd}
      />
    </div>
  );
}

interface BlankProps {
  readonly icon: "clock" | "wifi-off";
  readonly title: string;
  readonly lead: string;
  readonly children: React.ReactNode;
}

/** In the place of the code: no old code is ever left to be scanned. */
const Blank = ({ icon, title, lead, children }: BlankProps) => (
  <div className={c("blank")} role="status">
    <Icon name={icon} size={52} />
    <p className={c("blankTitle")}>{title}</p>
    <p>{lead}</p>
    {children}
  </div>
);

/** Time and purpose in motion: a picture of yesterday's screen gives itself away. */
function Strip() {
  const text = useText(showText);
  const language = useLanguage();
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  const day = formatDateTime(now, language)
    .replace(/\s?\d{2}:\d{2}$/, "")
    .replace(/(,| at)$/, "");
  const words = text.strip(`${day} ${formatTime(now, language)}`);
  return (
    <div className={c("strip")}>
      <p className={c("stripWords")}>{words}</p>
    </div>
  );
}
