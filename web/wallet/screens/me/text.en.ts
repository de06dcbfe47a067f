import type { TextOf } from "../../../ui/index.ts";
import type { zh } from "./text.zh-CN.ts";

export const en = {
  title: "Me",
  self: "Yourself",
  acting: (name: string): string => `You act in the name of '${name}'`,
  switchBack: "Change the name on the first page",
  consent: "Authorisations",
  consentLead: "Who asks to see your licences and whom you have authorised; you may withdraw at any time.",
  consentOpen: "See requests and authorisations",
  display: "Display",
  displayLead: "Elder: larger letters and buttons. Contrast: bright on black.",
  language: "Language",
  help: "Help",
  phone: { title: "Call 12345", lead: "The government service line, answered by people" },
  window: {
    title: "Service counter",
    lead: "Bring your identity document to any government service counter to look up, print or correct a licence, or to be helped.",
  },
  paper: {
    title: "Without your phone",
    lead: "Counters and self-service machines print paper licences. They count as much as electronic ones.",
  },
  privacy: {
    title: "How your data are used",
    lead: "Sensitive fields are shown only once you agree. Every use is recorded and told to you. The record holds no content.",
  },
  signOut: "Sign out",
  signOutFailed: "Signing out did not work. Try again",
  demo: "Demonstration: people, licences and numbers are made up.",
} as const satisfies TextOf<typeof zh>;
