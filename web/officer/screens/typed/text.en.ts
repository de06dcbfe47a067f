import type { TextOf } from "../../../ui/index.ts";
import type { zh } from "./text.zh-CN.ts";

export const en = {
  title: "Type digits",
  lead: "Ask the holder to read out 10 digits. They work only for the unit the holder chose, for one minute.",
  label: "10 digits",
  hint: "For example 123 456 7897",
  check: "Check",
  wrongLength: (n: number): string => `10 digits are needed, there are ${n}`,
  missing: "Enter the digits",
  lockedTitle: "Typing is paused",
  locked: "Too many wrong codes. Scan the code instead.",
  lockedUntil: (time: string): string => `You can type again after ${time}.`,
  scan: "Scan instead",
} as const satisfies TextOf<typeof zh>;
