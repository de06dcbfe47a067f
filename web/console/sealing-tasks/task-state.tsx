import type { SealingTaskSummary } from "@liangzheng/contract";
import { Badge, type IconName, type Tone, useText } from "../../ui/index.ts";
import { sealingText } from "./sealing-words.ts";

const LOOKS: Readonly<Record<SealingTaskSummary["state"], readonly [Tone, IconName]>> = {
  waiting: ["neutral", "minus"],
  open: ["info", "clock"],
  overdue: ["warn", "warning"],
  sealed: ["good", "seal"],
  refused: ["bad", "cross"],
  closed: ["neutral", "minus"],
};

/** The state of one body's task: word, sign and tone together. */
export function TaskStateBadge({ state }: { state: SealingTaskSummary["state"] }) {
  const { states } = useText(sealingText);
  const [tone, icon] = LOOKS[state];
  return (
    <Badge tone={tone} icon={icon}>
      {states[state]}
    </Badge>
  );
}
