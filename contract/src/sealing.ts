import Type, { type Static } from "typebox";
import { operation } from "./operation.ts";
import { NotFound, StateConflict } from "./problems.ts";
import {
  keyStoreNames,
  SealHistoryEntry,
  SealUseRequest,
  sealActs,
  sealKinds,
  sealOwnerKinds,
  sealStates,
} from "./sealing-life.ts";
import { Done, Instant, Key, oneOf } from "./shapes.ts";

const OrInstant = Type.Union([Instant, Type.Null()]);

const SealSummary = Type.Object(
  {
    sealId: Key,
    name: Type.String(),
    number: Type.String(),
    kind: oneOf(sealKinds),
    state: oneOf(sealStates),
    ownerKind: oneOf(sealOwnerKinds),
    ownerName: Type.String(),
    organId: Key,
    organName: Type.String({ description: "The unit whose seal it is, or at whose desk it was applied for" }),
    validFrom: OrInstant,
    validTo: OrInstant,
    usable: Type.Boolean(),
    uses: Type.Integer(),
    lastUsedAt: OrInstant,
    picture: Type.Union([Type.String(), Type.Null()], {
      description: "The impression as an SVG document, once it is made",
    }),
  },
  { $id: "SealSummary", additionalProperties: false },
);
export type SealSummary = Static<typeof SealSummary>;

export const SealDetail = Type.Object(
  {
    seal: SealSummary,
    signer: Type.Union([Type.String(), Type.Null()]),
    maker: Type.Union([Type.String(), Type.Null()]),
    certificatePem: Type.Union([Type.String(), Type.Null()]),
    keyStore: Type.Union([oneOf(keyStoreNames), Type.Null()], {
      description: "Where its key lies; `software` is no certified product (商用密码产品)",
    }),
    bearer: Type.Union([Type.String(), Type.Null()], { description: "Whose name a name seal shows" }),
    replaces: Type.Union([Key, Type.Null()]),
    replacedBy: Type.Union([Key, Type.Null()]),
    history: Type.Array(SealHistoryEntry),
    acts: Type.Array(oneOf(sealActs), { description: "What the caller may do with it now" }),
    requests: Type.Array(SealUseRequest),
    mayAsk: Type.Boolean({ description: "The caller may ask to use it outside issuance" }),
    users: Type.Array(
      Type.Object(
        { accountId: Key, name: Type.String(), allowed: Type.Boolean() },
        { additionalProperties: false },
      ),
    ),
    log: Type.Array(
      Type.Object(
        {
          at: Instant,
          by: Type.String(),
          purpose: Type.String(),
          subject: Type.String(),
          digest: Type.String(),
        },
        { additionalProperties: false },
      ),
    ),
  },
  { $id: "SealDetail", additionalProperties: false },
);
export type SealDetail = Static<typeof SealDetail>;

const staff = ["clerk", "reviewer", "seal-keeper", "auditor", "catalogue-manager"] as const;
const bySeal = Type.Object({ sealId: Key }, { additionalProperties: false });

export const listSeals = operation("listSeals", {
  room: "sealing",
  summary: "The seal register of one's unit",
  callers: staff,
  query: Type.Object(
    { state: Type.Optional(oneOf(sealStates)), kind: Type.Optional(oneOf(sealKinds)) },
    { additionalProperties: false },
  ),
  result: Type.Object({ items: Type.Array(SealSummary) }, { additionalProperties: false }),
});
export const getSeal = operation("getSeal", {
  room: "sealing",
  summary: "One seal: its life, certificate, who may use it, its use log",
  callers: staff,
  params: bySeal,
  result: SealDetail,
  problems: [NotFound],
});
export const setSealUser = operation("setSealUser", {
  room: "sealing",
  summary: "Allow or forbid a person of the unit to use the seal",
  callers: ["seal-keeper"],
  params: bySeal,
  body: Type.Object({ accountId: Key, allowed: Type.Boolean() }, { additionalProperties: false }),
  result: Done,
  problems: [NotFound],
});

/** RFC 5280 §5.3.1, as far as a seal's certificate can have them. */
const sealRevocationReasons = [
  "key-compromise",
  "affiliation-changed",
  "superseded",
  "cessation-of-operation",
] as const;

export const revokeSeal = operation("revokeSeal", {
  room: "sealing",
  summary: "Revoke the certificate of a seal for good; it stands in the next list at once",
  callers: ["seal-keeper"],
  params: bySeal,
  body: Type.Object(
    {
      reason: oneOf(sealRevocationReasons),
      since: Type.Optional(
        Type.Union([Instant, Type.Null()], { description: "When the key is thought to have gone astray" }),
      ),
    },
    { additionalProperties: false },
  ),
  result: Done,
  problems: [NotFound, StateConflict],
});

const byAuthority = Type.Object({ authority: oneOf(["root", "issuer"]) }, { additionalProperties: false });

export const listTrustedCertificates = operation("listTrustedCertificates", {
  room: "sealing",
  summary: "Root and issuing CA of the seals made here, PEM: what `liangzheng verify --trust` wants",
  callers: ["anyone"],
  result: Type.String(),
  produces: "application/x-pem-file",
});
export const getTrustedCertificate = operation("getTrustedCertificate", {
  room: "sealing",
  summary: "The certificate of one authority, DER",
  callers: ["anyone"],
  params: byAuthority,
  result: Type.String(),
  produces: "application/pkix-cert",
  problems: [NotFound],
});
export const listRevocationLists = operation("listRevocationLists", {
  room: "sealing",
  summary: "The newest revocation list of each authority, PEM: what `liangzheng verify --crl` wants",
  callers: ["anyone"],
  result: Type.String(),
  produces: "application/x-pem-file",
});
export const getRevocationList = operation("getRevocationList", {
  room: "sealing",
  summary: "The newest revocation list of one authority, DER; certificates name this address",
  callers: ["anyone"],
  params: byAuthority,
  result: Type.String(),
  produces: "application/pkix-crl",
  problems: [NotFound],
});
