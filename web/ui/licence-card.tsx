import type { ReactNode } from "react";
import { type LicenceStatus, StatusBadge } from "./badge.tsx";
import { classNames } from "./class-names.ts";
import { daysUntil, formatDate } from "./format.ts";
import { Guilloche } from "./guilloche.tsx";
import { Icon } from "./icon.tsx";
import { useLanguage } from "./language.ts";
import styles from "./licence-card.module.css";
import { Link } from "./link.tsx";
import { SealMark } from "./seal-mark.tsx";
import { useText } from "./text.ts";
import { uiText } from "./ui-text.ts";

const c = classNames(styles);

/** Bands by type. None is green, amber or red: those are verdicts. */
export const LICENCE_BANDS = ["azure", "indigo", "teal", "plum", "bronze", "slate"] as const;
export type LicenceBand = (typeof LICENCE_BANDS)[number];

/** The same band for the same type code, everywhere and for ever. */
export function licenceBand(typeCode: string): LicenceBand {
  let sum = 0;
  for (const sign of typeCode) sum = (sum * 31 + (sign.codePointAt(0) ?? 0)) % 65_521;
  return LICENCE_BANDS[sum % LICENCE_BANDS.length] ?? "azure";
}

/** `1101********1234` for a screen that others can see; short numbers keep their last two signs. */
export function maskNumber(number: string): string {
  const head = number.length > 9 ? 4 : Math.min(1, number.length);
  const tail = number.length > 9 ? 4 : Math.min(2, Math.max(0, number.length - head));
  return (
    number.slice(0, head) +
    "*".repeat(Math.max(0, number.length - head - tail)) +
    number.slice(number.length - tail)
  );
}

export interface LicenceCardProps {
  readonly name: string;
  readonly holderName: string;
  /** Already masked. */
  readonly number: string;
  readonly issuer?: string;
  readonly status: LicenceStatus;
  /** `2029-03-14`; `null` for no end; left out when unknown. */
  readonly expires?: string | null;
  readonly now: Date;
  readonly band?: LicenceBand;
  /** Opens the licence. The whole card is the target; its name is the link. */
  readonly href?: string;
  /** 亮证. */
  readonly action?: ReactNode;
  readonly level?: 2 | 3;
}

const WARN_DAYS = 90;

/** One licence in the stack. One that is not valid loses its colour. */
export function LicenceCard(props: LicenceCardProps) {
  const {
    name,
    holderName,
    number,
    issuer,
    status,
    expires,
    now,
    band = "azure",
    href,
    action,
    level = 2,
  } = props;
  const text = useText(uiText).licence;
  const language = useLanguage();
  const Heading = `h${level}` as const;
  const days = expires ? daysUntil(expires, now) : undefined;
  const soon = status === "valid" && days !== undefined && days <= WARN_DAYS;
  return (
    <article className={c("card", status === "valid" ? band : "grey", href && "opens")}>
      <div className={c("band")}>
        <Guilloche className={c("waves")} />
        <div className={c("title")}>
          <div className={c("head")}>
            <Heading className={c("name")}>
              {href ? (
                <Link href={href} className={c("link")}>
                  {name}
                </Link>
              ) : (
                name
              )}
            </Heading>
            <StatusBadge status={status} />
          </div>
          {issuer && <p className={c("issuer")}>{issuer}</p>}
        </div>
      </div>
      <div className={c("foot")}>
        <div className={c("facts")}>
          <p className={c("holder")}>{holderName}</p>
          <p className={c("number")}>{number}</p>
          {expires !== undefined && (
            <p className={c("expiry", soon && "soon")}>
              {soon && <Icon name="clock" />}
              <span>
                {days === undefined || expires === null
                  ? text.noExpiry
                  : soon || days < 0
                    ? expiryWords(days, text)
                    : text.until(formatDate(expires, language))}
              </span>
            </p>
          )}
        </div>
        <div className={c("mark")}>{status === "valid" && <SealMark size={44} />}</div>
      </div>
      {action && <div className={c("action")}>{action}</div>}
    </article>
  );
}

function expiryWords(
  days: number,
  text: { expiresToday: string; expiresIn: (days: number) => string; expiredFor: (days: number) => string },
): string {
  if (days === 0) return text.expiresToday;
  return days > 0 ? text.expiresIn(days) : text.expiredFor(-days);
}
