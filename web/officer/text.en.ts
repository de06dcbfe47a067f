import type { TextOf } from "../ui/index.ts";
import type { zh } from "./text.zh-CN.ts";

export const en = {
  app: "Licence check",
  place: "Electronic licence platform",
  tabs: { scan: "Scan", history: "History", me: "Me" },
  notOfficer: "This account is not an officer's",
  notOfficerLead:
    "Sign in with the account your unit opened for checks, or ask your unit's administrator for one.",
  signOut: "Sign out",
} as const satisfies TextOf<typeof zh>;
