import type { KeptKey } from "../../platform/key-store/key-ring.ts";
import type { StoreName } from "../../platform/key-store/key-store.ts";
import type { Tx } from "../../platform/postgres/pool.ts";

export type TwinScheme = "sm2" | "p256";

export interface TwinSignerRow extends KeptKey {
  readonly certificate: Uint8Array;
}

export async function listTwinSigners(tx: Tx): Promise<ReadonlyMap<TwinScheme, TwinSignerRow>> {
  const rows = await tx
    .selectFrom("sealing.twin_signer")
    .select(["scheme", "certificate", "key_store as keyStore", "private_key as privateKey"])
    .execute();
  return new Map(
    rows.map(({ scheme, certificate, keyStore, privateKey }) => [
      scheme as TwinScheme,
      {
        certificate: new Uint8Array(certificate),
        keyStore: keyStore as StoreName,
        privateKey: new Uint8Array(privateKey),
      },
    ]),
  );
}

/** The first that is put stays. */
export async function insertTwinSigner(tx: Tx, scheme: TwinScheme, row: TwinSignerRow): Promise<void> {
  await tx
    .insertInto("sealing.twin_signer")
    .values({
      scheme,
      certificate: Buffer.from(row.certificate),
      key_store: row.keyStore,
      private_key: Buffer.from(row.privateKey),
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
