import { useState } from "react";
import { codeText } from "../../../api/index.ts";
import {
  Button,
  ButtonLink,
  CameraView,
  classNames,
  Icon,
  Spinner,
  useKeyboardScanner,
  usePageTitle,
  useText,
  VisuallyHidden,
} from "../../../ui/index.ts";
import { type Stop, setStop, useStop } from "../../stop.ts";
import { type Redeem, useRedeem } from "../../use-redeem.ts";
import { RedeemFailure } from "./redeem-failure.tsx";
import styles from "./scan.module.css";
import { scanText } from "./scan-text.ts";
import { StopForm } from "./stop-form.tsx";

const c = classNames(styles);

/** Opens to the camera; only a stop without a purpose is asked for one first. */
export function ScanScreen() {
  const text = useText(scanText);
  const stop = useStop();
  const [changing, setChanging] = useState(false);
  const redeem = useRedeem();
  usePageTitle(text.title);
  useKeyboardScanner(redeem.check, stop !== undefined && !changing);
  const keep = (next: Stop): void => {
    setStop(next);
    setChanging(false);
  };
  return (
    <div className={c("page")}>
      {!stop || changing ? (
        <StopForm {...(stop && { stop })} onStart={keep} />
      ) : (
        <>
          <VisuallyHidden>
            <h1>{text.title}</h1>
          </VisuallyHidden>
          <StopBar stop={stop} onChange={() => setChanging(true)} />
          <Camera redeem={redeem} />
        </>
      )}
    </div>
  );
}

function StopBar({ stop, onChange }: { stop: Stop; onChange: () => void }) {
  const text = useText(scanText);
  const { purposes } = useText(codeText);
  return (
    <div className={c("stopBar")}>
      <Icon name="flag" />
      <p className={c("stopWords")}>{text.stop.current(purposes[stop.purpose], stop.place)}</p>
      <Button variant="quiet" onClick={onChange}>
        {text.change}
      </Button>
    </div>
  );
}

function Camera({ redeem }: { redeem: Redeem }) {
  const text = useText(scanText);
  if (redeem.error) return <RedeemFailure redeem={redeem} />;
  return (
    <div className={c("camera")}>
      <CameraView autoStart fit onText={redeem.check} hint={text.hint}>
        <ButtonLink href="/typed" icon="edit">
          {text.typed}
        </ButtonLink>
      </CameraView>
      <div role="status">
        {redeem.pending && (
          <p className={c("checking")}>
            <Spinner size={28} />
            {text.checking}
          </p>
        )}
      </div>
    </div>
  );
}
