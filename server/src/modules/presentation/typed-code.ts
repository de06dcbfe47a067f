import { encodeUtf8 } from "@liangzheng/bytes";
import { problems } from "@liangzheng/contract";
import type { Gm } from "@liangzheng/gm";
import { ProblemError } from "@liangzheng/problem";
import { parseShortCode, ShowCodeError } from "@liangzheng/showcode";
import type { Account } from "../../platform/actor.ts";
import type { Db } from "../../platform/postgres/pool.ts";
import { lockMinutes, minutesAfter, missesAllowed } from "./show-code.ts";
import * as store from "./store.ts";

/**
 * The token behind a typed code, for the officer's own unit only: ten digits can be guessed at, so they are worth nothing
 * elsewhere, and five misses lock the account out of typing for a while.
 * @returns undefined for digits that are no live code of the unit.
 * @throws ProblemError `entry-locked` with the time it ends.
 */
export async function findTypedCode(
  db: Db,
  gm: Gm,
  actor: Account,
  text: string,
  now: Date,
): Promise<Uint8Array | undefined> {
  return db.transaction().execute(async (tx) => {
    const locked = await store.findLock(tx, actor.accountId, now);
    if (locked !== null) {
      throw new ProblemError(problems.EntryLocked, "scan the code, or wait", { until: locked.toISOString() });
    }
    const digits = readDigits(text);
    const token =
      digits === undefined || actor.organId === null
        ? undefined
        : await store.findShortCode(tx, actor.organId, gm.sm3(encodeUtf8(digits)));
    if (token === undefined)
      await store.countMiss(tx, actor.accountId, missesAllowed, minutesAfter(now, lockMinutes));
    else await store.forgetMisses(tx, actor.accountId);
    return token;
  });
}

export const looksTyped = (text: string): boolean => /^[\d\s-]{8,20}$/.test(text.normalize("NFKC").trim());

function readDigits(text: string): string | undefined {
  try {
    return parseShortCode(text);
  } catch (error) {
    if (error instanceof ShowCodeError) return undefined;
    throw error;
  }
}
