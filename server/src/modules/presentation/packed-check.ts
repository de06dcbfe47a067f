import type { Check } from "@liangzheng/contract";

/**
 * A check as it is kept: `+status` where there is no more to say, else spelled out. Nine of them stand in each
 * verification, and spelled out they were more than half of its row. Rows from before have all spelled out.
 */
export type PackedCheck = string | Check;

const signs = { pass: "+", fail: "-", unknown: "?" } as const;
const results: Readonly<Record<string, Check["result"]>> = { "+": "pass", "-": "fail", "?": "unknown" };

export function packCheck(check: Check): PackedCheck {
  const { name, result, ...more } = check;
  return Object.keys(more).length === 0 ? signs[result] + name : check;
}

/** @throws Error for a sign that is none of the three. */
export function unpackCheck(packed: PackedCheck): Check {
  if (typeof packed !== "string") return packed;
  const result = results[packed.charAt(0)];
  if (result === undefined) throw new Error(`not a check: ${packed}`);
  return { name: packed.slice(1), result };
}
