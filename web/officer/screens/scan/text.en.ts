import type { TextOf } from "../../../ui/index.ts";
import type { zh } from "./text.zh-CN.ts";

export const en = {
  title: "Scan and check",
  hint: "Point at the holder's code",
  typed: "Type digits",
  change: "Change",
  checking: "Checking",
  again: "Scan again",
  lostTitle: "No answer came",
  lost: "The connection failed, so it is not known whether the check was done. Try again here: it will not be done twice.",
  retry: "Try again",
  stop: {
    title: "This stop",
    lead: "Choose the purpose once for this stop. The holder is told purpose and place.",
    purpose: "Purpose",
    place: "Place",
    placeHint: "For example: a junction, a market",
    start: "Start scanning",
    missing: "Choose a purpose first",
    current: (purpose: string, place: string): string => (place ? `${purpose} · ${place}` : purpose),
  },
} as const satisfies TextOf<typeof zh>;
