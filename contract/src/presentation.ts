import Type, { type Static } from "typebox";
import { operation } from "./operation.ts";
import { EntryLocked, LicenceNotShowable, NotFound, StateConflict } from "./problems.ts";
import { Check, Instant, Key, LicenceSummary, next, oneOf, Page, ShownField, Text } from "./shapes.ts";

export const ShowCode = Type.Object(
  {
    showCodeId: Key,
    code: Type.String({ maxLength: 60, description: "What stands in the QR code: opaque" }),
    shortCode: Type.Union([Type.String(), Type.Null()], {
      description: "To be read out; only for the unit named",
    }),
    expiresAt: Instant,
    lifetimeSeconds: Type.Integer(),
  },
  { $id: "ShowCode", additionalProperties: false },
);
export type ShowCode = Static<typeof ShowCode>;

const disclosureStates = ["none", "asked", "granted", "refused"] as const;
export const ShowCodeState = Type.Object(
  {
    state: oneOf(["waiting", "verified", "expired"]),
    expiresAt: Instant,
    verifier: Type.Union([
      Type.Object(
        {
          at: Instant,
          unit: Type.String(),
          officer: Type.String(),
          cardNumber: Type.String(),
          purpose: Type.String(),
          outcome: Type.String(),
        },
        { additionalProperties: false },
      ),
      Type.Null(),
    ]),
    disclosure: Type.Object(
      {
        state: oneOf(disclosureStates),
        fields: Type.Array(
          Type.Object(
            { id: Type.String(), label: Type.String(), labelEn: Type.String() },
            { additionalProperties: false },
          ),
        ),
      },
      { additionalProperties: false },
    ),
  },
  { $id: "ShowCodeState", additionalProperties: false },
);
export type ShowCodeState = Static<typeof ShowCodeState>;

export const verdicts = ["answered", "replayed", "expired", "unknown"] as const;
/** GB/T 36906 practice: 0 valid, 1 not activated, 2 suspended, 3 lapsed, 4 insufficient data, 5 not found. */
export const Verification = Type.Object(
  {
    verificationId: Key,
    at: Instant,
    outcome: oneOf(verdicts),
    answer: Type.Integer({ minimum: 0, maximum: 5 }),
    checks: Type.Array(Check),
    licence: Type.Union([LicenceSummary, Type.Null()]),
    fields: Type.Array(ShownField),
    disclosure: Type.Object({ state: oneOf(disclosureStates) }, { additionalProperties: false }),
  },
  { $id: "Verification", additionalProperties: false },
);
export type Verification = Static<typeof Verification>;

const byCode = Type.Object({ showCodeId: Key }, { additionalProperties: false });
const byVerification = Type.Object({ verificationId: Key }, { additionalProperties: false });
export const purposes = [
  "road-check",
  "site-inspection",
  "market-inspection",
  "construction-inspection",
  "entry",
  "counter-service",
  "other",
] as const;

export const createShowCode = operation("createShowCode", {
  room: "presentation",
  summary: "亮证: a code that lives 60 seconds and can be redeemed once",
  callers: ["holder"],
  params: Type.Object({ licenceKey: Key }, { additionalProperties: false }),
  body: Type.Object({ forOrganId: Type.Optional(Key) }, { additionalProperties: false }),
  result: ShowCode,
  problems: [NotFound, LicenceNotShowable],
});
export const getShowCode = operation("getShowCode", {
  room: "presentation",
  summary: "What became of a code: waiting, or who verified it and what they still ask for",
  callers: ["holder"],
  params: byCode,
  result: ShowCodeState,
  problems: [NotFound],
});
export const decideDisclosure = operation("decideDisclosure", {
  room: "presentation",
  summary: "The holder's tap: show the sensitive fields to the officer named, or not",
  callers: ["holder"],
  params: byCode,
  body: Type.Object({ grant: Type.Boolean() }, { additionalProperties: false }),
  result: ShowCodeState,
  problems: [NotFound, StateConflict],
});
export const redeemShowCode = operation("redeemShowCode", {
  room: "presentation",
  summary: "扫码核验: redeem a code, scanned or typed",
  callers: ["officer"],
  body: Type.Object(
    { code: Text(200), purpose: oneOf(purposes), place: Type.Optional(Text(100)) },
    { additionalProperties: false },
  ),
  result: Verification,
  problems: [EntryLocked],
  repeats: "own",
});
export const getVerification = operation("getVerification", {
  room: "presentation",
  summary: "One's own verification again, with what the holder has allowed since",
  callers: ["officer"],
  params: byVerification,
  result: Verification,
  problems: [NotFound],
});
export const listVerifications = operation("listVerifications", {
  room: "presentation",
  summary: "One's own verifications, newest first; no licence data",
  callers: ["officer"],
  query: Type.Object(Page, { additionalProperties: false }),
  result: Type.Object(
    {
      items: Type.Array(
        Type.Object(
          {
            verificationId: Key,
            at: Instant,
            typeName: Type.String(),
            outcome: oneOf(verdicts),
            answer: Type.Integer(),
            purpose: oneOf(purposes),
          },
          { additionalProperties: false },
        ),
      ),
      next,
    },
    { additionalProperties: false },
  ),
});
