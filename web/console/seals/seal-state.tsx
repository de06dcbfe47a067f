import type { SealState } from "@liangzheng/contract";
import { Badge, daysUntil, type IconName, type Tone, useText } from "../../ui/index.ts";
import { lifeText } from "./life-words.ts";
import { sealText } from "./seal-words.ts";

const LOOKS: Readonly<Record<SealState, readonly [Tone, IconName]>> = {
  applied: ["info", "clock"],
  approved: ["info", "check"],
  refused: ["bad", "cross"],
  made: ["warn", "seal"],
  active: ["good", "check"],
  suspended: ["warn", "minus"],
  lost: ["bad", "warning"],
  revoked: ["bad", "cross"],
  replaced: ["neutral", "refresh"],
  destroyed: ["neutral", "trash"],
};

/** The state of a seal: word, sign and tone together. */
export function SealStateBadge({ state }: { state: SealState }) {
  const { states } = useText(lifeText);
  const [tone, icon] = LOOKS[state];
  return (
    <Badge tone={tone} icon={icon}>
      {states[state]}
    </Badge>
  );
}

const SOON_DAYS = 60;
interface Standing {
  readonly state: SealState;
  readonly usable: boolean;
  readonly validTo: string | null;
}

/** Its state, and what time has done to a seal in use. */
export function SealStanding({ seal: { state, usable, validTo } }: { seal: Standing }) {
  const text = useText(sealText);
  if (state !== "active" || validTo === null) return <SealStateBadge state={state} />;
  const days = daysUntil(validTo, Date.now());
  if (!usable)
    return (
      <Badge tone="bad" icon="cross">
        {text.notUsable}
      </Badge>
    );
  return days < SOON_DAYS ? (
    <Badge tone="warn" icon="clock">
      {text.soon(days)}
    </Badge>
  ) : (
    <SealStateBadge state={state} />
  );
}
