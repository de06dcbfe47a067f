import Type, { type Static } from "typebox";
import { operation } from "./operation.ts";
import {
  DuplicateLicence,
  InvalidInput,
  NotFound,
  SealNotUsable,
  StateConflict,
  TimeStampUnavailable,
} from "./problems.ts";
import {
  byDraft,
  Instant,
  Key,
  next,
  OrganCode,
  OrNull,
  oneOf,
  Page,
  Reason,
  Text,
  TypeKey,
} from "./shapes.ts";

const PartyId = Type.String({ pattern: "^[a-z][a-z0-9-]{0,31}$" });

/** Which body a party of a joint sealing is: one for all licences, the one of a level, or whom the draft names. */
const PartyOrgan = Type.Union([
  Type.Object({ by: oneOf(["code"]), code: OrganCode }, { additionalProperties: false }),
  Type.Object(
    { by: oneOf(["level"]), level: oneOf(["province", "city", "county"]) },
    { additionalProperties: false },
  ),
  Type.Object({ by: oneOf(["draft"]) }, { additionalProperties: false }),
]);

export const sealOrders = ["in-turn", "side-by-side"] as const;

/** 联合盖章: whose seals a licence bears besides its issuer's. The issuer seals first, when the draft is approved. */
export const JointSealing = Type.Object(
  {
    order: oneOf(sealOrders),
    parties: Type.Array(
      Type.Object(
        { id: PartyId, role: Text(60), roleEn: Text(80), organ: PartyOrgan },
        { additionalProperties: false },
      ),
      { minItems: 1, maxItems: 8 },
    ),
    deadlineDays: Type.Integer({ minimum: 1, maximum: 365, description: "For each party, from its turn on" }),
  },
  { additionalProperties: false },
);
export type JointSealing = Static<typeof JointSealing>;

/** `closed`: the sealing ended before this body sealed. `overdue`: still to be done, after its day. */
export const sealingTaskStates = ["waiting", "open", "overdue", "sealed", "refused", "closed"] as const;
export const jointSealingStates = ["under-way", "delivered", "refused", "withdrawn"] as const;

/** How far one party is. */
const PartyProgress = Type.Object(
  {
    role: Type.String(),
    roleEn: Type.String(),
    organName: Type.String(),
    state: oneOf(sealingTaskStates),
    dueAt: OrNull(Instant),
    decidedAt: OrNull(Instant),
    sealName: OrNull(Type.String()),
    reason: OrNull(Type.String()),
  },
  { additionalProperties: false },
);

const SealingTaskSummary = Type.Object(
  {
    taskId: Key,
    typeKey: TypeKey,
    typeName: Type.String(),
    typeNameEn: Type.String(),
    issuerName: Type.String(),
    role: Type.String(),
    roleEn: Type.String(),
    state: oneOf(sealingTaskStates),
    startedAt: Instant,
    dueAt: OrNull(Instant),
  },
  { additionalProperties: false },
);
export type SealingTaskSummary = Static<typeof SealingTaskSummary>;

export const SealingTask = Type.Object(
  {
    summary: SealingTaskSummary,
    order: oneOf(sealOrders),
    issuer: Type.Object(
      { organName: Type.String(), sealedAt: Instant, sealName: Type.String() },
      { additionalProperties: false },
    ),
    parties: Type.Array(PartyProgress),
    /** Those of the body that the caller may use. */
    seals: Type.Array(Type.Object({ sealId: Key, name: Type.String() }, { additionalProperties: false })),
    mayDecide: Type.Boolean(),
    /** Whether there is still a page to look at: what is over shows nothing more. */
    hasPage: Type.Boolean(),
  },
  { $id: "SealingTask", additionalProperties: false },
);
export type SealingTask = Static<typeof SealingTask>;

const OrganChoice = Type.Object(
  { code: Type.String(), name: Type.String() },
  { additionalProperties: false },
);

