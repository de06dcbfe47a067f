import { problems, type SealKind, type SealOwnerKind } from "@liangzheng/contract";
import { isCitizenNumber, isUscc } from "@liangzheng/ident";
import { type FieldFault, ProblemError } from "@liangzheng/problem";
import type { Account } from "../../platform/actor.ts";
import type { Ctx } from "../../platform/context.ts";
import { codeTypes, type PartyIdentity } from "../parties/index.ts";
import { type Ground, insertAct } from "./act-store.ts";
import type { ActDeps } from "./enter-act.ts";
import type { MakingDeps } from "./make-seal.ts";
import { fitsOwner, isLive, isNameSeal, kindFacts, oneAtATime, replaceable } from "./seal-life.ts";
import * as store from "./store.ts";

export interface SealApplication extends Ground {
  readonly kind: SealKind;
  /** Null: one's own unit. */
  readonly owner: PartyIdentity | null;
  readonly bearer: Omit<PartyIdentity, "kind"> | null;
  readonly replaces: string | null;
}

/**
 * @returns the seal, which awaits a second person.
 * @throws ProblemError `invalid-input` with every fault; `does-not-fit` where no seal can show a character of the name;
 * `state-conflict` where the owner has one of a kind that stands alone; `not-found` for the seal to be replaced.
 */
export async function applyForSeal(
  deps: MakingDeps & ActDeps,
  ctx: Ctx<Account>,
  application: SealApplication,
): Promise<string> {
  const { kind, owner, replaces, reason, documentNumber, decidingOrgan } = application;
  const organId = ctx.actor.organId ?? "";
  const organ = (await deps.parties.organs(ctx.tx, [organId])).get(organId);
  if (organ === undefined) throw new ProblemError(problems.NotAllowed, "your account belongs to no unit");
  requireFaultless(applicationFaults(application));
  const bearer = bearerOf(application);
  requireDrawable(deps, bearer?.name ?? owner?.name ?? organ.name);
  const ownerId = owner === null ? null : await settleParty(deps, ctx, owner, "/owner");
  const bearerId = bearer === null ? null : await settleParty(deps, ctx, bearer, "/bearer");
  const seal: store.NewSeal = {
    sealId: ctx.id(),
    organId,
    kind,
    ownerKind: ownerKindOf(owner),
    ownerId,
    bearerId,
    number: `${organ.division.slice(0, 6)}${String(await store.nextNumber(ctx.tx)).padStart(7, "0")}`,
    name: nameInRegister(kind, owner?.name ?? organ.name),
    appliedBy: ctx.actor.accountId,
    replaces,
  };
  await requirePlace(ctx, seal);
  if (!(await store.insertSeal(ctx.tx, seal))) throw taken();
  await enterApplication(deps, ctx, seal, { reason, documentNumber, decidingOrgan });
  return seal.sealId;
}

/** The act, the audit entry and the event of a seal that was put into the register just now. */
export async function enterApplication(
  deps: ActDeps,
  ctx: Ctx<Account>,
  { sealId, organId, ownerId, appliedBy }: store.NewSeal,
  ground: Ground,
): Promise<void> {
  const act = { sealId, actId: ctx.id(), at: ctx.now, act: "apply", state: "applied", since: null } as const;
  await insertAct(ctx.tx, { ...act, ...ground, accountId: appliedBy ?? ctx.actor.accountId });
  await deps.audit.record(ctx, { act: "apply-seal", subject: `seal/${sealId}` });
  const payload = { act: "apply", state: "applied", organId, ...(ownerId === null ? {} : { ownerId }) };
  await ctx.emit({ room: "sealing", kind: "seal-state-changed", key: sealId, payload });
}

/** Without the name of a person. */
export const nameInRegister = (kind: SealKind, ownerName: string): string =>
  isNameSeal(kind) ? kindFacts(kind).caption : `${ownerName}${kindFacts(kind).caption}`;

const ownerKindOf = (owner: PartyIdentity | null): SealOwnerKind =>
  owner === null ? "department" : owner.kind === "person" ? "person" : "enterprise";

