import type { Tx } from "../../platform/postgres/pool.ts";
import type { NewVersion } from "./licence.ts";

/** A version may bear another number than the one before it, which is then free. */
export async function releaseOtherNumbers(tx: Tx, { licenceKey, numberIndex }: NewVersion): Promise<void> {
  await tx
    .deleteFrom("licences.live_number")
    .where("licence_key", "=", licenceKey)
    .where("number_index", "!=", Buffer.from(numberIndex))
    .execute();
}

/** The number may be given to another licence from this day on, and not before. */
export async function freeNumber(tx: Tx, licenceKey: string, from: string): Promise<void> {
  await tx
    .updateTable("licences.live_number")
    .set({ free_from: from })
    .where("licence_key", "=", licenceKey)
    .where((or) => or.or([or("free_from", "is", null), or("free_from", ">", from)]))
    .execute();
}
