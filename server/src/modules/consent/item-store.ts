import type { UseItem } from "@liangzheng/contract";
import { sql } from "kysely";
import type { Tx } from "../../platform/postgres/pool.ts";

export interface ItemRow {
  readonly itemId: string;
  readonly organId: string;
  readonly itemCode: string;
  readonly itemName: string;
  readonly legalBasis: string;
  readonly typeKey: string;
  readonly fields: readonly string[];
  readonly state: UseItem["state"];
  readonly proposedBy: string;
  readonly proposedAt: Date;
  readonly decidedBy: string | null;
  readonly decidedAt: Date | null;
  readonly decisionReason: string | null;
  readonly withdrawnAt: Date | null;
  readonly withdrawalReason: string | null;
}

const columns = [
  "item_id as itemId",
  "organ_id as organId",
  "item_code as itemCode",
  "item_name as itemName",
  "legal_basis as legalBasis",
  "type_key as typeKey",
  "fields",
  "state",
  "proposed_by as proposedBy",
  "proposed_at as proposedAt",
  "decided_by as decidedBy",
  "decided_at as decidedAt",
  "decision_reason as decisionReason",
  "withdrawn_at as withdrawnAt",
  "withdrawal_reason as withdrawalReason",
] as const;

type NewItem = Pick<
  ItemRow,
  | "itemId"
  | "organId"
  | "itemCode"
  | "itemName"
  | "legalBasis"
  | "typeKey"
  | "fields"
  | "proposedBy"
  | "proposedAt"
>;

/** @returns false when one of the unit's for this item and type waits to be decided already. */
export async function insertItem(tx: Tx, item: NewItem): Promise<boolean> {
  const done = await tx
    .insertInto("consent.use_item")
    .values({
      item_id: item.itemId,
      organ_id: item.organId,
      item_code: item.itemCode,
      item_name: item.itemName,
      legal_basis: item.legalBasis,
      type_key: item.typeKey,
      fields: [...item.fields],
      form: "fields",
      state: "proposed",
      proposed_by: item.proposedBy,
      proposed_at: item.proposedAt,
    })
    // Spelled out: as a parameter it would match no index once the statement has a general plan.
    .onConflict((conflict) =>
      conflict
        .columns(["organ_id", "item_code", "type_key"])
        .where("state", "=", sql.lit("proposed"))
        .doNothing(),
    )
    .executeTakeFirst();
  return done.numInsertedOrUpdatedRows === 1n;
}

/** Of some units, newest first. */
export async function listItems(
  tx: Tx,
  organIds: readonly string[],
  after: string | undefined,
  limit: number,
): Promise<readonly ItemRow[]> {
  if (organIds.length === 0) return [];
  const rows = await tx
    .selectFrom("consent.use_item")
    .select(columns)
    .where("organ_id", "in", [...organIds])
    .$if(after !== undefined, (query) => query.where("item_id", "<", after ?? ""))
    .orderBy("item_id", "desc")
    .limit(limit)
    .execute();
  return rows as unknown as readonly ItemRow[];
}

export async function listItemsByIds(tx: Tx, ids: readonly string[]): Promise<readonly ItemRow[]> {
  if (ids.length === 0) return [];
  const query = tx
    .selectFrom("consent.use_item")
    .select(columns)
    .where("item_id", "in", [...new Set(ids)]);
  return (await query.execute()) as unknown as readonly ItemRow[];
}

/** The units that have ever proposed something. */
export async function listUnits(tx: Tx): Promise<readonly string[]> {
  const rows = await tx.selectFrom("consent.use_item").select("organ_id").distinct().execute();
  return rows.map(({ organ_id }) => organ_id);
}

/** Locked until the transaction ends: it is decided once. */
export async function findItemForUpdate(tx: Tx, itemId: string): Promise<ItemRow | undefined> {
  const query = tx.selectFrom("consent.use_item").select(columns).where("item_id", "=", itemId);
  return (await query.forUpdate().executeTakeFirst()) as unknown as ItemRow | undefined;
}

/** What a unit may ask for in one of its items: a line for each type, as it is in force. */
export async function listPublished(tx: Tx, organId: string, itemCode: string): Promise<readonly ItemRow[]> {
  const query = tx.selectFrom("consent.use_item").select(columns);
  const rows = await query
    .where("organ_id", "=", organId)
    .where("item_code", "=", itemCode)
    .where("state", "=", "published")
    .execute();
  return rows as unknown as readonly ItemRow[];
}

export async function saveDecision(
  tx: Tx,
  itemId: string,
  { state, by, at, reason }: { state: "published" | "refused"; by: string; at: Date; reason: string },
): Promise<void> {
  await tx
    .updateTable("consent.use_item")
    .set({ state, decided_by: by, decided_at: at, decision_reason: reason })
    .where("item_id", "=", itemId)
    .execute();
}

export async function saveWithdrawal(
  tx: Tx,
  itemId: string,
  { by, at, reason }: { by: string; at: Date; reason: string },
): Promise<void> {
  await tx
    .updateTable("consent.use_item")
    .set({ state: "withdrawn", withdrawn_by: by, withdrawn_at: at, withdrawal_reason: reason })
    .where("item_id", "=", itemId)
    .execute();
}
