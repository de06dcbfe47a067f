import type { LicenceSummary } from "@liangzheng/contract";
import { codeText, typeNameOf } from "../../../api/index.ts";
import {
  Badge,
  ButtonLink,
  classNames,
  LicenceCard,
  licenceBand,
  maskNumber,
  useLanguage,
  useText,
} from "../../../ui/index.ts";
import styles from "./home.module.css";
import { homeText } from "./home-text.ts";

const c = classNames(styles);

/** One licence of the stack; 亮证 is one tap away where it can be shown. */
export function HomeCard({ licence, masked }: { licence: LicenceSummary; masked: boolean }) {
  const text = useText(homeText);
  const codes = useText(codeText);
  const language = useLanguage();
  const {
    licenceKey,
    typeKey,
    number,
    holderName,
    issuerName,
    origin,
    status,
    statusReason,
    flags,
    validTo,
  } = licence;
  const name = typeNameOf(licence, language);
  const href = `/licences/${licenceKey}`;
  const valid = status === "valid";
  return (
    <LicenceCard
      name={name}
      holderName={holderName}
      number={masked && !number.includes("*") ? maskNumber(number) : number}
      issuer={issuerName}
      status={status}
      expires={validTo}
      now={new Date()}
      band={licenceBand(typeKey)}
      href={href}
      action={
        <div className={c("below")}>
          {(origin === "relayed" || flags.length > 0) && (
            <p className={c("notes")}>
              {origin === "relayed" && <Badge icon="info">{codes.relayed}</Badge>}
              {flags.map((flag) => (
                <Badge key={flag} tone="warn" icon="flag">
                  {codes.flags[flag]}
                </Badge>
              ))}
            </p>
          )}
          {!valid && (
            <p className={c("reason")}>{statusReason ? text.reason(statusReason) : text.notShowable}</p>
          )}
          {valid ? (
            <ButtonLink
              href={`${href}/show`}
              variant="primary"
              size="large"
              wide
              icon="qr"
              aria-label={`${text.show} ${name}`}
            >
              {text.show}
            </ButtonLink>
          ) : (
            <ButtonLink href={href} wide aria-label={`${text.whatNow} ${name}`}>
              {text.whatNow}
            </ButtonLink>
          )}
        </div>
      }
    />
  );
}
