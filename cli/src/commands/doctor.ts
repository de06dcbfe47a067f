import { diagnose } from "@liangzheng/server/doctor";
import type { Run } from "../run-command.ts";

const signs = { pass: "✓", fail: "✗", unknown: "?" } as const;

/** `liangzheng doctor`: what is wrong with this installation, and what to do about it. */
export const doctor: Run = async (_args, { out }) => {
  const findings = await diagnose();
  for (const { name, result, detail, remedy } of findings) {
    out(`${signs[result]} ${name}: ${detail}\n`);
    if (remedy !== undefined) out(`    → ${remedy}\n`);
  }
  return findings.some(({ result }) => result === "fail") ? 1 : 0;
};
