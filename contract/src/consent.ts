import Type, { type Static } from "typebox";
import { operation } from "./operation.ts";
import {
  AuthorisationExpired,
  AuthorisationSpent,
  AuthorisationWithdrawn,
  LicenceNotShowable,
  MatterNotRegistered,
  NotFound,
  OverAsking,
  SecondPersonRequired,
  StateConflict,
} from "./problems.ts";
import { Day, Done, Instant, Key, next, OrNull, oneOf, Page, Reason, Text, TypeKey } from "./shapes.ts";

/**
 * How long a holder may be asked to let a unit read again, days; and how long a request waits for its answer. `until` is
 * the last day of reading, and null where one reading is all.
 */
export const longestUseDays = 30;
export const answerDays = 7;

const FieldId = Type.String({ pattern: "^[A-Z][A-Z0-9]{0,31}$", description: "Of the licence type's face" });
const FieldIds = Type.Array(FieldId, { minItems: 1, maxItems: 60, uniqueItems: true });
const ItemCode = Type.String({ pattern: "^[0-9A-Z-]{1,40}$", description: "事项编码" });
const NamedField = Type.Object(
  { id: Type.String(), label: Type.String(), labelEn: Type.String() },
  { additionalProperties: false },
);
const ofType = { typeKey: TypeKey, typeName: Type.String(), typeNameEn: Type.String() };
const ofItem = { itemCode: Type.String(), itemName: Type.String(), legalBasis: Type.String() };

export const useItemStates = ["proposed", "published", "refused", "withdrawn"] as const;
/** 用证清单, one line: what a unit may ask of holders for one of its items. */
export const UseItem = Type.Object(
  {
    itemId: Key,
    unit: Type.String(),
    ...ofItem,
    ...ofType,
    fields: Type.Array(NamedField),
    form: oneOf(["fields"]),
    state: oneOf(useItemStates),
    proposedBy: Type.String(),
    proposedAt: Instant,
    decidedBy: OrNull(Type.String()),
    decidedAt: OrNull(Instant),
    decisionReason: OrNull(Type.String()),
    withdrawnAt: OrNull(Instant),
    withdrawalReason: OrNull(Type.String()),
    mayDecide: Type.Boolean({
      description: "By the caller: publish or refuse what is proposed, withdraw the rest",
    }),
  },
  { $id: "UseItem", additionalProperties: false },
);
export type UseItem = Static<typeof UseItem>;

export const useRequestStates = [
  "waiting",
  "unanswered",
  "refused",
  "live",
  "spent",
  "expired",
  "withdrawn",
] as const;
export type UseRequestState = (typeof useRequestStates)[number];

const asked = {
  requestId: Key,
  state: oneOf(useRequestStates),
  unit: Type.String(),
  officer: Type.String(),
  ...ofItem,
  ...ofType,
  businessNumber: Type.String({ description: "办件编号" }),
  purpose: Type.String(),
  fields: Type.Array(NamedField),
  until: OrNull(Day),
  askedAt: Instant,
  answerBy: Instant,
  answeredAt: OrNull(Instant),
  readings: Type.Array(Type.Object({ at: Instant, by: Type.String() }, { additionalProperties: false })),
};
const agreed = {
  fields: Type.Array(Type.String()),
  once: Type.Boolean(),
  validUntil: Day,
  spentAt: OrNull(Instant),
  withdrawnAt: OrNull(Instant),
};
/** As the unit that asked sees it. */
export const UseRequest = Type.Object(
  {
    ...asked,
    holder: Type.String({ description: "The number that was typed, masked" }),
    agreed: OrNull(Type.Object(agreed, { additionalProperties: false })),
  },
  { $id: "UseRequest", additionalProperties: false },
);
export type UseRequest = Static<typeof UseRequest>;
/** As the holder who is asked sees it. */
export const MyUseRequest = Type.Object(
  {
    ...asked,
    choices: Type.Array(Key, { description: "Valid licences of the type that the holder may let be read" }),
    agreed: OrNull(Type.Object({ ...agreed, licenceKey: Key }, { additionalProperties: false })),
  },
  { $id: "MyUseRequest", additionalProperties: false },
);
export type MyUseRequest = Static<typeof MyUseRequest>;

const byItem = Type.Object({ itemId: Key }, { additionalProperties: false });
const byRequest = Type.Object({ requestId: Key }, { additionalProperties: false });
const byPage = Type.Object(Page, { additionalProperties: false });
const dead = [AuthorisationWithdrawn, AuthorisationSpent, AuthorisationExpired];

