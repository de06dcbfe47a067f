import { fromHex } from "@liangzheng/bytes";
import { type CheckReport, problems, type SealReport } from "@liangzheng/contract";
import type { Gm } from "@liangzheng/gm";
import { dateInShanghai } from "@liangzheng/ident";
import { ProblemError } from "@liangzheng/problem";
import type { Account, Actor } from "../../platform/actor.ts";
import type { Ctx } from "../../platform/context.ts";
import type { Access } from "../access/index.ts";
import type { Parties } from "../parties/index.ts";
import type { Sealing } from "../sealing/index.ts";
import type { createReportWriter } from "./report-document.ts";
import * as store from "./store.ts";

/** As long as somebody may still be shown a report on paper; then its number says nothing more. */
export const keptYears = 3;

export interface ReportDeps {
  readonly gm: Gm;
  readonly access: Pick<Access, "actorFor">;
  readonly parties: Pick<Parties, "organs">;
  readonly sealing: Pick<Sealing, "takeSeal">;
  readonly write: ReturnType<typeof createReportWriter>;
  /** Where a report is asked for by its number. */
  readonly addressOf: (number: string) => string;
}

/**
 * Writes a report as an OFD document, seals it with the seal kept for reports, and keeps number, digests and verdict.
 * @throws ProblemError `seal-not-usable` where no seal has been settled for reports, or it is out of use.
 */
export async function makeReport(
  { gm, access, parties, sealing, write, addressOf }: ReportDeps,
  ctx: Ctx<Actor>,
  report: SealReport,
  bytes: number,
): Promise<{ readonly report: CheckReport; readonly document: Uint8Array }> {
  const settled = await store.findReportSeal(ctx.tx);
  if (settled === undefined)
    throw new ProblemError(problems.SealNotUsable, "no seal has been settled for reports of this desk");
  const actor = await access.actorFor(ctx.tx, settled.accountId);
  const inCharge: Ctx<Account> = { ...ctx, actor };
  const organ = (await parties.organs(ctx.tx, [actor.organId ?? ""])).get(actor.organId ?? "");
  const press = await sealing.takeSeal(inCharge, settled.sealId, "check report");

  const day = dateInShanghai(ctx.now);
  const number = `HY${day.replaceAll("-", "")}-${randomText(ctx.random(12))}`;
  const facts = { number, address: addressOf(number), organName: organ?.name ?? press.name, day, bytes };
  const { document, signed } = await write(report, facts, Buffer.from(ctx.random(16)).toString("hex"), press);
  await press.log(`check-report/${number}`, signed);
  const row: store.ReportRow = {
    number,
    at: ctx.now,
    digest: fromHex(report.digest),
    verdict: report.verdict,
    summary: report.summary,
    reportDigest: gm.sm3(document),
    trustSequence: report.trust.sequence,
  };
  await store.insertReport(ctx.tx, row);
  return { report: describeReport(row), document };
}

export const describeReport = (row: store.ReportRow): CheckReport => ({
  number: row.number,
  at: row.at.toISOString(),
  verdict: row.verdict,
  summary: row.summary,
  digest: Buffer.from(row.digest).toString("hex"),
  reportDigest: Buffer.from(row.reportDigest).toString("hex"),
  trustSequence: row.trustSequence,
  keptUntil: yearsFrom(row.at, keptYears).toISOString(),
});

export const yearsFrom = (at: Date, years: number): Date => {
  const moved = new Date(at);
  moved.setUTCFullYear(at.getUTCFullYear() + years);
  return moved;
};

/** Crockford's letters: none that is taken for another. Five bits of each byte. */
const letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const randomText = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => letters[byte & 31] ?? "").join("");
