import type { TextOf } from "../../../ui/index.ts";
import type { zh } from "./text.zh-CN.ts";

export const en = {
  title: "Me",
  unit: "Unit",
  cardNumber: "Officer card",
  none: "None",
  today: (day: string): string => `Today: ${day}`,
  stop: "This stop",
  noStop: "No purpose chosen yet",
  endStop: "End this stop",
  display: "Display",
  displayLead: "Contrast is best in bright sun.",
  signOut: "Sign out",
  signOutFailed: "Signing out did not work. Try again",
  lost: "Lost your device? Tell your unit's administrator at once to block the account.",
  demo: "Demonstration: people, units and licences are made up.",
} as const satisfies TextOf<typeof zh>;
