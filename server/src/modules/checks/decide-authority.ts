import { problems, type TrustUse } from "@liangzheng/contract";
import type { Gm } from "@liangzheng/gm";
import { findAttribute, formatChineseName, parseCertificate, parseCrl, sameName } from "@liangzheng/pki";
import { ProblemError } from "@liangzheng/problem";
import type { Account } from "../../platform/actor.ts";
import type { Ctx } from "../../platform/context.ts";
import type { Audit } from "../audit/index.ts";
import type { Parties } from "../parties/index.ts";
import * as store from "./authority-store.ts";
import { fingerprintOf, readAuthority, readRevocationList } from "./read-authority.ts";

export interface AuthorityDeps {
  readonly gm: Gm;
  readonly parties: Pick<Parties, "organs">;
  readonly audit: Audit;
}

export interface WantedAuthority {
  readonly certificates: string;
  readonly uses: readonly TrustUse[];
  readonly reason: string;
  readonly documentNumber: string;
}

export interface Decided {
  readonly decision: "trust" | "refuse";
  readonly reason: string;
}

/** Of all authorities outside together, certificates and lists as DER: half of what readers of a list take. */
const mostBytes = 4 * 1024 * 1024;

async function requireRoom(ctx: Ctx<Account>, added: readonly Uint8Array[]): Promise<void> {
  const kept = (await store.listTrusted(ctx.tx)).flatMap(
    ({ certificate, intermediates, revocationLists }) => [certificate, ...intermediates, ...revocationLists],
  );
  const bytes = [...kept, ...added].reduce((sum, { length }) => sum + length, 0);
  if (bytes > mostBytes)
    throw new ProblemError(problems.StateConflict, "the trust list would be larger than its readers take");
}

/** Whom a whole deployment believes is decided where its catalogue is: by the bureau at province level. */
export async function decidesTrust(
  { parties }: AuthorityDeps,
  { tx, actor }: Ctx<Account>,
): Promise<boolean> {
  const organId = actor.organId ?? "";
  const organ = (await parties.organs(tx, [organId])).get(organId);
  return organ?.level === "province" && actor.roles.includes("catalogue-manager");
}

/** @throws ProblemError `not-allowed`, `invalid-input`, `state-conflict`. */
export async function proposeAuthority(
  deps: AuthorityDeps,
  ctx: Ctx<Account>,
  { certificates, uses, reason, documentNumber }: WantedAuthority,
): Promise<string> {
  if (!(await decidesTrust(deps, ctx)))
    throw new ProblemError(problems.NotAllowed, "whom to trust is decided at province level");
  const { authority, intermediates } = readAuthority(certificates, ctx.now);
  const authorityId = ctx.id();
  const isNew = await store.insertAuthority(ctx.tx, {
    authorityId,
    fingerprint: fingerprintOf(deps.gm, authority),
    name: findAttribute(authority.subject, "commonName") ?? formatChineseName(authority.subject),
    certificate: authority.raw,
    intermediates: intermediates.map(({ raw }) => raw),
    uses,
    reason,
    documentNumber,
    proposedBy: ctx.actor.accountId,
    proposedAt: ctx.now,
  });
  if (!isNew)
    throw new ProblemError(problems.StateConflict, "this certificate is proposed or trusted already");
  await deps.audit.record(ctx, { act: "propose-authority", subject: `trusted-authority/${authorityId}` });
  return authorityId;
}

/** @throws ProblemError `not-found`, `state-conflict`, `second-person-required`. */
export async function decideAuthority(
  deps: AuthorityDeps,
  ctx: Ctx<Account>,
  authorityId: string,
  { decision, reason }: Decided,
): Promise<void> {
  const row = await requireAuthority(deps, ctx, authorityId, "proposed");
  if (row.proposedBy === ctx.actor.accountId)
    throw new ProblemError(problems.SecondPersonRequired, "who proposes an authority does not decide on it");
  if (decision === "trust") await requireRoom(ctx, [row.certificate, ...row.intermediates]);
  const state = decision === "trust" ? "trusted" : "refused";
  await store.saveDecision(ctx.tx, authorityId, { state, by: ctx.actor.accountId, at: ctx.now, reason });
  await deps.audit.record(ctx, { act: `${decision}-authority`, subject: `trusted-authority/${authorityId}` });
}

/** One person is enough to trust less. @throws ProblemError `not-found`, `state-conflict`. */
export async function withdrawAuthority(
  deps: AuthorityDeps,
  ctx: Ctx<Account>,
  authorityId: string,
  reason: string,
): Promise<void> {
  await requireAuthority(deps, ctx, authorityId, "trusted");
  await store.saveWithdrawal(ctx.tx, authorityId, { by: ctx.actor.accountId, at: ctx.now, reason });
  await deps.audit.record(ctx, { act: "withdraw-authority", subject: `trusted-authority/${authorityId}` });
}

/**
 * Takes in a list that the authority, or one under it, signed; it takes the place of an older one of the same issuer.
 * @throws ProblemError `not-found`, `invalid-input`, `state-conflict` for a list that is not newer.
 */
export async function updateRevocations(
  deps: AuthorityDeps,
  ctx: Ctx<Account>,
  authorityId: string,
  text: string,
): Promise<void> {
  const row = await requireAuthority(deps, ctx, authorityId, "trusted");
  const issuers = [row.certificate, ...row.intermediates].map((der) => parseCertificate(new Uint8Array(der)));
  const list = readRevocationList(text, issuers, deps.gm);
  const kept = row.revocationLists.map((der) => parseCrl(new Uint8Array(der)));
  const older = kept.find(({ issuer }) => sameName(issuer, list.issuer));
  if (older !== undefined && older.thisUpdate >= list.thisUpdate)
    throw new ProblemError(problems.StateConflict, "the list kept of this issuer is as new, or newer");
  await requireRoom(ctx, [list.raw]);
  const lists = [...kept.filter((one) => one !== older), list].map(({ raw }) => raw);
  await store.saveRevocationLists(ctx.tx, authorityId, lists);
  await deps.audit.record(ctx, {
    act: "update-authority-revocations",
    subject: `trusted-authority/${authorityId}`,
  });
}

/** Locked. To who has no part in it, it is not there. */
async function requireAuthority(
  deps: AuthorityDeps,
  ctx: Ctx<Account>,
  authorityId: string,
  state: store.AuthorityRow["state"],
): Promise<store.AuthorityRow> {
  const row = (await decidesTrust(deps, ctx)) ? await store.findAuthority(ctx.tx, authorityId) : undefined;
  if (row === undefined) throw new ProblemError(problems.NotFound, "no authority has this id");
  if (row.state !== state) throw new ProblemError(problems.StateConflict, `the authority is ${row.state}`);
  return row;
}
