import { sql } from "kysely";
import type { Tx } from "../postgres/pool.ts";
import type { StoreName } from "./key-store.ts";

/** A key of a device that was taken into use. */
export interface TakenKey {
  /** 65-byte uncompressed point. */
  readonly publicKey: Uint8Array;
  /** Where the device has slots. */
  readonly slot: number | null;
  readonly destroyed: boolean;
}

export async function listTaken(tx: Tx, store: StoreName): Promise<readonly TakenKey[]> {
  const rows = await tx
    .selectFrom("platform.device_key")
    .select(["public_key", "slot", "destroyed_at"])
    .where("store", "=", store)
    .orderBy("slot")
    .execute();
  return rows.map(({ public_key, slot, destroyed_at }) => ({
    publicKey: new Uint8Array(public_key),
    slot,
    destroyed: destroyed_at !== null,
  }));
}

/**
 * Takes a key in the caller's transaction, if nobody has it and nobody is about to: who is not done yet is not waited for.
 * @returns false where it is taken.
 */
export async function takeKey(
  tx: Tx,
  {
    store,
    slot,
    publicKey,
    about,
  }: Pick<TakenKey, "slot" | "publicKey"> & { readonly store: StoreName; readonly about: string },
): Promise<boolean> {
  const { rows } = await sql`insert into platform.device_key (public_key, store, slot, about)
    select ${Buffer.from(publicKey)}, ${store}, ${slot}::integer, ${about}
    where pg_try_advisory_xact_lock(hashtextextended(encode(${Buffer.from(publicKey)}, 'hex'), 0))
    on conflict do nothing returning slot`.execute(tx);
  return rows.length > 0;
}

export async function markDestroyed(tx: Tx, about: string): Promise<void> {
  await sql`update platform.device_key set destroyed_at = clock_timestamp()
    where about = ${about} and destroyed_at is null`.execute(tx);
}
