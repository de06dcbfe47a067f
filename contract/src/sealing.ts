import Type, { type Static } from "typebox";
import { operation } from "./operation.ts";
import { NotFound, StateConflict, TooLarge, UnreadableFile } from "./problems.ts";
import { Check, Done, Instant, Key, oneOf } from "./shapes.ts";

const SealSummary = Type.Object(
  {
    sealId: Key,
    name: Type.String(),
    number: Type.String(),
    organId: Key,
    organName: Type.String(),
    validFrom: Instant,
    validTo: Instant,
    usable: Type.Boolean(),
    uses: Type.Integer(),
    lastUsedAt: Type.Union([Instant, Type.Null()]),
    picture: Type.String({ description: "The impression as an SVG document" }),
  },
  { $id: "SealSummary", additionalProperties: false },
);
export type SealSummary = Static<typeof SealSummary>;

export const SealDetail = Type.Object(
  {
    seal: SealSummary,
    signer: Type.String(),
    maker: Type.String(),
    certificatePem: Type.String(),
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
  result: Type.Object({ items: Type.Array(SealSummary) }, { additionalProperties: false }),
});
export const getSeal = operation("getSeal", {
  room: "sealing",
  summary: "One seal: certificate, who may use it, its use log",
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

export const fileVerdicts = ["valid", "valid-with-additions", "invalid", "indeterminate"] as const;
export const SealReport = Type.Object(
  {
    verdict: oneOf(fileVerdicts),
    summary: Type.String({ description: "A code of the sentence that says the verdict" }),
    checks: Type.Array(Check),
    additions: Type.Array(Type.String()),
    signatures: Type.Array(
      Type.Object(
        {
          id: Type.String(),
          verdict: oneOf(fileVerdicts),
          standard: Type.String(),
          sealName: Type.Union([Type.String(), Type.Null()]),
          signer: Type.Union([Type.String(), Type.Null()]),
          maker: Type.Union([Type.String(), Type.Null()]),
          signedAt: Type.Union([Type.String(), Type.Null()]),
          checks: Type.Array(Check),
        },
        { additionalProperties: false },
      ),
    ),
    pages: Type.Array(Type.String({ description: "SVG documents, to be shown as images only" })),
    pageCount: Type.Integer(),
  },
  { $id: "SealReport", additionalProperties: false },
);
export type SealReport = Static<typeof SealReport>;

export const checkSeal = operation("checkSeal", {
  room: "sealing",
  summary: "Judge a sealed OFD file; the file is not kept",
  callers: ["anyone"],
  accepts: "application/octet-stream",
  result: SealReport,
  problems: [UnreadableFile, TooLarge],
  repeats: "harmless",
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
