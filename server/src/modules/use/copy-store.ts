import type { Tx } from "../../platform/postgres/pool.ts";

export interface CopyRow {
  readonly licenceKey: string;
  readonly copyId: string;
  readonly copyNumber: string;
  readonly version: number;
  readonly partyId: string;
  readonly madeAt: Date;
  readonly validUntil: string;
  readonly makerName: string;
  /** Sealed: for whom, what for. */
  readonly particulars: Uint8Array;
  readonly contentKeys: Uint8Array;
  readonly fileDigest: Uint8Array;
  readonly storedFile: Uint8Array;
  readonly revokedAt: Date | null;
}

export type NewCopy = Omit<CopyRow, "revokedAt"> & {
  readonly accountId: string;
  readonly receiptId: string;
  readonly sealId: string;
};

export async function insertCopy(tx: Tx, copy: NewCopy): Promise<void> {
  const { licenceKey, copyId, copyNumber } = copy;
  const name = { licence_key: licenceKey, copy_id: copyId, copy_number: copyNumber };
  await tx
    .insertInto("use.annotated_copy")
    .values({
      ...name,
      version: copy.version,
      party_id: copy.partyId,
      account_id: copy.accountId,
      receipt_id: copy.receiptId,
      made_at: copy.madeAt,
      valid_until: copy.validUntil,
      maker_name: copy.makerName,
      seal_id: copy.sealId,
      particulars: Buffer.from(copy.particulars),
      content_keys: Buffer.from(copy.contentKeys),
      file_digest: Buffer.from(copy.fileDigest),
      stored_file: Buffer.from(copy.storedFile),
    })
    .execute();
  await tx.insertInto("use.copy_number").values(name).execute();
}

const copies = (tx: Tx) =>
  tx
    .selectFrom("use.annotated_copy as c")
    .leftJoin("use.copy_revocation as r", (join) =>
      join.onRef("r.licence_key", "=", "c.licence_key").onRef("r.copy_id", "=", "c.copy_id"),
    )
    .select([
      "c.licence_key as licenceKey",
      "c.copy_id as copyId",
      "c.copy_number as copyNumber",
      "c.version",
      "c.party_id as partyId",
      "c.made_at as madeAt",
      "c.valid_until as validUntil",
      "c.maker_name as makerName",
      "c.particulars",
      "c.content_keys as contentKeys",
      "c.file_digest as fileDigest",
      "c.stored_file as storedFile",
      "r.at as revokedAt",
    ]);

/** A party's copies, newest first. */
export async function listCopies(
  tx: Tx,
  partyId: string,
  page: {
    readonly licenceKey: string | undefined;
    readonly after: string | undefined;
    readonly limit: number;
  },
): Promise<readonly CopyRow[]> {
  return copies(tx)
    .where("c.party_id", "=", partyId)
    .$if(page.licenceKey !== undefined, (query) => query.where("c.licence_key", "=", page.licenceKey ?? ""))
    .$if(page.after !== undefined, (query) => query.where("c.copy_id", "<", page.after ?? ""))
    .orderBy("c.copy_id", "desc")
    .limit(page.limit)
    .execute();
}

export const findCopy = (tx: Tx, partyId: string, copyId: string): Promise<CopyRow | undefined> =>
  copies(tx).where("c.party_id", "=", partyId).where("c.copy_id", "=", copyId).executeTakeFirst();

export const findCopyByNumber = (tx: Tx, copyNumber: string): Promise<CopyRow | undefined> =>
  copies(tx)
    .innerJoin("use.copy_number as n", (join) =>
      join.onRef("n.licence_key", "=", "c.licence_key").onRef("n.copy_id", "=", "c.copy_id"),
    )
    .where("n.copy_number", "=", copyNumber)
    .executeTakeFirst();

/** @returns false when it was revoked before. */
export async function insertRevocation(
  tx: Tx,
  { licenceKey, copyId }: Pick<CopyRow, "licenceKey" | "copyId">,
  at: Date,
  accountId: string,
): Promise<boolean> {
  const inserted = await tx
    .insertInto("use.copy_revocation")
    .values({ licence_key: licenceKey, copy_id: copyId, at, account_id: accountId })
    .onConflict((conflict) => conflict.doNothing())
    .returning("copy_id")
    .executeTakeFirst();
  return inserted !== undefined;
}
