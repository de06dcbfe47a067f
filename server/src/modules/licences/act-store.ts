import type { FlagKind, LicenceStatus } from "@liangzheng/contract";
import type { Tx } from "../../platform/postgres/pool.ts";
import type { StoredStatus } from "./status.ts";

export interface StatusActRow {
  readonly actId: string;
  readonly act: string;
  readonly from: LicenceStatus;
  readonly to: StoredStatus;
  readonly decidingOrgan: string;
  readonly executingOrgan: string;
  readonly documentNumber: string;
  readonly basis: string;
  readonly reason: string;
  readonly effectiveOn: string;
  readonly recordedAt: Date;
  readonly recordedBy: string;
}

export async function insertStatusAct(tx: Tx, licenceKey: string, row: StatusActRow): Promise<void> {
  await tx
    .insertInto("licences.status_act")
    .values({
      licence_key: licenceKey,
      act_id: row.actId,
      act: row.act,
      from_status: row.from,
      to_status: row.to,
      deciding_organ: row.decidingOrgan,
      executing_organ: row.executingOrgan,
      document_number: row.documentNumber,
      basis: row.basis,
      reason: row.reason,
      effective_on: row.effectiveOn,
      recorded_at: row.recordedAt,
      recorded_by: row.recordedBy,
    })
    .execute();
}

export async function listStatusActs(tx: Tx, licenceKey: string) {
  return tx
    .selectFrom("licences.status_act")
    .select([
      "act",
      "from_status as from",
      "to_status as to",
      "deciding_organ as decidingOrgan",
      "executing_organ as executingOrgan",
      "document_number as documentNumber",
      "basis",
      "reason",
      "effective_on as effectiveOn",
      "recorded_at as recordedAt",
    ])
    .where("licence_key", "=", licenceKey)
    .orderBy("act_id", "desc")
    .execute();
}

export interface FlagRow {
  readonly kind: FlagKind;
  readonly source: string;
  readonly documentNumber: string;
  readonly setAt: Date;
}
export async function listFlags(tx: Tx, licenceKey: string): Promise<readonly FlagRow[]> {
  const rows = await tx
    .selectFrom("licences.flag")
    .select(["kind", "source", "document_number as documentNumber", "set_at as setAt"])
    .where("licence_key", "=", licenceKey)
    .where("released_at", "is", null)
    .orderBy("flag_id")
    .execute();
  return rows as FlagRow[];
}

export async function insertFlag(
  tx: Tx,
  licenceKey: string,
  flag: { flagId: string; kind: FlagKind; source: string; documentNumber: string; at: Date; by: string },
): Promise<boolean> {
  const row = await tx
    .insertInto("licences.flag")
    .values({
      licence_key: licenceKey,
      flag_id: flag.flagId,
      kind: flag.kind,
      source: flag.source,
      document_number: flag.documentNumber,
      set_at: flag.at,
      set_by: flag.by,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning("flag_id")
    .executeTakeFirst();
  return row !== undefined;
}

export async function releaseFlag(
  tx: Tx,
  licenceKey: string,
  flag: { kind: FlagKind; documentNumber: string; at: Date; by: string },
): Promise<boolean> {
  const row = await tx
    .updateTable("licences.flag")
    .set({ released_at: flag.at, released_by: flag.by, release_document: flag.documentNumber })
    .where("licence_key", "=", licenceKey)
    .where("kind", "=", flag.kind)
    .where("released_at", "is", null)
    .returning("flag_id")
    .executeTakeFirst();
  return row !== undefined;
}