/** The joint sealing of a draft: who has to seal, and every attempt so far, the latest first. */
export const DraftSealing = Type.Object(
  {
    order: oneOf(sealOrders),
    deadlineDays: Type.Integer(),
    parties: Type.Array(
      Type.Object(
        {
          id: PartyId,
          role: Type.String(),
          roleEn: Type.String(),
          by: oneOf(["code", "level", "draft"]),
          organ: Type.Union([OrganChoice, Type.Null()]),
          /** Whom the draft may name; empty where nothing is to be chosen. */
          candidates: Type.Array(OrganChoice),
        },
        { additionalProperties: false },
      ),
    ),
    attempts: Type.Array(
      Type.Object(
        {
          state: oneOf(jointSealingStates),
          startedAt: Instant,
          endedAt: OrNull(Instant),
          parties: Type.Array(PartyProgress),
        },
        { additionalProperties: false },
      ),
    ),
    mayChoose: Type.Boolean(),
    mayWithdraw: Type.Boolean(),
  },
  { $id: "DraftSealing", additionalProperties: false },
);
export type DraftSealing = Static<typeof DraftSealing>;

const staff = ["clerk", "reviewer"] as const;
const byTask = Type.Object({ taskId: Key }, { additionalProperties: false });

export const listSealingTasks = operation("listSealingTasks", {
  room: "issuance",
  summary: "What one's unit is asked to seal together with others, newest first",
  callers: staff,
  query: Type.Object(
    { ...Page, show: Type.Optional(oneOf(["open", "overdue", "all"])) },
    { additionalProperties: false },
  ),
  result: Type.Object({ items: Type.Array(SealingTaskSummary), next }, { additionalProperties: false }),
});
export const getSealingTask = operation("getSealingTask", {
  room: "issuance",
  summary: "One sealing task: who has sealed, who has yet to, and with which seals the caller may",
  callers: staff,
  params: byTask,
  result: SealingTask,
  problems: [NotFound],
});
export const getSealingTaskPage = operation("getSealingTaskPage", {
  room: "issuance",
  summary: "The page to be sealed, with the seals it bears; every look is in the audit log",
  callers: staff,
  params: byTask,
  result: Type.String(),
  produces: "image/svg+xml",
  problems: [NotFound, StateConflict],
});
export const sealTask = operation("sealTask", {
  room: "issuance",
  summary: "Set one's unit's seal; the last one delivers the licence",
  callers: staff,
  params: byTask,
  body: Type.Object({ sealId: Key }, { additionalProperties: false }),
  result: SealingTask,
  problems: [NotFound, StateConflict, SealNotUsable, DuplicateLicence, TimeStampUnavailable],
});
export const refuseSealingTask = operation("refuseSealingTask", {
  room: "issuance",
  summary: "Refuse to seal: the draft goes back to its issuer with the reason, and no licence exists",
  callers: staff,
  params: byTask,
  body: Reason,
  result: SealingTask,
  problems: [NotFound, StateConflict],
});
export const getDraftSealing = operation("getDraftSealing", {
  room: "issuance",
  summary: "Who seals a draft together with its issuer, and how far they are",
  callers: staff,
  params: byDraft,
  result: DraftSealing,
  problems: [NotFound, StateConflict],
});
export const chooseSealers = operation("chooseSealers", {
  room: "issuance",
  summary: "Name the bodies that a draft leaves open",
  callers: ["clerk"],
  params: byDraft,
  body: Type.Object(
    { sealers: Type.Record(PartyId, OrganCode, { additionalProperties: false }) },
    { additionalProperties: false },
  ),
  result: DraftSealing,
  problems: [NotFound, StateConflict, InvalidInput],
});
export const withdrawSealing = operation("withdrawSealing", {
  room: "issuance",
  summary: "Take a draft back from those who have yet to seal it; what was sealed is void",
  callers: staff,
  params: byDraft,
  body: Reason,
  result: DraftSealing,
  problems: [NotFound, StateConflict],
});
