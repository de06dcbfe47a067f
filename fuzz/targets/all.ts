import type { Target } from "../target.ts";
import { derTargets } from "./der.ts";
import { ofdTargets } from "./ofd.ts";
import { pdfTargets } from "./pdf.ts";
import { sealedTargets } from "./sealed.ts";
import { signedTextTargets } from "./signed-text.ts";
import { textTargets } from "./text.ts";

export const targets: readonly Target[] = [
  ...derTargets,
  ...ofdTargets,
  ...sealedTargets(),
  ...pdfTargets(),
  ...textTargets,
  ...signedTextTargets,
];
