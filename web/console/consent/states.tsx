import type { UseItem, UseRequestState } from "@liangzheng/contract";
import { Badge, type IconName, type Tone, useText } from "../../ui/index.ts";
import { consentText } from "./consent-words.ts";

type Look = readonly [Tone, IconName];

const ITEMS: Readonly<Record<UseItem["state"], Look>> = {
  proposed: ["warn", "clock"],
  published: ["good", "check"],
  refused: ["bad", "cross"],
  withdrawn: ["neutral", "minus"],
};
const REQUESTS: Readonly<Record<UseRequestState, Look>> = {
  waiting: ["warn", "clock"],
  unanswered: ["neutral", "minus"],
  refused: ["neutral", "cross"],
  live: ["good", "eye"],
  spent: ["neutral", "check"],
  expired: ["neutral", "clock"],
  withdrawn: ["bad", "cross"],
};

/** The state of a line of the list: word, sign and tone together. */
export function ItemStateBadge({ state }: { state: UseItem["state"] }) {
  const { states } = useText(consentText).items;
  const [tone, icon] = ITEMS[state];
  return (
    <Badge tone={tone} icon={icon}>
      {states[state]}
    </Badge>
  );
}

export function RequestStateBadge({ state }: { state: UseRequestState }) {
  const { states } = useText(consentText).requests;
  const [tone, icon] = REQUESTS[state];
  return (
    <Badge tone={tone} icon={icon}>
      {states[state]}
    </Badge>
  );
}
