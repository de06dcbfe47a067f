import { toHex } from "@liangzheng/bytes";
import type { NoticeKind } from "@liangzheng/contract";
import { named } from "../../platform/postgres/named.ts";
import type { Tx } from "../../platform/postgres/pool.ts";

export interface NoticeRow {
  readonly partyId: string;
  readonly noticeId: string;
  readonly at: Date;
  readonly kind: NoticeKind;
  readonly licenceKey: string | null;
  readonly sealed: Uint8Array;
  readonly readAt: Date | null;
}

/** Any number in one statement. */
export async function insertNotices(tx: Tx, rows: readonly Omit<NoticeRow, "readAt">[]): Promise<void> {
  if (rows.length === 0) return;
  const asJson = rows.map((row) => ({ ...row, sealed: `\\x${toHex(row.sealed)}` }));
  await insertion.runIn(tx, [JSON.stringify(asJson)]);
}

const insertion = named(
  "notices.insert",
  `insert into notices.notice (party_id, notice_id, at, kind, licence_key, sealed)
  select * from json_to_recordset($1::json)
    as k ("partyId" uuid, "noticeId" uuid, at timestamptz, kind text, "licenceKey" uuid, sealed bytea)`,
);

export async function listNotices(
  tx: Tx,
  partyId: string,
  after: string | undefined,
  limit: number,
): Promise<readonly NoticeRow[]> {
  const rows = await tx
    .selectFrom("notices.notice")
    .select([
      "party_id as partyId",
      "notice_id as noticeId",
      "at",
      "kind",
      "licence_key as licenceKey",
      "sealed",
      "read_at as readAt",
    ])
    .where("party_id", "=", partyId)
    .$if(after !== undefined, (query) => query.where("notice_id", "<", after ?? ""))
    .orderBy("notice_id", "desc")
    .limit(limit)
    .execute();
  return rows as NoticeRow[];
}

export async function countUnread(tx: Tx, partyId: string): Promise<number> {
  const row = await tx
    .selectFrom("notices.notice")
    .select(({ fn }) => fn.countAll<string>().as("n"))
    .where("party_id", "=", partyId)
    .where("read_at", "is", null)
    .executeTakeFirstOrThrow();
  return Number(row.n);
}

export async function markRead(tx: Tx, partyId: string, noticeId: string, at: Date): Promise<boolean> {
  const rows = await tx
    .updateTable("notices.notice")
    .set(({ ref, fn, val }) => ({ read_at: fn.coalesce(ref("read_at"), val(at)) }))
    .where("party_id", "=", partyId)
    .where("notice_id", "=", noticeId)
    .returning("notice_id")
    .execute();
  return rows.length > 0;
}
