import type { SealReport } from "@liangzheng/contract";
import type { Tone, VerdictKind } from "../ui/index.ts";

/** Four outcomes, four shapes: circle, dashed circle, octagon, diamond. What is not decided is never green. */
export const looks: Readonly<Record<SealReport["verdict"], readonly [VerdictKind, Tone]>> = {
  valid: ["valid", "good"],
  "valid-with-additions": ["valid-offline", "info"],
  invalid: ["invalid", "bad"],
  indeterminate: ["unknown", "warn"],
};
