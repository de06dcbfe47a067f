import { equalBytes, toHex } from "@liangzheng/bytes";
import { type Check, problems, type Verification } from "@liangzheng/contract";
import { ProblemError } from "@liangzheng/problem";
import type { Account } from "../../platform/actor.ts";
import type { NewEvent } from "../../platform/context.ts";
import type { Tx } from "../../platform/postgres/pool.ts";
import type { Released, Use } from "../use/index.ts";
import { type Outcome, refusalOf } from "./show-code.ts";
import * as store from "./store.ts";

export interface Redemption {
  readonly verificationId: string;
  readonly actor: Account;
  readonly tokenDigest: Uint8Array;
  readonly idempotencyKey: string;
  readonly purpose: string;
  readonly place: string | null;
}

export interface RedeemDeps {
  readonly use: Use;
  readonly emit: (tx: Tx, events: readonly NewEvent[]) => Promise<void>;
}

/**
 * Redeems any number of codes in a fixed number of statements of one transaction: claim, read, receipts, verifications,
 * events. Single redemption holds across processes, because the claim is one conditional update.
 *
 * The same verifier with the same key gets the same verdict again; anyone else who comes later gets *replayed*.
 */
export async function redeem(
  deps: RedeemDeps,
  tx: Tx,
  asked: readonly Redemption[],
  now: Date,
): Promise<readonly (Verification | ProblemError)[]> {
  const repeats = await repeatsOf(tx, asked);
  const fresh = firstOfEach(
    asked.filter((one) => !repeats.has(nameOf(one.actor.accountId, one.idempotencyKey))),
  );
  const claimed = new Map(
    (
      await store.claimCodes(
        tx,
        fresh.filter((one) => one.first).map(({ one }) => claimOf(one)),
        now,
      )
    ).map((row) => [row.verificationId ?? "", row]),
  );
  const spent = new Map(
    (
      await store.listCodes(
        tx,
        fresh.filter(({ one }) => !claimed.has(one.verificationId)).map(({ one }) => one.tokenDigest),
      )
    ).map((row) => [toHex(row.tokenDigest), row]),
  );
  const released = await deps.use.releaseToVerifier(
    tx,
    fresh.flatMap(({ one }) => {
      const code = claimed.get(one.verificationId);
      return code === undefined ? [] : [shownOf(one, code.licenceKey, now)];
    }),
  );
  // A retry that waited for its first try to commit finds the code claimed by itself: the first try's verdict stands.
  const raced = fresh
    .filter(({ one }) => isRaced(one, spent.get(toHex(one.tokenDigest))))
    .map(({ one }) => one);
  for (const [name, row] of await repeatsOf(tx, raced)) repeats.set(name, row);
  const rows = fresh.flatMap(({ one }): store.VerificationRow[] => {
    const code = claimed.get(one.verificationId) ?? spent.get(toHex(one.tokenDigest));
    return isRaced(one, code) ? [] : [rowOf(one, code, released.get(one.verificationId), now)];
  });
  await store.insertVerifications(tx, rows);
  await recordRefused(deps, tx, fresh, rows, now);
  await deps.emit(
    tx,
    rows.flatMap((row) => eventOf(row, claimed.get(row.verificationId) ?? spent.get(toHex(row.tokenDigest)))),
  );

  const made = new Map(
    [...repeats.values(), ...rows].map((row) => [nameOf(row.accountId, row.idempotencyKey), row]),
  );
  const again = await answerRepeats(deps, tx, [...repeats.values()]);
  return asked.map((one) => {
    const row = made.get(nameOf(one.actor.accountId, one.idempotencyKey));
    if (row === undefined) throw new Error("a redemption left no verification");
    if (!equalBytes(row.tokenDigest, one.tokenDigest)) {
      return new ProblemError(
        problems.IdempotencyMismatch,
        "this key was used for another code: use a new one",
      );
    }
    return verificationOf(row, released.get(row.verificationId) ?? again.get(row.verificationId));
  });
}

async function repeatsOf(tx: Tx, asked: readonly Redemption[]): Promise<Map<string, store.VerificationRow>> {
  const rows = await store.listRepeats(tx, asked.map(pairOf));
  return new Map(rows.map((row) => [nameOf(row.accountId, row.idempotencyKey), row]));
}

const isRaced = (one: Redemption, code: store.ShowCodeRow | undefined): boolean =>
  code?.verifierAccount === one.actor.accountId &&
  code.verifierKey === one.idempotencyKey &&
  code.verificationId !== one.verificationId;

