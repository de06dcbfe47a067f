import { toHex } from "@liangzheng/bytes";
import { named } from "../../platform/postgres/named.ts";
import type { Tx } from "../../platform/postgres/pool.ts";
import type { Redemption } from "./redeem.ts";

/**
 * What became of a code that was asked for.
 * - `claimed`: it was live and unused, and is now this verifier's.
 * - `repeated`: this account's key has its verification already, whatever the code.
 * - `lost`: it was live when the statement began, and another transaction had it first.
 * - `used`, `expired`, `unknown`: it cannot be claimed.
 */
export interface ClaimedCode {
  readonly state: "claimed" | "repeated" | "lost" | "used" | "expired" | "unknown";
  readonly showCodeId: string | null;
  readonly licenceKey: string | null;
  readonly partyId: string | null;
}

/** Claims each code that is live and unused, for one claimant each, in one statement. @returns by verification id. */
export async function claimCodes(
  tx: Tx,
  asked: readonly Redemption[],
  now: Date,
): Promise<ReadonlyMap<string, ClaimedCode>> {
  const asJson = asked.map(({ tokenDigest, verificationId, actor, idempotencyKey }) => ({
    d: `\\x${toHex(tokenDigest)}`,
    v: verificationId,
    a: actor.accountId,
    k: idempotencyKey,
  }));
  const rows = await claim.runIn(tx, [now, JSON.stringify(asJson)]);
  return new Map(rows.map((row) => [row.verificationId, row]));
}

// Both looks are by a whole unique key, row by row (`limit 1`): a plan made while the tables were small stays right.
const claim = named<ClaimedCode & { readonly verificationId: string }>(
  "presentation.claim-codes",
  `with asked as materialized (
    select k.*, s.*, r.verification_id is not null as repeated
    from json_to_recordset($2::json) as k (d bytea, v uuid, a uuid, k text)
    left join lateral (
      select show_code_id, licence_key, party_id, redeemed_at, expires_at from presentation.show_code
      where token_digest = k.d limit 1
    ) s on true
    left join lateral (
      select verification_id from presentation.verification
      where account_id = k.a and idempotency_key = k.k limit 1
    ) r on true
  ), claimed as (
    update presentation.show_code c set redeemed_at = $1, verification_id = k.v, verifier_account = k.a
    from asked k
    where c.token_digest = k.d and k.redeemed_at is null and k.expires_at > $1 and not k.repeated
      and c.redeemed_at is null
    returning c.verification_id
  )
  select v as "verificationId", show_code_id as "showCodeId", licence_key as "licenceKey", party_id as "partyId",
    case
      when v in (select verification_id from claimed) then 'claimed'
      when repeated then 'repeated'
      when show_code_id is null then 'unknown'
      when redeemed_at is not null then 'used'
      when expires_at > $1 then 'lost'
      else 'expired'
    end as state
  from asked`,
);
