import type { RevocationReason } from "@liangzheng/pki";
import { named } from "../../platform/postgres/named.ts";
import type { Tx } from "../../platform/postgres/pool.ts";

export interface RevokedCertificate {
  /** Content octets of the serial's INTEGER. */
  readonly serial: Uint8Array;
  readonly sealId: string;
  readonly at: Date;
  readonly invalidSince: Date | null;
  readonly reason: RevocationReason;
  readonly accountId: string;
}

/** @returns false when the certificate was revoked before. */
export async function insertRevocation(tx: Tx, revoked: RevokedCertificate): Promise<boolean> {
  const row = await tx
    .insertInto("sealing.revocation")
    .values({
      serial: Buffer.from(revoked.serial),
      seal_id: revoked.sealId,
      revoked_at: revoked.at,
      invalid_since: revoked.invalidSince,
      reason: revoked.reason,
      account_id: revoked.accountId,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning("seal_id")
    .executeTakeFirst();
  return row !== undefined;
}

export async function listRevocations(tx: Tx): Promise<readonly RevokedCertificate[]> {
  const rows = await tx
    .selectFrom("sealing.revocation")
    .select([
      "serial",
      "seal_id as sealId",
      "revoked_at as at",
      "invalid_since as invalidSince",
      "reason",
      "account_id as accountId",
    ])
    .orderBy("revoked_at")
    .orderBy("serial")
    .execute();
  return rows as readonly RevokedCertificate[];
}

/** Only authorities that certify make lists: the maker of seals does not. */
export const listingAuthorities = ["root", "issuer"] as const;
export type ListingAuthority = (typeof listingAuthorities)[number];

export interface RevocationList {
  readonly authority: ListingAuthority;
  readonly number: bigint;
  readonly thisUpdate: Date;
  readonly nextUpdate: Date;
  readonly der: Uint8Array;
}

/** Nothing happens where another process made the list of this number first. */
export async function insertList(tx: Tx, list: RevocationList): Promise<void> {
  await tx
    .insertInto("sealing.revocation_list")
    .values({
      authority: list.authority,
      number: String(list.number),
      this_update: list.thisUpdate,
      next_update: list.nextUpdate,
      der: Buffer.from(list.der),
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export async function findNewestList(
  tx: Tx,
  authority: ListingAuthority,
): Promise<RevocationList | undefined> {
  const row = await tx
    .selectFrom("sealing.revocation_list")
    .select(["number", "this_update as thisUpdate", "next_update as nextUpdate", "der"])
    .where("authority", "=", authority)
    .orderBy("number", "desc")
    .limit(1)
    .executeTakeFirst();
  return row === undefined ? undefined : { ...row, authority, number: BigInt(row.number) };
}

/** The newest list of each authority. */
export async function newestLists(
  tx: Tx,
): Promise<readonly { readonly authority: ListingAuthority; readonly der: Uint8Array }[]> {
  return newest.runIn(tx, [[...listingAuthorities]]);
}

const newest = named<{ authority: ListingAuthority; der: Uint8Array }>(
  "sealing.newest-lists",
  `select authority, der from unnest($1::text[]) with ordinality as asked (authority, place), lateral (
    select der from sealing.revocation_list l where l.authority = asked.authority order by number desc limit 1
  ) as newest order by place`,
);

/** One maker of lists at a time, until the transaction ends: numbers grow by one and miss no revocation. */
export async function lockLists(tx: Tx): Promise<void> {
  await tx
    .selectFrom("sealing.authority")
    .select("name")
    .where("name", "in", [...listingAuthorities])
    .orderBy("name")
    .forUpdate()
    .execute();
}