const nameOf = (accountId: string, key: string): string => `${accountId}/${key}`;
const pairOf = ({ actor, idempotencyKey }: Redemption) => ({ accountId: actor.accountId, idempotencyKey });
const claimOf = ({ tokenDigest, verificationId, actor, idempotencyKey }: Redemption): store.Claim => ({
  tokenDigest,
  verificationId,
  accountId: actor.accountId,
  organId: actor.organId,
  idempotencyKey,
});
const shownOf = (one: Redemption, licenceKey: string, at: Date) => ({
  receiptId: one.verificationId,
  licenceKey,
  verifier: one.actor,
  purpose: one.purpose,
  place: one.place,
  disclosed: false,
  at,
});

/** Within one batch the first to come claims a code; a second line with the same account and key is the same request. */
function firstOfEach(
  asked: readonly Redemption[],
): readonly { readonly one: Redemption; readonly first: boolean }[] {
  const names = new Set<string>();
  const tokens = new Set<string>();
  return asked.flatMap((one) => {
    const name = nameOf(one.actor.accountId, one.idempotencyKey);
    if (names.has(name)) return [];
    names.add(name);
    const token = toHex(one.tokenDigest);
    const first = !tokens.has(token);
    tokens.add(token);
    return [{ one, first }];
  });
}

function rowOf(
  one: Redemption,
  code: store.ShowCodeRow | undefined,
  release: Released | undefined,
  at: Date,
): store.VerificationRow {
  const outcome: Outcome = release === undefined ? refusalOf(code) : "answered";
  return {
    verificationId: one.verificationId,
    accountId: one.actor.accountId,
    organId: one.actor.organId,
    idempotencyKey: one.idempotencyKey,
    at,
    outcome,
    tokenDigest: one.tokenDigest,
    answer: release?.answer ?? 5,
    checks: [...codeChecks(outcome), ...(release?.checks ?? [])],
    purpose: one.purpose,
    showCodeId: code?.showCodeId ?? null,
    licenceKey: code?.licenceKey ?? null,
    version: release?.version ?? null,
    typeKey: release?.summary.typeKey ?? null,
    disclosure: release?.more ? "asked" : "none",
  };
}

/** Every check on the code itself is answered, whichever of them decided. */
export function codeChecks(outcome: Outcome): Check[] {
  const unknown = (name: string): Check => ({ name, result: "unknown", reason: "no-code" });
  if (outcome === "unknown") {
    return [
      { name: "code-known", result: "fail", reason: "not-ours" },
      unknown("code-fresh"),
      unknown("code-unused"),
    ];
  }
  return [
    { name: "code-known", result: "pass" },
    outcome === "expired"
      ? { name: "code-fresh", result: "fail", reason: "expired" }
      : { name: "code-fresh", result: "pass" },
    outcome === "replayed"
      ? { name: "code-unused", result: "fail", reason: "used-already" }
      : { name: "code-unused", result: "pass" },
  ];
}

async function recordRefused(
  { use }: RedeemDeps,
  tx: Tx,
  fresh: readonly { readonly one: Redemption }[],
  rows: readonly store.VerificationRow[],
  now: Date,
): Promise<void> {
  const asked = new Map(fresh.map(({ one }) => [one.verificationId, one]));
  const refused = rows.flatMap((row) => {
    const one = asked.get(row.verificationId);
    const { outcome, licenceKey } = row;
    if (one === undefined || licenceKey === null || (outcome !== "replayed" && outcome !== "expired"))
      return [];
    const { disclosed: _, ...shown } = shownOf(one, licenceKey, now);
    return [{ ...shown, outcome }];
  });
  if (refused.length > 0) await use.recordRefusals(tx, refused);
}

function eventOf(row: store.VerificationRow, code: store.ShowCodeRow | undefined): NewEvent[] {
  if (code === undefined || row.licenceKey === null) return [];
  return [
    {
      room: "presentation",
      kind: "licence-verified",
      key: row.licenceKey,
      payload: {
        partyId: code.partyId,
        accountId: row.accountId,
        organId: row.organId,
        outcome: row.outcome,
        purpose: row.purpose,
        disclosure: row.disclosure,
      },
    },
  ];
}

async function answerRepeats(
  { use }: RedeemDeps,
  tx: Tx,
  rows: readonly store.VerificationRow[],
): Promise<ReadonlyMap<string, Released>> {
  const again = new Map<string, Released>();
  for (const row of rows) {
    if (row.outcome !== "answered" || row.licenceKey === null) continue;
    const release = await use.lookAgain(tx, row.licenceKey, {
      disclosed: row.disclosure === "granted",
      at: row.at,
      version: row.version,
    });
    if (release !== undefined) again.set(row.verificationId, release);
  }
  return again;
}

export function verificationOf(row: store.VerificationRow, release: Released | undefined): Verification {
  return {
    verificationId: row.verificationId,
    at: row.at.toISOString(),
    outcome: row.outcome,
    answer: row.answer,
    checks: [...row.checks],
    licence: release?.summary ?? null,
    fields: [...(release?.fields ?? [])],
    disclosure: { state: row.disclosure },
  };
}
