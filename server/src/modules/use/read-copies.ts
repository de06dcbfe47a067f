import { decodeUtf8, toHex } from "@liangzheng/bytes";
import { type AnnotatedCopy, type CopyState, problems } from "@liangzheng/contract";
import { ProblemError } from "@liangzheng/problem";
import type { Account, Actor } from "../../platform/actor.ts";
import type { Ctx } from "../../platform/context.ts";
import { type Licence, statusAt } from "../licences/index.ts";
import { copyStateAt, printedCopyNumber, readCopyNumber } from "./annotated-copy.ts";
import * as store from "./copy-store.ts";
import { type CopyDeps, type Particulars, sealedAboutCopy } from "./make-copy.ts";
import { leaveReceipt, openOwn } from "./read-own.ts";

/** Copies that the party made, newest first. */
export async function listCopies(
  deps: CopyDeps,
  ctx: Ctx<Account>,
  page: Parameters<typeof store.listCopies>[2],
): Promise<readonly AnnotatedCopy[]> {
  const rows = await store.listCopies(ctx.tx, ctx.actor.partyId, page);
  const found = await deps.licences.list(
    ctx.tx,
    rows.map(({ licenceKey }) => licenceKey),
  );
  const licences = new Map(found.map((licence) => [licence.licenceKey, licence]));
  const key = await holderKey(deps, ctx);
  return rows.map((row) => ({
    ...(JSON.parse(decodeUtf8(openPart(deps, row, "particulars", row.particulars, key))) as Particulars),
    copyId: row.copyId,
    copyNumber: printedCopyNumber(row.copyNumber),
    licenceKey: row.licenceKey,
    madeAt: row.madeAt.toISOString(),
    maker: row.makerName,
    state: stateOf(row, licences.get(row.licenceKey), ctx.now),
    revokedAt: row.revokedAt?.toISOString() ?? null,
  }));
}

/**
 * The sealed file, to be drawn or taken away. What is no longer good is looked at, and not given out again.
 * @throws ProblemError `not-found`, `state-conflict`.
 */
export async function readCopyFile(
  deps: CopyDeps,
  ctx: Ctx<Account>,
  copyId: string,
  basis: "own-view" | "own-download",
): Promise<Uint8Array> {
  const row = await requireOwn(ctx, copyId);
  const opened = await openOwn(deps, ctx, row.licenceKey);
  const state = stateOf(row, opened.licence, ctx.now);
  if (basis === "own-download" && state !== "valid")
    throw new ProblemError(problems.StateConflict, `the copy is ${state}`);
  await leaveReceipt(deps, ctx, opened, basis, ["annotated-copy"]);
  const stored = await deps.files.get(toHex(row.storedFile));
  return openPart(deps, row, "file", stored, await holderKey(deps, ctx));
}

/** Ends a copy for good, and nothing else. @throws ProblemError `not-found`, `state-conflict` when it has ended so before. */
export async function revokeCopy(deps: CopyDeps, ctx: Ctx<Account>, copyId: string): Promise<void> {
  const row = await requireOwn(ctx, copyId);
  if (!(await store.insertRevocation(ctx.tx, row, ctx.now, ctx.actor.accountId)))
    throw new ProblemError(problems.StateConflict, "the copy is revoked already");
  await deps.audit.record(ctx, { act: "revoke-annotated-copy", subject: `annotated-copy/${copyId}` });
}

/** For whoever holds a copy: whether it is good, and the digest by which its file is known. Nothing of anybody. */
export async function copyStanding(
  deps: CopyDeps,
  ctx: Ctx<Actor>,
  typed: string,
): Promise<{ readonly state: CopyState; readonly digest: string }> {
  const number = readCopyNumber(typed);
  const row = number === undefined ? undefined : await store.findCopyByNumber(ctx.tx, number);
  if (row === undefined) throw new ProblemError(problems.NotFound, "no copy has this number");
  const [licence] = await deps.licences.list(ctx.tx, [row.licenceKey]);
  return { state: stateOf(row, licence, ctx.now), digest: toHex(row.fileDigest) };
}

/** @throws ProblemError `not-found`, alike for a copy that is not there and one that is somebody else's. */
async function requireOwn({ tx, actor }: Ctx<Account>, copyId: string): Promise<store.CopyRow> {
  const row = await store.findCopy(tx, actor.partyId, copyId);
  if (row === undefined) throw new ProblemError(problems.NotFound, "no copy of yours has this id");
  return row;
}

function stateOf(row: store.CopyRow, licence: Licence | undefined, at: Date): CopyState {
  if (licence === undefined) throw new Error(`a copy of a licence that is not there: ${row.licenceKey}`);
  const { currentVersion } = licence;
  return copyStateAt(row, { status: statusAt(licence, at), currentVersion }, at);
}

const holderKey = async (deps: CopyDeps, { tx, actor }: Ctx<Account>): Promise<Uint8Array> =>
  (await deps.parties.dataKeys(tx, [actor.partyId])).get(actor.partyId) ?? new Uint8Array(0);

const openPart = (
  { opener }: CopyDeps,
  { copyId, contentKeys }: store.CopyRow,
  part: "particulars" | "file",
  sealed: Uint8Array,
  key: Uint8Array,
): Uint8Array => opener.open(part, sealed, contentKeys, [key], sealedAboutCopy(copyId));
