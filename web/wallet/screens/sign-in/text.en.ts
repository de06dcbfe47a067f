import type { TextOf } from "../../../ui/index.ts";
import type { zh } from "./text.zh-CN.ts";

export const en = {
  app: "My licences",
  title: "Your licences, with you",
  lead: "See the electronic licences that public bodies issued to you and show them with a one-time code. Whoever looks leaves a record.",
  signIn: "Sign in",
  demo: "Demo sign-in",
  demoNote: "Demonstration: people, licences and numbers are made up. You choose who to be on the next page.",
  failed: {
    title: "Sign-in did not work",
    lead: "Try again. If it still fails, go to a service counter or call 12345.",
  },
  expired: { title: "Sign-in took too long", lead: "The sign-in page was open for too long. Start again." },
  points: {
    show: {
      title: "Show",
      lead: "The code changes every 60 seconds and works once. A screenshot is useless.",
    },
    consent: { title: "You decide", lead: "Sensitive details are shown only after you tap to agree." },
    trace: { title: "Everything on record", lead: "Who looked, when, why, and at which fields." },
  },
  other: "Rather without a phone?",
  window:
    "Bring your identity document to any government service counter to look up or print a licence, or to be helped.",
  paper: "Paper licences stay valid. Nobody may turn you away for having no electronic one.",
  phone: "Help by phone: 12345",
} as const satisfies TextOf<typeof zh>;
