import { problems } from "@liangzheng/contract";
import { divisionContains, parseDivisionCode } from "@liangzheng/ident";
import { ProblemError } from "@liangzheng/problem";
import type { Account } from "../../platform/actor.ts";
import type { Ctx } from "../../platform/context.ts";
import type { Access } from "../access/index.ts";
import type { Audit } from "../audit/index.ts";
import type { Catalogue } from "../catalogue/index.ts";
import type { Organ, Parties } from "../parties/index.ts";
import * as store from "./item-store.ts";
import { faceOf, fieldsBeyond } from "./use-rules.ts";

export interface ItemDeps {
  readonly access: Access;
  readonly audit: Audit;
  readonly parties: Parties;
  readonly catalogue: Catalogue;
}

export interface WantedItem {
  readonly itemCode: string;
  readonly itemName: string;
  readonly legalBasis: string;
  readonly typeKey: string;
  readonly fields: readonly string[];
}

/** Whoever gains by a list does not publish it: a unit above does, and at province level another of that level. */
const mayDecideFor = (manager: Organ, unit: Organ): boolean =>
  manager.organId !== unit.organId &&
  divisionContains(parseDivisionCode(manager.division), parseDivisionCode(unit.division)) &&
  (manager.division !== unit.division || manager.level === "province");

/** The units among these that the caller decides for. */
export async function unitsDecidedFor(
  { parties }: Pick<ItemDeps, "parties">,
  { tx, actor }: Ctx<Account>,
  organIds: readonly string[],
): Promise<ReadonlySet<string>> {
  const own = actor.organId ?? "";
  const organs = await parties.organs(tx, [own, ...organIds]);
  const manager = organs.get(own);
  if (manager === undefined || !actor.roles.includes("catalogue-manager")) return new Set();
  return new Set(
    [...organs.values()].filter((unit) => mayDecideFor(manager, unit)).map(({ organId }) => organId),
  );
}

/**
 * One person of the unit drafts. Only what the face of a published type shows can be on a list.
 * @throws ProblemError `not-found`, `invalid-input`, `state-conflict`.
 */
export async function proposeItem(deps: ItemDeps, ctx: Ctx<Account>, wanted: WantedItem): Promise<string> {
  const type = await deps.catalogue.findPublished(ctx.tx, wanted.typeKey);
  if (type === undefined) throw new ProblemError(problems.NotFound, "no published licence type has this key");
  const face = faceOf(type.definition).map(({ id }) => id);
  const faults = fieldsBeyond(wanted.fields, face, "/fields").map((fault) => ({ ...fault, rule: "unknown" }));
  if (faults.length > 0)
    throw new ProblemError(problems.InvalidInput, "the face of this type does not show it", { faults });
  const itemId = ctx.id();
  const isNew = await store.insertItem(ctx.tx, {
    ...wanted,
    itemId,
    organId: ctx.actor.organId ?? "",
    proposedBy: ctx.actor.accountId,
    proposedAt: ctx.now,
  });
  if (!isNew)
    throw new ProblemError(problems.StateConflict, "a proposal for this item and type waits to be decided");
  await deps.audit.record(ctx, { act: "propose-use-item", subject: `use-item/${itemId}` });
  return itemId;
}

/**
 * A second person, of another unit, publishes or refuses. What is published takes the place of what was in force.
 * @throws ProblemError `not-found`, `state-conflict`, `second-person-required`.
 */
export async function decideItem(
  deps: ItemDeps,
  ctx: Ctx<Account>,
  itemId: string,
  { decision, reason }: { readonly decision: "publish" | "refuse"; readonly reason: string },
): Promise<void> {
  const { tx, actor, now } = ctx;
  const item = await requireItem(deps, ctx, itemId, "proposed");
  const proposer = await deps.access.actorFor(tx, item.proposedBy);
  if (proposer.personId === actor.personId)
    throw new ProblemError(problems.SecondPersonRequired, "who proposed it does not decide on it");
  const decided = { by: actor.accountId, at: now, reason };
  if (decision === "publish") {
    const inForce = await store.listPublished(tx, item.organId, item.itemCode);
    for (const older of inForce.filter(({ typeKey }) => typeKey === item.typeKey))
      await store.saveWithdrawal(tx, older.itemId, decided);
  }
  await store.saveDecision(tx, itemId, {
    ...decided,
    state: decision === "publish" ? "published" : "refused",
  });
  await deps.audit.record(ctx, { act: `${decision}-use-item`, subject: `use-item/${itemId}` });
}

/** One person is enough to allow less. @throws ProblemError `not-found`, `state-conflict`. */
export async function withdrawItem(
  deps: ItemDeps,
  ctx: Ctx<Account>,
  itemId: string,
  reason: string,
): Promise<void> {
  await requireItem(deps, ctx, itemId, "published");
  await store.saveWithdrawal(ctx.tx, itemId, { by: ctx.actor.accountId, at: ctx.now, reason });
  await deps.audit.record(ctx, { act: "withdraw-use-item", subject: `use-item/${itemId}` });
}

/** Locked. To who has no say in it, it is not there. */
async function requireItem(
  deps: ItemDeps,
  ctx: Ctx<Account>,
  itemId: string,
  state: store.ItemRow["state"],
): Promise<store.ItemRow> {
  const item = await store.findItemForUpdate(ctx.tx, itemId);
  const decides = item !== undefined && (await unitsDecidedFor(deps, ctx, [item.organId])).has(item.organId);
  if (!decides) throw new ProblemError(problems.NotFound, "no item of a unit you decide for has this id");
  if (item.state !== state) throw new ProblemError(problems.StateConflict, `the item is ${item.state}`);
  return item;
}
