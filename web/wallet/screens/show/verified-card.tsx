import type { ShowCodeState } from "@liangzheng/contract";
import { useEffect, useRef } from "react";
import { codeText, wordFor } from "../../../api/index.ts";
import {
  Button,
  classNames,
  DescriptionList,
  Icon,
  useFormats,
  useNavigation,
  useText,
} from "../../../ui/index.ts";
import { Disclosure } from "./disclosure.tsx";
import styles from "./show.module.css";
import { showText } from "./show-text.ts";

const c = classNames(styles);

interface Props {
  readonly state: ShowCodeState;
  readonly showCodeId: string;
  readonly name: string;
  readonly onAgain: () => void;
}

/** Who has just looked, and what they still ask for. */
export function VerifiedCard({ state, showCodeId, name, onAgain }: Props) {
  const text = useText(showText).verified;
  const codes = useText(codeText);
  const { time } = useFormats();
  const { navigate } = useNavigation();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    heading.current?.focus();
    navigator.vibrate?.(120);
  }, []);
  const { verifier } = state;
  if (!verifier) return null;
  return (
    <>
      <article className={c("card", "verified")}>
        <div className={c("tick")}>
          <span className={c("tickDisc")}>
            <Icon name="check" size={34} />
          </span>
          <div>
            <h2 className={c("verifiedTitle")} tabIndex={-1} ref={heading} data-focus-quiet="">
              {text.title}
            </h2>
            <p className={c("issuer")}>{name}</p>
          </div>
        </div>
        <div className={c("facts")}>
          <p className={c("verifiedLead")}>{text.lead}</p>
          <DescriptionList
            items={[
              { label: text.unit, value: verifier.unit },
              { label: text.officer, value: verifier.officer },
              { label: text.cardNumber, value: verifier.cardNumber, numeric: true },
              { label: text.purpose, value: wordFor(codes.purposes, verifier.purpose) },
              { label: text.time, value: time(verifier.at), numeric: true },
            ]}
          />
          <Disclosure state={state} verifier={verifier} showCodeId={showCodeId} />
          <p className={c("quiet")}>{text.seen}</p>
          <p className={c("quiet")}>{text.kept}</p>
        </div>
      </article>
      <div className={c("buttons")}>
        <Button variant="on-blue" size="large" wide icon="qr" onClick={onAgain}>
          {text.again}
        </Button>
        <Button variant="on-blue" size="large" wide onClick={() => navigate("/")}>
          {text.done}
        </Button>
      </div>
    </>
  );
}
