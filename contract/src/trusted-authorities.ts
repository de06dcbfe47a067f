import Type, { type Static } from "typebox";
import { operation } from "./operation.ts";
import { NotFound, SecondPersonRequired, StateConflict } from "./problems.ts";
import { Done, Instant, Key, OrNull, oneOf, Reason, Text } from "./shapes.ts";

/** What an authority may vouch for: who signs, who makes seals, who dates. */
export const trustUses = ["signer", "maker", "time-stamp"] as const;
export type TrustUse = (typeof trustUses)[number];
const Uses = Type.Array(oneOf(trustUses), { minItems: 1, maxItems: 3, uniqueItems: true });

const authorityStates = ["proposed", "trusted", "refused", "withdrawn"] as const;
export type AuthorityState = (typeof authorityStates)[number];

const certificateFacts = {
  subject: Type.String(),
  issuer: Type.String(),
  serial: Type.String(),
  notBefore: Instant,
  notAfter: Instant,
  fingerprint: Type.String({
    description: "SM3 of the certificate, hexadecimal: to be compared by another way",
  }),
};

/** An authority outside this deployment, and what was decided about it. */
export const TrustedAuthority = Type.Object(
  {
    authorityId: Key,
    name: Type.String(),
    uses: Uses,
    state: oneOf(authorityStates),
    ...certificateFacts,
    intermediates: Type.Integer(),
    revocationLists: Type.Array(
      Type.Object(
        { issuer: Type.String(), thisUpdate: Instant, nextUpdate: OrNull(Instant) },
        { additionalProperties: false },
      ),
    ),
    reason: Type.String(),
    documentNumber: Type.String(),
    proposedBy: Type.String(),
    proposedAt: Instant,
    decidedBy: OrNull(Type.String()),
    decidedAt: OrNull(Instant),
    decisionReason: OrNull(Type.String()),
    withdrawnBy: OrNull(Type.String()),
    withdrawnAt: OrNull(Instant),
    withdrawalReason: OrNull(Type.String()),
    mayDecide: Type.Boolean({ description: "By the caller, who is not the one that proposed it" }),
  },
  { $id: "TrustedAuthority", additionalProperties: false },
);
export type TrustedAuthority = Static<typeof TrustedAuthority>;

const Root = Type.Object({ name: Type.String(), ...certificateFacts }, { additionalProperties: false });
export const TrustOverview = Type.Object(
  {
    list: Type.Object(
      {
        sequence: Type.Integer(),
        issuedAt: Instant,
        nextUpdate: Instant,
        keeper: Type.String({ description: "SM3 of the key that signs the list: `--trust-keeper`" }),
      },
      { additionalProperties: false },
    ),
    own: Type.Array(Root, { description: "The roots of this deployment" }),
    authorities: Type.Array(TrustedAuthority),
    mayPropose: Type.Boolean(),
  },
  { $id: "TrustOverview", additionalProperties: false },
);
export type TrustOverview = Static<typeof TrustOverview>;

const byAuthority = Type.Object({ authorityId: Key }, { additionalProperties: false });
const Pem = (description: string) => Type.String({ minLength: 1, maxLength: 400_000, description });

export const listTrustedAuthorities = operation("listTrustedAuthorities", {
  room: "checks",
  summary: "Whom files are believed by here: our own roots, and authorities of others with what was decided",
  callers: ["catalogue-manager", "seal-keeper", "reviewer", "auditor"],
  result: TrustOverview,
});
export const proposeTrustedAuthority = operation("proposeTrustedAuthority", {
  room: "checks",
  summary: "Propose an authority of others to be trusted; the bureau at province level",
  callers: ["catalogue-manager"],
  body: Type.Object(
    {
      certificates: Pem("PEM: the authority first, then what helps to build chains under it"),
      uses: Uses,
      reason: Text(500),
      documentNumber: Text(100),
    },
    { additionalProperties: false },
  ),
  result: Type.Object({ authorityId: Key }, { additionalProperties: false }),
  problems: [StateConflict],
});
export const decideTrustedAuthority = operation("decideTrustedAuthority", {
  room: "checks",
  summary: "Trust or refuse what another person proposed",
  callers: ["catalogue-manager"],
  params: byAuthority,
  body: Type.Object(
    { decision: oneOf(["trust", "refuse"]), reason: Text(500) },
    { additionalProperties: false },
  ),
  result: Done,
  problems: [NotFound, StateConflict, SecondPersonRequired],
});
export const withdrawTrustedAuthority = operation("withdrawTrustedAuthority", {
  room: "checks",
  summary: "Trust it no more, from the next list on",
  callers: ["catalogue-manager"],
  params: byAuthority,
  body: Reason,
  result: Done,
  problems: [NotFound, StateConflict],
});
export const updateAuthorityRevocations = operation("updateAuthorityRevocations", {
  room: "checks",
  summary: "Hand in the newest revocation list of a trusted authority, or of one under it",
  callers: ["catalogue-manager"],
  params: byAuthority,
  body: Type.Object({ list: Pem("PEM, X509 CRL") }, { additionalProperties: false }),
  result: Done,
  problems: [NotFound, StateConflict],
});
