import type { Tx } from "../../platform/postgres/pool.ts";

export type TwinScheme = "sm2" | "p256";

export interface TwinSignerRow {
  readonly certificate: Uint8Array;
  /** Sealed. */
  readonly privateKey: Uint8Array;
}

export async function listTwinSigners(tx: Tx): Promise<ReadonlyMap<TwinScheme, TwinSignerRow>> {
  const rows = await tx
    .selectFrom("sealing.twin_signer")
    .select(["scheme", "certificate", "private_key as privateKey"])
    .execute();
  return new Map(
    rows.map(({ scheme, certificate, privateKey }) => [
      scheme as TwinScheme,
      { certificate: new Uint8Array(certificate), privateKey: new Uint8Array(privateKey) },
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
      private_key: Buffer.from(row.privateKey),
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
