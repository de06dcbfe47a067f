import { equalBytes, toHex } from "@liangzheng/bytes";
import { type Check, problems, type Verification } from "@liangzheng/contract";
import { ProblemError } from "@liangzheng/problem";
import type { Account } from "../../platform/actor.ts";
import type { Tx } from "../../platform/postgres/pool.ts";
import type { Released, Use } from "../use/index.ts";
import { type ClaimedCode, claimCodes } from "./claim-codes.ts";
import { type Outcome, refusalOf } from "./show-code.ts";
import { insertVerifications, listVerified, type VerificationRow } from "./verification-store.ts";

export interface Redemption {
  readonly verificationId: string;
  readonly actor: Account;
  readonly tokenDigest: Uint8Array;
  readonly idempotencyKey: string;
  /** Purpose and place, sealed by `use` under the verification's id, which is the receipt's too. */
  readonly circumstances: Uint8Array;
}

export interface RedeemDeps {
  readonly use: Use;
}

/**
 * Redeems any number of codes in a fixed number of statements of one transaction: claim, read, receipts, verifications
 * with their events. Single redemption holds across processes, because the claim is one conditional update.
 *
 * The same verifier with the same key gets the same verdict again; anyone else who comes later gets *replayed*. Requests
 * that hang on each other (one code twice, one key twice) come one round after the other.
 */
export async function redeem(
  deps: RedeemDeps,
  tx: Tx,
  asked: readonly Redemption[],
  now: Date,
): Promise<readonly (Verification | ProblemError)[]> {
  const answers = new Map<Redemption, Verification | ProblemError>();
  const claimed = new Set<string>();
  for (let left = asked; left.length > 0; left = left.filter((one) => !answers.has(one))) {
    const round = independent(left, claimed);
    for (const [one, answer] of await redeemRound(deps, tx, round, now)) {
      answers.set(one, answer);
      claimed.add(toHex(one.tokenDigest));
    }
  }
  return asked.map((one) => answers.get(one) as Verification | ProblemError);
}

/** No account's key twice, and no code twice that has yet to be claimed. */
function independent(left: readonly Redemption[], claimed: ReadonlySet<string>): readonly Redemption[] {
  const taken = new Set<string>();
  return left.filter(({ actor, idempotencyKey, tokenDigest }) => {
    const key = `${actor.accountId}/${idempotencyKey}`;
    const token = toHex(tokenDigest);
    if (taken.has(key) || taken.has(token)) return false;
    taken.add(key);
    if (!claimed.has(token)) taken.add(token);
    return true;
  });
}

async function redeemRound(
  deps: RedeemDeps,
  tx: Tx,
  round: readonly Redemption[],
  now: Date,
): Promise<ReadonlyMap<Redemption, Verification | ProblemError>> {
  const codes = await claimCodes(tx, round, now);
  const repeated: Redemption[] = [];
  const fresh: [Redemption, ClaimedCode][] = [];
  for (const one of round) {
    const code = codes.get(one.verificationId);
    if (code === undefined) throw new Error("a redemption was not looked at");
    if (code.state === "repeated") repeated.push(one);
    // Another batch claimed it while this one waited: the next round sees what became of it.
    else if (code.state !== "lost") fresh.push([one, code]);
  }
  const released = await deps.use.releaseToVerifier(
    tx,
    fresh.flatMap(([one, { state, licenceKey }]) =>
      state === "claimed" && licenceKey !== null
        ? [{ ...readingOf(one, licenceKey, now), disclosed: false }]
        : [],
    ),
  );
  const rows = fresh.map(([one, code]) => rowOf(one, code, released.get(one.verificationId), now));
  await recordRefused(deps, tx, fresh, rows, now);
  await insertVerifications(tx, rows);
  const answers = new Map<Redemption, Verification | ProblemError>();
  for (const [at, [one]] of fresh.entries()) {
    const row = rows[at];
    if (row !== undefined) answers.set(one, verificationOf(row, released.get(one.verificationId)));
  }
  for (const [one, answer] of await answerRepeats(deps, tx, repeated)) answers.set(one, answer);
  return answers;
}

const readingOf = (one: Redemption, licenceKey: string, at: Date) => ({
  receiptId: one.verificationId,
  licenceKey,
  verifier: one.actor,
  circumstances: one.circumstances,
  at,
});

function rowOf(
  one: Redemption,
  code: ClaimedCode,
  release: Released | undefined,
  at: Date,
): VerificationRow & { readonly partyId: string | null } {
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
    circumstances: one.circumstances,
    showCodeId: code.showCodeId,
    licenceKey: code.licenceKey,
    version: release?.version ?? null,
    typeKey: release?.summary.typeKey ?? null,
    disclosure: release?.more ? "asked" : "none",
    partyId: code.partyId,
  };
}

/** Every check on the code itself is answered, whichever of them decided. */
function codeChecks(outcome: Outcome): Check[] {
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
  fresh: readonly (readonly [Redemption, ClaimedCode])[],
  rows: readonly VerificationRow[],
  now: Date,
): Promise<void> {
  const refused = rows.flatMap(({ outcome, licenceKey }, at) => {
    const one = fresh[at]?.[0];
    return one === undefined || licenceKey === null || (outcome !== "replayed" && outcome !== "expired")
      ? []
      : [{ ...readingOf(one, licenceKey, now), outcome }];
  });
  if (refused.length > 0) await use.recordRefusals(tx, refused);
}

async function answerRepeats(
  { use }: RedeemDeps,
  tx: Tx,
  repeated: readonly Redemption[],
): Promise<readonly (readonly [Redemption, Verification | ProblemError])[]> {
  if (repeated.length === 0) return [];
  const rows = new Map(
    (await listVerified(tx, repeated)).map((row) => [`${row.accountId}/${row.idempotencyKey}`, row]),
  );
  const answers: [Redemption, Verification | ProblemError][] = [];
  for (const one of repeated) {
    const row = rows.get(`${one.actor.accountId}/${one.idempotencyKey}`);
    if (row === undefined) throw new Error("a repeated redemption has no verification");
    if (!equalBytes(row.tokenDigest, one.tokenDigest)) {
      const detail = "this key was used for another code: use a new one";
      answers.push([one, new ProblemError(problems.IdempotencyMismatch, detail)]);
      continue;
    }
    const release =
      row.outcome !== "answered" || row.licenceKey === null
        ? undefined
        : await use.lookAgain(tx, row.licenceKey, {
            disclosed: row.disclosure === "granted",
            at: row.at,
            version: row.version,
          });
    answers.push([one, verificationOf(row, release)]);
  }
  return answers;
}

export function verificationOf(row: VerificationRow, release: Released | undefined): Verification {
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
