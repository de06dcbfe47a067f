import type { UseRecord } from "@liangzheng/contract";

export type UseGroup = readonly [UseRecord, ...UseRecord[]];

export const isOwn = ({ basis }: UseRecord): boolean => basis.startsWith("own-");

/** Each copy is for somebody else: no two are one line. */
const inOneLine = (use: UseRecord): boolean => isOwn(use) && use.basis !== "own-copy";

const minuteOf = ({ at }: UseRecord): string => at.slice(0, 16);

/** Opening the wallet looks at every card in one moment: one line, so that other people's uses stand out. */
export function groupUses(uses: readonly UseRecord[]): readonly UseGroup[] {
  const groups: [UseRecord, ...UseRecord[]][] = [];
  for (const use of uses) {
    const last = groups.at(-1);
    const same = last && inOneLine(use) && use.basis === last[0].basis && minuteOf(use) === minuteOf(last[0]);
    if (same) last.push(use);
    else groups.push([use]);
  }
  return groups;
}
