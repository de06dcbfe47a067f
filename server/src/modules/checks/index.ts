import { encodeUtf8, toHex } from "@liangzheng/bytes";
import type { SealReport, TrustOverview } from "@liangzheng/contract";
import type { Findings } from "@liangzheng/seal";
import type { Account, Actor } from "../../platform/actor.ts";
import type { Ctx } from "../../platform/context.ts";
import type { Tx } from "../../platform/postgres/pool.ts";
import type { Access } from "../access/index.ts";
import type { Audit } from "../audit/index.ts";
import type { Parties } from "../parties/index.ts";
import type { Sealing } from "../sealing/index.ts";
import {
  type Decided,
  decideAuthority,
  proposeAuthority,
  updateRevocations,
  type WantedAuthority,
  withdrawAuthority,
} from "./decide-authority.ts";
import { describeTrust } from "./describe-authorities.ts";
import { keptYears, makeReport, type ReportDeps, yearsFrom } from "./make-report.ts";
import { createReportWriter, type WritingDeps } from "./report-document.ts";
import * as store from "./store.ts";
import { currentTrustList, type TrustListDeps } from "./trust-list.ts";

/** Who judges a file: apart from the requests of others, for hostile files may take long. */
export type CheckFile = (file: Uint8Array, trustList: string, now: Date) => Promise<Findings>;

export interface ChecksDeps extends TrustListDeps, WritingDeps {
  readonly access: Pick<Access, "actorFor" | "accountNames">;
  readonly parties: Pick<Parties, "organs">;
  readonly sealing: Pick<Sealing, "trust" | "takeSeal">;
  readonly audit: Audit;
  readonly addressOf: ReportDeps["addressOf"];
}

/** The public desk: anybody's file judged by our own trust list, and reports of it. */
export interface Checks {
  /** The signed list that files are judged by, as it is published. */
  trustList(ctx: Ctx<Actor>): Promise<store.TrustListRow>;
  /** Judges a file; asks nothing of the database, for it may take long. */
  check(list: store.TrustListRow, checkFile: CheckFile, file: Uint8Array, now: Date): Promise<SealReport>;
  makeReport(ctx: Ctx<Actor>, report: SealReport, bytes: number): ReturnType<typeof makeReport>;
  findReport(tx: Tx, number: string): Promise<store.ReportRow | undefined>;
  /** What is believed here and what was decided of authorities outside. */
  describeTrust(ctx: Ctx<Account>): Promise<TrustOverview>;
  proposeAuthority(ctx: Ctx<Account>, wanted: WantedAuthority): Promise<string>;
  decideAuthority(ctx: Ctx<Account>, authorityId: string, decided: Decided): Promise<void>;
  withdrawAuthority(ctx: Ctx<Account>, authorityId: string, reason: string): Promise<void>;
  updateRevocations(ctx: Ctx<Account>, authorityId: string, list: string): Promise<void>;
  /** The seal that reports bear, pressed in the charge of this account, which must be allowed to use it. */
  settleReportSeal(ctx: Ctx<Account>, seal: store.ReportSeal): Promise<boolean>;
  /** Forgets reports older than they are kept. */
  purge(tx: Tx, now: Date): Promise<void>;
}

export function createChecks(deps: ChecksDeps): Checks {
  const write = createReportWriter(deps);
  return {
    trustList: (ctx) => currentTrustList(deps, ctx),
    async check({ sequence, issuedAt, list }, checkFile, file, now) {
      const findings = await checkFile(file, list, now);
      const digest = toHex(deps.gm.sm3(encodeUtf8(list)));
      const trust = { sequence, issuedAt: issuedAt.toISOString(), digest };
      return { ...findings, trust, checkedAt: now.toISOString() };
    },
    makeReport: (ctx, report, bytes) => makeReport({ ...deps, write }, ctx, report, bytes),
    findReport: store.findReport,
    describeTrust: (ctx) => describeTrust(deps, ctx),
    proposeAuthority: (ctx, wanted) => proposeAuthority(deps, ctx, wanted),
    decideAuthority: (ctx, authorityId, decided) => decideAuthority(deps, ctx, authorityId, decided),
    withdrawAuthority: (ctx, authorityId, reason) => withdrawAuthority(deps, ctx, authorityId, reason),
    updateRevocations: (ctx, authorityId, list) => updateRevocations(deps, ctx, authorityId, list),
    async settleReportSeal(ctx, wanted) {
      const known = await store.findReportSeal(ctx.tx);
      if (known?.sealId === wanted.sealId && known.accountId === wanted.accountId) return false;
      await store.saveReportSeal(ctx.tx, wanted, ctx.now);
      await deps.audit.record(ctx, { act: "settle-report-seal", subject: `seal/${wanted.sealId}` });
      return true;
    },
    purge: (tx, now) => store.deleteReports(tx, yearsFrom(now, -keptYears)),
  };
}
