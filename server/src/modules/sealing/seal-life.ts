import type { Role, SealAct, SealKind, SealOwnerKind, SealState } from "@liangzheng/contract";

/** Whose part an act is. One person has the hands of all their roles. */
export type Hand = "applicant" | "approver" | "maker" | "keeper";

const hands: Readonly<Partial<Record<Role, readonly Hand[]>>> = {
  clerk: ["applicant"],
  reviewer: ["approver"],
  "seal-keeper": ["applicant", "maker", "keeper"],
};

export const handsOf = (roles: readonly Role[]): ReadonlySet<Hand> =>
  new Set(roles.flatMap((role) => hands[role] ?? []));

interface Move {
  readonly to: SealState;
  readonly by: Hand;
}

const lost = { "report-lost": { to: "lost", by: "keeper" } } as const;
const revoke = { revoke: { to: "revoked", by: "keeper" } } as const;
const replace = { replace: { to: "replaced", by: "keeper" } } as const;
const destroy = { destroy: { to: "destroyed", by: "keeper" } } as const;

/** Which act leads where, and whose it is. An act that is not in the row of the present state is refused. */
const moves: Readonly<Record<SealState, Partial<Readonly<Record<SealAct, Move>>>>> = {
  applied: { approve: { to: "approved", by: "approver" }, refuse: { to: "refused", by: "approver" } },
  approved: { make: { to: "made", by: "maker" } },
  made: { activate: { to: "active", by: "keeper" }, ...lost, ...revoke, ...destroy },
  active: { suspend: { to: "suspended", by: "keeper" }, ...lost, ...revoke, ...replace, ...destroy },
  suspended: { resume: { to: "active", by: "keeper" }, ...lost, ...revoke, ...replace, ...destroy },
  lost: { ...replace, ...destroy },
  revoked: { ...replace, ...destroy },
  replaced: { ...destroy },
  refused: {},
  destroyed: {},
};

/** Whether licences are issued under it: a department's seal for licences, or its official one. */
export const sealsLicences = (seal: {
  readonly ownerKind: SealOwnerKind;
  readonly kind: SealKind;
}): boolean => seal.ownerKind === "department" && (seal.kind === "licence" || seal.kind === "official");

/** Whether it has been made and its term has begun and not ended. */
export const isInTerm = (
  { validFrom, validTo }: { readonly validFrom: Date | null; readonly validTo: Date | null },
  now: Date,
): boolean => validFrom !== null && validTo !== null && now >= validFrom && now <= validTo;

export interface SealStanding {
  readonly state: SealState;
  /** Null where the seal was set up with the installation. */
  readonly appliedBy: string | null;
}

export interface SealActor {
  readonly accountId: string;
  readonly hands: ReadonlySet<Hand>;
}

export type Refusal = "state" | "hand" | "second-person";

/** Where an act leads, or by which rule it is refused. */
export function judgeAct(
  { state, appliedBy }: SealStanding,
  act: SealAct,
  { accountId, hands }: SealActor,
): { readonly to: SealState } | { readonly refused: Refusal } {
  const move = moves[state][act];
  if (move === undefined) return { refused: "state" };
  if (!hands.has(move.by)) return { refused: "hand" };
  if (move.by === "approver" && appliedBy === accountId) return { refused: "second-person" };
  return { to: move.to };
}

/** What somebody may do with a seal now. A seal is replaced by activating its successor, and by no other way. */
export const actsOpen = (seal: SealStanding, actor: SealActor): readonly SealAct[] =>
  (Object.keys(moves[seal.state]) as SealAct[]).filter(
    (act) => act !== "replace" && "to" in judgeAct(seal, act, actor),
  );

/** Acts that take the certificate back for good (RFC 5280 §5.3.1). */
export const revocationOf: Readonly<
  Partial<Record<SealAct, "key-compromise" | "superseded" | "cessation-of-operation">>
> = { "report-lost": "key-compromise", replace: "superseded", destroy: "cessation-of-operation" };

/** A seal in one of these states can be followed by another. */
export const replaceable = (state: SealState): boolean => moves[state].replace !== undefined;

/** Kinds by owner. Departments alone seal licences; an enterprise alone invoices. */
const kindsOf: Readonly<Record<SealOwnerKind, readonly SealKind[]>> = {
  department: ["official", "licence", "contract", "finance", "copy", "legal-representative"],
  enterprise: ["official", "contract", "finance", "invoice", "legal-representative"],
  person: ["personal"],
};
export const fitsOwner = (kind: SealKind, owner: SealOwnerKind): boolean => kindsOf[owner].includes(kind);

interface KindFacts {
  /** What the picture says below the star, and the register behind the owner's name. */
  readonly caption: string;
  readonly shape: "round" | "oval" | "square";
}
const kinds: Readonly<Record<SealKind, KindFacts>> = {
  official: { caption: "", shape: "round" },
  licence: { caption: "电子证照专用章", shape: "round" },
  contract: { caption: "合同专用章", shape: "round" },
  finance: { caption: "财务专用章", shape: "round" },
  invoice: { caption: "发票专用章", shape: "oval" },
  copy: { caption: "加注件专用章", shape: "round" },
  "legal-representative": { caption: "法定代表人名章", shape: "square" },
  personal: { caption: "个人名章", shape: "square" },
};
export const kindFacts = (kind: SealKind): KindFacts => kinds[kind];

/** A name seal shows a person's name: nothing of it stands in plain in the database. */
export const isNameSeal = (kind: SealKind): boolean => kinds[kind].shape === "square";

/** An owner has one of these in use. The indexes of the table hold it too. */
export const oneAtATime = (kind: SealKind): boolean =>
  kind === "official" || kind === "finance" || kind === "legal-representative" || kind === "personal";

/** Under way or in use. */
export const isLive = (state: SealState): boolean =>
  state === "applied" ||
  state === "approved" ||
  state === "made" ||
  state === "active" ||
  state === "suspended";
