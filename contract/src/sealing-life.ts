import Type, { type Static } from "typebox";
import { operation } from "./operation.ts";
import {
  DoesNotFit,
  NotFound,
  SealNotUsable,
  SecondPersonRequired,
  StateConflict,
  TimeStampUnavailable,
} from "./problems.ts";
import { Done, Instant, Key, oneOf, Text } from "./shapes.ts";

/** From application to destruction. Only an `active` seal seals. */
export const sealStates = [
  "applied",
  "approved",
  "refused",
  "made",
  "active",
  "suspended",
  "lost",
  "revoked",
  "replaced",
  "destroyed",
] as const;
export type SealState = (typeof sealStates)[number];

export const sealActs = [
  "apply",
  "approve",
  "refuse",
  "make",
  "activate",
  "suspend",
  "resume",
  "report-lost",
  "revoke",
  "replace",
  "destroy",
] as const;
export type SealAct = (typeof sealActs)[number];

/** 法定名称章, 电子证照专用章, 合同专用章, 财务专用章, 发票专用章, 加注件专用章, 法定代表人名章, 个人名章. */
export const sealKinds = [
  "official",
  "licence",
  "contract",
  "finance",
  "invoice",
  "copy",
  "legal-representative",
  "personal",
] as const;
export type SealKind = (typeof sealKinds)[number];

/** By the process itself, in a device of GM/T 0018, or in a token of PKCS #11. */
export const keyStoreNames = ["software", "sdf", "pkcs11"] as const;

export const sealOwnerKinds = ["department", "enterprise", "person"] as const;
export type SealOwnerKind = (typeof sealOwnerKinds)[number];

/** What every act stands on: why, by which document, decided by whom. */
const ground = { reason: Text(500), documentNumber: Text(100), decidingOrgan: Text(100) };

export const SealHistoryEntry = Type.Object(
  {
    act: oneOf(sealActs),
    state: oneOf(sealStates),
    at: Instant,
    by: Type.String(),
    reason: Type.String(),
    documentNumber: Type.String(),
    decidingOrgan: Type.String(),
    since: Type.Union([Instant, Type.Null()]),
  },
  { additionalProperties: false },
);

const requestStates = ["asked", "granted", "refused", "used"] as const;
export const SealUseRequest = Type.Object(
  {
    requestId: Key,
    document: Type.String(),
    digest: Type.String(),
    reason: Type.String(),
    state: oneOf(requestStates),
    askedBy: Type.String(),
    askedAt: Instant,
    decidedBy: Type.Union([Type.String(), Type.Null()]),
    usedAt: Type.Union([Instant, Type.Null()]),
    mayDecide: Type.Boolean({ description: "By the caller, who is not the one that asked" }),
    mayUse: Type.Boolean({ description: "By the caller, who asked" }),
  },
  { additionalProperties: false },
);
export type SealUseRequest = Static<typeof SealUseRequest>;

const bySeal = Type.Object({ sealId: Key }, { additionalProperties: false });
const byRequest = Type.Object({ requestId: Key }, { additionalProperties: false });

const Person = Type.Object(
  { codeType: Type.String({ pattern: "^\\d{3}$" }), code: Text(40), name: Text(60) },
  { additionalProperties: false },
);
const Owner = Type.Object(
  {
    kind: oneOf(["person", "organisation"]),
    codeType: Type.String({ pattern: "^\\d{3}$" }),
    code: Text(40),
    name: Text(100),
  },
  { additionalProperties: false },
);

export const applyForSeal = operation("applyForSeal", {
  room: "sealing",
  summary: "Apply for a seal of one's unit, or for an enterprise or a person at its desk",
  callers: ["clerk", "seal-keeper"],
  body: Type.Object(
    {
      kind: oneOf(sealKinds),
      owner: Type.Union([Owner, Type.Null()], { description: "null: one's own unit" }),
      bearer: Type.Union([Person, Type.Null()], {
        description: "Whose name a legal representative's seal shows",
      }),
      replaces: Type.Union([Key, Type.Null()]),
      ...ground,
    },
    { additionalProperties: false },
  ),
  result: Type.Object({ sealId: Key }, { additionalProperties: false }),
  problems: [NotFound, StateConflict, DoesNotFit],
});
export const decideSeal = operation("decideSeal", {
  room: "sealing",
  summary: "Approve or refuse what another person applied for",
  callers: ["reviewer"],
  params: bySeal,
  body: Type.Object({ decision: oneOf(["approve", "refuse"]), ...ground }, { additionalProperties: false }),
  result: Done,
  problems: [NotFound, StateConflict, SecondPersonRequired],
});
export const makeSeal = operation("makeSeal", {
  room: "sealing",
  summary: "Make an approved seal: key, certificate, picture; it seals nothing before it is activated",
  callers: ["seal-keeper"],
  params: bySeal,
  body: Type.Object(ground, { additionalProperties: false }),
  result: Done,
  problems: [NotFound, StateConflict],
});
export const recordSealAct = operation("recordSealAct", {
  room: "sealing",
  summary: "Activate, suspend, resume, report lost or destroy a seal",
  callers: ["seal-keeper"],
  params: bySeal,
  body: Type.Object(
    {
      act: oneOf(["activate", "suspend", "resume", "report-lost", "destroy"]),
      ...ground,
      since: Type.Optional(
        Type.Union([Instant, Type.Null()], {
          description: "Reported lost: when it is thought to have gone astray",
        }),
      ),
    },
    { additionalProperties: false },
  ),
  result: Done,
  problems: [NotFound, StateConflict],
});
export const askSealUse = operation("askSealUse", {
  room: "sealing",
  summary: "Ask to use a seal of one's unit once, outside issuance",
  callers: ["clerk", "reviewer", "seal-keeper"],
  params: bySeal,
  body: Type.Object(
    {
      document: Text(200),
      digest: Type.String({ pattern: "^[0-9a-f]{64}$", description: "SM3 of the document" }),
      reason: Text(500),
    },
    { additionalProperties: false },
  ),
  result: Type.Object({ requestId: Key }, { additionalProperties: false }),
  problems: [NotFound, SealNotUsable],
});
export const decideSealUse = operation("decideSealUse", {
  room: "sealing",
  summary: "Grant or refuse the use that another person asked for",
  callers: ["reviewer", "seal-keeper"],
  params: byRequest,
  body: Type.Object(
    { decision: oneOf(["grant", "refuse"]), reason: Text(500) },
    { additionalProperties: false },
  ),
  result: Done,
  problems: [NotFound, StateConflict, SecondPersonRequired],
});
export const useSeal = operation("useSeal", {
  room: "sealing",
  summary: "Use the seal as granted: once; asked again by the same person, the same signature",
  callers: ["clerk", "reviewer", "seal-keeper"],
  params: byRequest,
  result: Type.Object(
    { signedValue: Type.String({ description: "SES_Signature, DER in base64 (GB/T 38540 7.2)" }) },
    { additionalProperties: false },
  ),
  problems: [NotFound, StateConflict, SealNotUsable, TimeStampUnavailable],
});