const bearerOf = ({ kind, owner, bearer }: SealApplication): PartyIdentity | null =>
  kind === "personal" ? owner : bearer === null ? null : { kind: "person", ...bearer };

/** Everything that is wrong with an application by itself. */
function applicationFaults(application: SealApplication): readonly FieldFault[] {
  const { kind, owner, bearer } = application;
  const faults: FieldFault[] = [];
  if (!fitsOwner(kind, ownerKindOf(owner)))
    faults.push({ field: "/kind", rule: "kind-of-owner", message: "an owner of this sort has no such seal" });
  if (kind === "legal-representative" && bearer === null)
    faults.push({ field: "/bearer", rule: "required", message: "a name seal shows the name of somebody" });
  if (kind !== "legal-representative" && bearer !== null)
    faults.push({ field: "/bearer", rule: "not-wanted", message: "this seal shows nobody's name" });
  if (owner !== null) faults.push(...partyFaults(owner, "/owner"));
  if (bearer !== null) faults.push(...partyFaults({ kind: "person", ...bearer }, "/bearer"));
  return faults;
}

function partyFaults({ kind, codeType, code }: PartyIdentity, at: string): readonly FieldFault[] {
  if (codeTypes[codeType]?.kind !== kind)
    return [{ field: `${at}/codeType`, rule: "code-type", message: "is no code of such a holder" }];
  if (codeType === "001" && !isUscc(code))
    return [{ field: `${at}/code`, rule: "uscc", message: "is no unified social credit code" }];
  if (codeType === "111" && !isCitizenNumber(code))
    return [{ field: `${at}/code`, rule: "citizen-number", message: "is no citizen number" }];
  return [];
}

function requireFaultless(faults: readonly FieldFault[]): void {
  if (faults.length > 0) throw new ProblemError(problems.InvalidInput, "see faults", { faults });
}

function requireDrawable({ undrawable }: MakingDeps, name: string): void {
  if (undrawable(name).length > 0)
    throw new ProblemError(problems.DoesNotFit, "a character of the name is in none of the fonts");
}

/** A seal bears the name that stands in the register of holders: who is known by another name is not sealed for. */
async function settleParty(
  { parties }: MakingDeps,
  ctx: Ctx<Account>,
  identity: PartyIdentity,
  at: string,
): Promise<string> {
  const partyId = await parties.registerParty(ctx, identity);
  if ((await parties.readParties(ctx.tx, [partyId])).get(partyId)?.name !== identity.name)
    requireFaultless([
      { field: `${at}/name`, rule: "name-registered", message: "is not the name registered with this code" },
    ]);
  return partyId;
}

const taken = (): ProblemError =>
  new ProblemError(problems.StateConflict, "the owner has a seal of this kind: replace that one");

/** A kind that stands alone is applied for once, or to follow the one in use. */
async function requirePlace(ctx: Ctx<Account>, seal: store.NewSeal): Promise<void> {
  if (seal.replaces !== null) {
    const old = await store.findSealForUpdate(ctx.tx, seal.replaces);
    if (old === undefined || old.organId !== seal.organId)
      throw new ProblemError(problems.NotFound, "no seal of your unit has this id");
    if (old.kind !== seal.kind || old.ownerId !== seal.ownerId)
      throw new ProblemError(problems.StateConflict, "a seal is replaced by one of its kind and owner");
    if (!replaceable(old.state))
      throw new ProblemError(problems.StateConflict, `a seal that is ${old.state} is not replaced`);
  }
  const successor = seal.replaces === null ? null : await store.findSuccessor(ctx.tx, seal.replaces);
  const rival = successor === null ? undefined : await store.findSeal(ctx.tx, successor);
  if (rival !== undefined && isLive(rival.state))
    throw new ProblemError(problems.StateConflict, "another seal takes its place already");
  if (!oneAtATime(seal.kind)) return;
  const inUse = await store.findInUse(ctx.tx, seal.ownerId ?? seal.organId, seal.kind);
  if (inUse !== null && inUse !== seal.replaces) throw taken();
}
