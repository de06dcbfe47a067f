import type { AuthorityState } from "@liangzheng/contract";
import { Badge, type IconName, type Tone, useText } from "../../ui/index.ts";
import { trustText } from "./trust-words.ts";

const LOOKS: Readonly<Record<AuthorityState, readonly [Tone, IconName]>> = {
  proposed: ["warn", "clock"],
  trusted: ["good", "check"],
  refused: ["bad", "cross"],
  withdrawn: ["neutral", "minus"],
};

/** The state of an authority: word, sign and tone together. */
export function AuthorityStateBadge({ state }: { state: AuthorityState }) {
  const { states } = useText(trustText);
  const [tone, icon] = LOOKS[state];
  return (
    <Badge tone={tone} icon={icon}>
      {states[state]}
    </Badge>
  );
}
