import type { SealDetail, SealSummary } from "@liangzheng/contract";
import { encodePem, formatChineseName, parseCertificate } from "@liangzheng/pki";
import { parseSeal } from "@liangzheng/seal";
import type { Account } from "../../platform/actor.ts";
import type { Ctx } from "../../platform/context.ts";
import type { Box } from "../../platform/vault.ts";
import type { Access } from "../access/index.ts";
import type { Parties } from "../parties/index.ts";
import { type ActRow, listActs } from "./act-store.ts";
import { openDie } from "./die.ts";
import { actorOf } from "./enter-act.ts";
import { listRequests, type RequestRow } from "./request-store.ts";
import { actsOpen, isNameSeal } from "./seal-life.ts";
import * as store from "./store.ts";

export interface DescribingDeps {
  readonly access: Access;
  readonly parties: Parties;
  readonly box: Pick<Box, "open">;
}

const logLength = 50;
type Names = ReadonlyMap<string, string>;

const isoOrNull = (at: Date | null): string | null => at?.toISOString() ?? null;

/** Rows of a unit's register as it sees them, with the names of owners and bearers. */
export async function summariesOf(
  { parties, box }: DescribingDeps,
  ctx: Ctx<Account>,
  rows: readonly store.SealRow[],
): Promise<SealSummary[]> {
  const counts = await store.countUses(
    ctx.tx,
    rows.map((row) => row.sealId),
  );
  const organs = await parties.organs(
    ctx.tx,
    rows.map((row) => row.organId),
  );
  const people = await parties.readParties(
    ctx.tx,
    rows.flatMap((row) => [row.ownerId, row.bearerId].filter((id) => id !== null)),
  );
  return rows.map((row) => {
    const { sealId, kind, state, validFrom, validTo, ownerId, bearerId } = row;
    const organName = organs.get(row.organId)?.name ?? "";
    const bearer = bearerId === null ? undefined : people.get(bearerId)?.name;
    return {
      sealId,
      name: isNameSeal(kind) ? `${bearer ?? ""}${row.name}` : row.name,
      number: row.number,
      kind,
      state,
      ownerKind: row.ownerKind,
      ownerName: ownerId === null ? organName : (people.get(ownerId)?.name ?? ""),
      organId: row.organId,
      organName,
      validFrom: isoOrNull(validFrom),
      validTo: isoOrNull(validTo),
      usable:
        state === "active" &&
        validFrom !== null &&
        validTo !== null &&
        ctx.now >= validFrom &&
        ctx.now <= validTo,
      uses: counts.get(sealId)?.uses ?? 0,
      lastUsedAt: isoOrNull(counts.get(sealId)?.lastAt ?? null),
      picture: openDie(box, row)?.pictureSvg ?? null,
    };
  });
}

/** One seal: its life, who may use it, every use, and what the caller may do with it now. */
export async function describeSeal(
  deps: DescribingDeps,
  ctx: Ctx<Account>,
  row: store.SealRow,
): Promise<SealDetail> {
  const { access, parties, box } = deps;
  const { sealId, organId, bearerId } = row;
  const [seal] = await summariesOf(deps, ctx, [row]);
  if (seal === undefined) throw new Error("a seal without a summary");
  const staff = await access.staffOf(ctx.tx, organId);
  const allowed = await store.listAllowed(ctx.tx, sealId);
  const log = await store.listUses(ctx.tx, sealId, logLength);
  const acts = await listActs(ctx.tx, sealId);
  const requests = await listRequests(ctx.tx, sealId, logLength);
  const names = await access.accountNames(ctx.tx, [
    ...log.map((use) => use.accountId),
    ...acts.map((act) => act.accountId),
    ...requests.flatMap(({ askedBy, decidedBy }) => (decidedBy === null ? [askedBy] : [askedBy, decidedBy])),
  ]);
  const die = openDie(box, row);
  const subject = (certificate: Uint8Array): string =>
    formatChineseName(parseCertificate(certificate).subject);
  const bearer =
    bearerId === null ? null : ((await parties.readParties(ctx.tx, [bearerId])).get(bearerId)?.name ?? "");
  return {
    seal,
    keyStore: await store.findKeyStore(ctx.tx, sealId),
    bearer,
    signer: die === null ? null : subject(die.signerCertificate),
    maker: die === null ? null : subject(parseSeal(die.seal).makerCertificate),
    certificatePem: die === null ? null : encodePem("CERTIFICATE", die.signerCertificate),
    replaces: row.replaces,
    replacedBy: await store.findSuccessor(ctx.tx, sealId),
    history: acts.map((act) => entryOf(act, names)),
    acts: [...actsOpen(row, actorOf(ctx.actor))],
    requests: requests.map((request) => requestOf(request, ctx.actor, names)),
    mayAsk:
      seal.usable &&
      row.ownerKind === "department" &&
      allowed.has(ctx.actor.accountId) &&
      ctx.actor.roles.some((role) => role === "clerk" || role === "reviewer" || role === "seal-keeper"),
    users: staff.map(({ accountId, name }) => ({ accountId, name, allowed: allowed.has(accountId) })),
    log: log.map(({ at, accountId, purpose, subject: what, digest }) => ({
      at: at.toISOString(),
      by: names.get(accountId) ?? "",
      purpose,
      subject: what,
      digest: Buffer.from(digest).toString("hex"),
    })),
  };
}

const entryOf = (row: ActRow, names: Names): SealDetail["history"][number] => ({
  act: row.act,
  state: row.state,
  at: row.at.toISOString(),
  by: names.get(row.accountId) ?? "",
  reason: row.reason,
  documentNumber: row.documentNumber,
  decidingOrgan: row.decidingOrgan,
  since: isoOrNull(row.since),
});

const requestOf = (row: RequestRow, actor: Account, names: Names): SealDetail["requests"][number] => ({
  requestId: row.requestId,
  document: row.document,
  digest: Buffer.from(row.digest).toString("hex"),
  reason: row.reason,
  state: row.state,
  askedBy: names.get(row.askedBy) ?? "",
  askedAt: row.askedAt.toISOString(),
  decidedBy: row.decidedBy === null ? null : (names.get(row.decidedBy) ?? ""),
  usedAt: isoOrNull(row.usedAt),
  mayDecide:
    row.state === "asked" &&
    row.askedBy !== actor.accountId &&
    actor.roles.some((role) => role === "reviewer" || role === "seal-keeper"),
  mayUse: (row.state === "granted" || row.state === "used") && row.askedBy === actor.accountId,
});
