import type { TextOf } from "../../../ui/index.ts";
import type { zh } from "./text.zh-CN.ts";

export const en = {
  title: "Locked",
  lead: "Nothing was touched for two minutes. The licence data have been cleared from the screen.",
  open: "Tap to carry on",
} as const satisfies TextOf<typeof zh>;
