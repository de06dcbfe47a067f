import type { TextOf } from "../../../ui/index.ts";
import type { zh } from "./text.zh-CN.ts";

export const en = {
  app: "Licence check",
  title: "Scan, and know",
  lead: "For officers and counter staff: valid, suspended or expired at a glance, and only what your duty needs.",
  signIn: "Sign in",
  demo: "Demo sign-in",
  demoNote: "Demonstration: people, units and licences are made up.",
  rules: "Rules for checking",
  points: [
    "Trust the result on your own screen, never the picture on theirs.",
    "Look at photo and name first and compare them with the person.",
    "Sensitive fields appear only once the holder agrees.",
    "Every check is recorded and told to the holder.",
  ],
  failed: {
    title: "Sign-in did not work",
    lead: "Try again. If it still fails, ask your unit's administrator.",
  },
  expired: { title: "Sign-in took too long", lead: "The sign-in page was open for too long. Start again." },
  fallback: "If the device fails, check the paper licence or call the issuer.",
} as const satisfies TextOf<typeof zh>;
