import { named } from "../../platform/postgres/named.ts";
import type { Tx } from "../../platform/postgres/pool.ts";

export interface TimeStampRow {
  /** 16 bytes, unsigned. */
  readonly serial: Uint8Array;
  /** SM3 of what was stamped. */
  readonly imprint: Uint8Array;
  readonly at: Date;
  readonly policy: string;
}

/** @throws a unique violation for a serial that was given out before. */
export async function insertTimeStamp(tx: Tx, { serial, imprint, at, policy }: TimeStampRow): Promise<void> {
  await addStamp.runIn(tx, [Buffer.from(serial), Buffer.from(imprint), at, policy]);
}

const addStamp = named(
  "sealing.insert-time-stamp",
  "insert into sealing.time_stamp (serial, imprint, at, policy) values ($1, $2, $3, $4)",
);

/** When the newest was given out. */
export async function newestTimeStamp(tx: Tx): Promise<Date | undefined> {
  const [row] = await newest.runIn(tx, []);
  return row?.at;
}

const newest = named<{ at: Date }>(
  "sealing.newest-time-stamp",
  "select at from sealing.time_stamp order by at desc limit 1",
);
