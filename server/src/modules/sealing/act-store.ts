import type { SealAct, SealState } from "@liangzheng/contract";
import type { Tx } from "../../platform/postgres/pool.ts";

/** What an act stands on. */
export interface Ground {
  readonly reason: string;
  readonly documentNumber: string;
  readonly decidingOrgan: string;
}

export interface ActRow extends Ground {
  readonly sealId: string;
  readonly actId: string;
  readonly at: Date;
  readonly act: SealAct;
  /** Where it led. */
  readonly state: SealState;
  readonly accountId: string;
  /** Reported lost, or revoked: when the key is thought to have gone astray. */
  readonly since: Date | null;
}

export async function insertAct(tx: Tx, row: ActRow): Promise<void> {
  await tx
    .insertInto("sealing.seal_act")
    .values({
      seal_id: row.sealId,
      act_id: row.actId,
      at: row.at,
      act: row.act,
      state: row.state,
      account_id: row.accountId,
      reason: row.reason,
      document_number: row.documentNumber,
      deciding_organ: row.decidingOrgan,
      since: row.since,
    })
    .execute();
}

export async function listActs(tx: Tx, sealId: string): Promise<readonly ActRow[]> {
  const rows = await tx
    .selectFrom("sealing.seal_act")
    .select([
      "seal_id as sealId",
      "act_id as actId",
      "at",
      "act",
      "state",
      "account_id as accountId",
      "reason",
      "document_number as documentNumber",
      "deciding_organ as decidingOrgan",
      "since",
    ])
    .where("seal_id", "=", sealId)
    .orderBy("act_id", "desc")
    .execute();
  return rows as readonly ActRow[];
}
