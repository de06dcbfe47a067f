import type { SealKind } from "@liangzheng/contract";
import type { Account } from "../../platform/actor.ts";
import type { Ctx } from "../../platform/context.ts";
import type { Organ } from "../parties/index.ts";
import { enterApplication, nameInRegister } from "./apply-for-seal.ts";
import { type ActDeps, enterMove } from "./enter-act.ts";
import { enterMaking, type MakingDeps } from "./make-seal.ts";
import * as store from "./store.ts";

export interface SealsWithLicence {
  /** Who issues the licence, and keeps the seal until its owner takes it. */
  readonly organ: Organ;
  readonly owner: { readonly partyId: string; readonly name: string };
  readonly kinds: readonly SealKind[];
  /** Who wrote the draft; who decides is the caller. */
  readonly writtenBy: string;
  readonly licenceNumber: string;
  readonly typeName: string;
}

/**
 * Makes an enterprise's seals in the transaction that issues its licence (办照即刻章): applied for by who wrote the draft,
 * approved by who issues. They seal nothing before they are activated. Of a kind that the enterprise has, none is made.
 */
export async function issueWithLicence(
  deps: MakingDeps & ActDeps,
  ctx: Ctx<Account>,
  { organ, owner, kinds, writtenBy, licenceNumber, typeName }: SealsWithLicence,
): Promise<void> {
  const ground = {
    reason: `随${typeName}核发`,
    documentNumber: licenceNumber,
    decidingOrgan: organ.name,
  };
  for (const kind of kinds) {
    if (await store.hasLive(ctx.tx, owner.partyId, kind)) continue;
    const sealId = ctx.id();
    const seal: store.NewSeal = {
      sealId,
      organId: organ.organId,
      kind,
      ownerKind: "enterprise",
      ownerId: owner.partyId,
      bearerId: null,
      number: `${organ.division.slice(0, 6)}${String(await store.nextNumber(ctx.tx)).padStart(7, "0")}`,
      name: nameInRegister(kind, owner.name),
      appliedBy: writtenBy,
      replaces: null,
    };
    // Two licences of the enterprise at the same instant: the other one makes it.
    if (!(await store.insertSeal(ctx.tx, seal))) continue;
    await enterApplication(deps, ctx, seal, ground);
    const applied = await store.findSealForUpdate(ctx.tx, sealId);
    if (applied === undefined) throw new Error("a seal just put into the register cannot be found");
    await enterMove(deps, ctx, { seal: applied, act: "approve", to: "approved" }, ground);
    await enterMaking(deps, ctx, { seal: applied, act: "make", to: "made" }, ground);
  }
}
