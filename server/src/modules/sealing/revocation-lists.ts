import { makeCrl, parseCrl, type Revocation } from "@liangzheng/pki";
import type { Actor } from "../../platform/actor.ts";
import type { Ctx } from "../../platform/context.ts";
import { signedBy } from "../../platform/key-store/signed-by.ts";
import type { Tx } from "../../platform/postgres/pool.ts";
import { openAuthority, type SealingKeys } from "./authorities.ts";
import * as store from "./revocation-store.ts";
import { listAuthorities } from "./store.ts";

const dayMs = 24 * 3_600_000;
/** A list holds for a week and is made anew each day: six days in which the maker may be out of order. */
const validForMs = 7 * dayMs;

/**
 * Makes the list of each authority anew where it is a day old or lacks a revocation. Asked every hour by a job, and in the
 * transaction of each revocation. Does nothing where the deployment has no authorities of its own.
 */
export async function publishLists(keys: SealingKeys, ctx: Ctx<Actor>): Promise<void> {
  if ((await listAuthorities(ctx.tx)).length === 0) return;
  await store.lockLists(ctx.tx);
  for (const authority of store.listingAuthorities) {
    // Every certificate of a seal comes from the issuing CA; the root certifies that one and the time stamper, and has revoked nothing.
    const revoked = authority === "issuer" ? await store.listRevocations(ctx.tx) : [];
    const newest = await store.findNewestList(ctx.tx, authority);
    if (newest !== undefined && isFresh(newest, revoked.length, ctx.now)) continue;
    const signer = await openAuthority(keys, ctx.tx, authority);
    const list = {
      authority,
      number: (newest?.number ?? 0n) + 1n,
      thisUpdate: ctx.now,
      nextUpdate: new Date(ctx.now.getTime() + validForMs),
    };
    const content = { ...list, revoked: revoked.map(entryOf) };
    const der = await signedBy(signer.sign, (sign) =>
      makeCrl(content, signer.certificate, { sign, digest: (bytes) => keys.gm.sm3(bytes) }),
    );
    await store.insertList(ctx.tx, { ...list, der });
  }
}

const isFresh = ({ thisUpdate, der }: store.RevocationList, revoked: number, now: Date): boolean =>
  now.getTime() - thisUpdate.getTime() < dayMs && parseCrl(der).size === revoked;

const entryOf = ({ serial, at, reason, invalidSince }: store.RevokedCertificate): Revocation => ({
  serial,
  date: at,
  reason,
  ...(invalidSince === null ? {} : { invalidityDate: invalidSince }),
});

/** The newest list of each authority, DER. */
export async function currentLists(tx: Tx): Promise<ReadonlyMap<store.ListingAuthority, Uint8Array>> {
  const lists = await store.newestLists(tx);
  return new Map(lists.map(({ authority, der }) => [authority, new Uint8Array(der)]));
}
