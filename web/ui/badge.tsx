import type { ReactNode } from "react";
import styles from "./badge.module.css";
import { classNames } from "./class-names.ts";
import { Icon } from "./icon.tsx";
import type { IconName } from "./icon-paths.ts";
import { useText } from "./text.ts";
import { uiText } from "./ui-text.ts";
import { type VerdictKind, VerdictSign } from "./verdict-sign.tsx";

const c = classNames(styles);

export type Tone = "neutral" | "info" | "good" | "warn" | "bad";

export interface BadgeProps {
  readonly tone?: Tone;
  readonly icon?: IconName;
  readonly children: ReactNode;
}

/** A word about a thing. Good, warn and bad are for verdicts and states of work, never decoration. */
export const Badge = ({ tone = "neutral", icon, children }: BadgeProps) => (
  <span className={c("badge", tone)}>
    {icon && <Icon name={icon} size="1.1em" />}
    <span>{children}</span>
  </span>
);

export const LICENCE_STATUSES = [
  "valid",
  "pending",
  "suspended",
  "expired",
  "withdrawn",
  "rescinded",
  "revoked",
  "cancelled",
  "void",
  "superseded",
] as const;
export type LicenceStatus = (typeof LICENCE_STATUSES)[number];

const LOOKS: Readonly<Record<LicenceStatus, readonly [Tone, VerdictKind]>> = {
  valid: ["good", "valid"],
  pending: ["info", "expired"],
  suspended: ["warn", "suspended"],
  expired: ["warn", "expired"],
  withdrawn: ["bad", "invalid"],
  rescinded: ["bad", "invalid"],
  revoked: ["bad", "invalid"],
  cancelled: ["neutral", "invalid"],
  void: ["neutral", "invalid"],
  superseded: ["neutral", "used"],
};

/** The state of a licence: word, shape and tone together. */
export function StatusBadge({ status, children }: { status: LicenceStatus; children?: ReactNode }) {
  const text = useText(uiText);
  const [tone, sign] = LOOKS[status];
  return (
    <span className={c("badge", tone)}>
      <VerdictSign kind={sign} size="1.1em" />
      <span>{children ?? text.status[status]}</span>
    </span>
  );
}