export const listUseItems = operation("listUseItems", {
  room: "consent",
  summary: "用证清单: what one's unit may ask for, or what the units of one's division may",
  callers: ["clerk", "reviewer", "catalogue-manager"],
  query: byPage,
  result: Type.Object({ items: Type.Array(UseItem), next }, { additionalProperties: false }),
});
export const proposeUseItem = operation("proposeUseItem", {
  room: "consent",
  summary: "Propose which fields of a type one's unit may ask holders for, in one of its items",
  callers: ["clerk", "reviewer"],
  body: Type.Object(
    {
      itemCode: ItemCode,
      itemName: Text(100),
      legalBasis: Text(300),
      typeKey: TypeKey,
      fields: FieldIds,
    },
    { additionalProperties: false },
  ),
  result: Type.Object({ itemId: Key }, { additionalProperties: false }),
  problems: [NotFound, StateConflict],
});
export const decideUseItem = operation("decideUseItem", {
  room: "consent",
  summary: "Publish or refuse what another unit proposed; it takes the place of what was in force",
  callers: ["catalogue-manager"],
  params: byItem,
  body: Type.Object(
    { decision: oneOf(["publish", "refuse"]), reason: Text(500) },
    { additionalProperties: false },
  ),
  result: Done,
  problems: [NotFound, StateConflict, SecondPersonRequired],
});
export const withdrawUseItem = operation("withdrawUseItem", {
  room: "consent",
  summary: "Withdraw what a unit may ask for: nothing is asked or read under it from then on",
  callers: ["catalogue-manager"],
  params: byItem,
  body: Reason,
  result: Done,
  problems: [NotFound, StateConflict],
});
export const askForUse = operation("askForUse", {
  room: "consent",
  summary: "授权用证: ask a holder, known by full number, for fields of a licence in one of one's items",
  callers: ["clerk"],
  body: Type.Object(
    {
      holderCode: Text(40),
      itemCode: ItemCode,
      businessNumber: Text(60),
      typeKey: TypeKey,
      fields: FieldIds,
      purpose: Text(200),
      until: OrNull(Day),
    },
    { additionalProperties: false },
  ),
  result: Type.Object({ requestId: Key }, { additionalProperties: false }),
  problems: [MatterNotRegistered, OverAsking],
});
export const listUseRequests = operation("listUseRequests", {
  room: "consent",
  summary: "What one's unit asked holders for, newest first, and what became of it",
  callers: ["clerk", "reviewer"],
  query: byPage,
  result: Type.Object({ items: Type.Array(UseRequest), next }, { additionalProperties: false }),
});
export const getUseRequest = operation("getUseRequest", {
  room: "consent",
  summary: "One request of one's unit",
  callers: ["clerk", "reviewer"],
  params: byRequest,
  result: UseRequest,
  problems: [NotFound],
});
export const takeUseCode = operation("takeUseCode", {
  room: "consent",
  summary: "A code for one reading of what the holder agreed to; it lives five minutes",
  callers: ["clerk"],
  params: byRequest,
  result: Type.Object({ code: Type.String(), expiresAt: Instant }, { additionalProperties: false }),
  problems: [NotFound, StateConflict, MatterNotRegistered, OverAsking, ...dead],
});
export const listMyUseRequests = operation("listMyUseRequests", {
  room: "consent",
  summary: "Who asks the holder for what, newest first: what waits, what is in force, what is over",
  callers: ["holder"],
  query: Type.Object(
    { ...Page, show: Type.Optional(oneOf(["waiting", "live", "over"])) },
    { additionalProperties: false },
  ),
  result: Type.Object({ items: Type.Array(MyUseRequest), next }, { additionalProperties: false }),
});
export const getMyUseRequest = operation("getMyUseRequest", {
  room: "consent",
  summary: "One request to the holder",
  callers: ["holder"],
  params: byRequest,
  result: MyUseRequest,
  problems: [NotFound],
});
export const answerUseRequest = operation("answerUseRequest", {
  room: "consent",
  summary: "Agree to all or part of what is asked for, or refuse (null)",
  callers: ["holder"],
  params: byRequest,
  body: Type.Object(
    {
      agree: OrNull(
        Type.Object(
          { licenceKey: Key, fields: FieldIds, until: OrNull(Day) },
          { additionalProperties: false },
        ),
      ),
    },
    { additionalProperties: false },
  ),
  result: MyUseRequest,
  problems: [NotFound, StateConflict, LicenceNotShowable, MatterNotRegistered, OverAsking],
});
export const withdrawUse = operation("withdrawUse", {
  room: "consent",
  summary: "Withdraw what was agreed to: it is dead at once",
  callers: ["holder"],
  params: byRequest,
  result: MyUseRequest,
  problems: [NotFound, StateConflict],
});
