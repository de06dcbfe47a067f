import type { TextOf } from "../../../ui/index.ts";
import type { zh } from "./text.zh-CN.ts";

export const en = {
  title: "Checks",
  lead: "Only the check is kept, no licence data.",
  empty: "No checks yet",
  emptyLead: "Your checks appear here.",
  scan: "Start scanning",
  unknownType: "Code not recognised",
  someCode: "Code of the wallet",
  more: "Earlier checks",
} as const satisfies TextOf<typeof zh>;
