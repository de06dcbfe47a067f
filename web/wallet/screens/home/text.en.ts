import type { TextOf } from "../../../ui/index.ts";
import type { zh } from "./text.zh-CN.ts";

export const en = {
  title: "Licences",
  whose: "In whose name",
  switching: "Switching",
  switchFailed: "The switch did not work. Try again",
  self: "Yourself",
  enterprise: "Enterprise",
  count: (n: number): string => (n === 1 ? "1 licence" : `${n} licences`),
  search: "Find a licence",
  searchHint: "Name, number or issuer",
  notFound: "No licence matches",
  show: "Show",
  view: "View",
  notShowable: "Cannot be shown now",
  reason: (reason: string): string => `Reason: ${reason}`,
  whatNow: "What to do",
  empty: "No electronic licences yet",
  emptyLead:
    "A licence appears here by itself once a public body has issued it. If one is missing, take the paper licence to a service counter or call 12345.",
  call: "Call 12345 for help",
  asked: (n: number): string => `${n} ${n === 1 ? "request waits" : "requests wait"} for your answer`,
  askedMany: "Requests wait for your answer",
  uses: "Who looked at my licences",
} as const satisfies TextOf<typeof zh>;
