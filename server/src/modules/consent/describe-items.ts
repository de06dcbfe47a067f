import type { UseItem } from "@liangzheng/contract";
import type { Account } from "../../platform/actor.ts";
import type { Ctx } from "../../platform/context.ts";
import type { Tx } from "../../platform/postgres/pool.ts";
import type { Catalogue } from "../catalogue/index.ts";
import { type ItemDeps, unitsDecidedFor } from "./decide-item.ts";
import * as store from "./item-store.ts";

export interface NamedType {
  readonly typeKey: string;
  readonly typeName: string;
  readonly typeNameEn: string;
  /** Fields by id, as the version in force names them; one that has gone is named by its id. */
  readonly named: (ids: readonly string[]) => { id: string; label: string; labelEn: string }[];
}

export async function namedType(catalogue: Catalogue, tx: Tx, typeKey: string): Promise<NamedType> {
  const { definition } = await catalogue.getCurrent(tx, typeKey);
  const fields = new Map(definition.fields.map((field) => [field.id, field]));
  return {
    typeKey,
    typeName: definition.name,
    typeNameEn: definition.nameEn,
    named: (ids) =>
      ids.map((id) => ({
        id,
        label: fields.get(id)?.label ?? id,
        labelEn: fields.get(id)?.labelEn ?? id,
      })),
  };
}

/** What the caller's unit may ask for, and where the caller decides for others, what those may. */
export async function describeItems(
  deps: ItemDeps,
  ctx: Ctx<Account>,
  after: string | undefined,
  limit: number,
): Promise<readonly UseItem[]> {
  const { tx, actor } = ctx;
  const decides = await unitsDecidedFor(deps, ctx, await store.listUnits(tx));
  const rows = await store.listItems(tx, [actor.organId ?? "", ...decides], after, limit);
  const organs = await deps.parties.organs(
    tx,
    rows.map(({ organId }) => organId),
  );
  const people = await deps.access.accountNames(
    tx,
    rows.flatMap(({ proposedBy, decidedBy }) => [proposedBy, ...(decidedBy === null ? [] : [decidedBy])]),
  );
  const items: UseItem[] = [];
  for (const row of rows) {
    const { named, ...type } = await namedType(deps.catalogue, tx, row.typeKey);
    const { itemId, itemCode, itemName, legalBasis, state, decisionReason, withdrawalReason } = row;
    items.push({
      itemId,
      unit: organs.get(row.organId)?.name ?? "",
      itemCode,
      itemName,
      legalBasis,
      ...type,
      fields: named(row.fields),
      form: "fields",
      state,
      proposedBy: people.get(row.proposedBy) ?? "",
      proposedAt: row.proposedAt.toISOString(),
      decidedBy: row.decidedBy === null ? null : (people.get(row.decidedBy) ?? ""),
      decidedAt: row.decidedAt?.toISOString() ?? null,
      decisionReason,
      withdrawnAt: row.withdrawnAt?.toISOString() ?? null,
      withdrawalReason,
      mayDecide: decides.has(row.organId) && (state === "proposed" || state === "published"),
    });
  }
  return items;
}
