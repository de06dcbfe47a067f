import { type operations, problems, type SealSummary } from "@liangzheng/contract";
import { encodePem, formatChineseName, parseCertificate } from "@liangzheng/pki";
import { ProblemError } from "@liangzheng/problem";
import { parseSeal } from "@liangzheng/seal";
import type { Account } from "../../platform/actor.ts";
import type { Ctx } from "../../platform/context.ts";
import type { Handler } from "../../platform/http.ts";
import type { Access } from "../access/index.ts";
import type { Parties } from "../parties/index.ts";
import type { Sealing, Trusted } from "./index.ts";
import * as store from "./store.ts";

export interface SealingRoutes {
  readonly listSeals: Handler<typeof operations.listSeals>;
  readonly getSeal: Handler<typeof operations.getSeal>;
  readonly setSealUser: Handler<typeof operations.setSealUser>;
  readonly checkSeal: Handler<typeof operations.checkSeal>;
  readonly revokeSeal: Handler<typeof operations.revokeSeal>;
}

interface Deps {
  readonly sealing: Sealing;
  readonly access: Access;
  readonly parties: Parties;
  /** Judges a file apart from the requests of others: hostile files may take long. */
  readonly checkFile: (
    file: Uint8Array,
    trust: Trusted,
    now: Date,
  ) => Promise<Awaited<ReturnType<SealingRoutes["checkSeal"]>>>;
}

const logLength = 50;

export function sealingRoutes({ sealing, access, parties, checkFile }: Deps): SealingRoutes {
  async function summaries(ctx: Ctx<Account>, rows: readonly store.SealRow[]): Promise<SealSummary[]> {
    const counts = await store.countUses(
      ctx.tx,
      rows.map((row) => row.sealId),
    );
    const organs = await parties.organs(
      ctx.tx,
      rows.map((row) => row.organId),
    );
    return rows.map((row) => ({
      sealId: row.sealId,
      name: row.name,
      number: row.number,
      organId: row.organId,
      organName: organs.get(row.organId)?.name ?? "",
      validFrom: row.validFrom.toISOString(),
      validTo: row.validTo.toISOString(),
      usable: row.state === "active" && ctx.now >= row.validFrom && ctx.now <= row.validTo,
      uses: counts.get(row.sealId)?.uses ?? 0,
      lastUsedAt: counts.get(row.sealId)?.lastAt?.toISOString() ?? null,
      picture: row.pictureSvg,
    }));
  }

  async function requireOwn(ctx: Ctx<Account>, sealId: string): Promise<store.SealRow> {
    const row = await store.findSeal(ctx.tx, sealId);
    if (row === undefined || row.organId !== ctx.actor.organId)
      throw new ProblemError(problems.NotFound, "no seal of your unit has this id");
    return row;
  }

  return {
    async listSeals(ctx: Ctx<Account>) {
      return { items: await summaries(ctx, await store.listSealsOfOrgan(ctx.tx, ctx.actor.organId ?? "")) };
    },
    async getSeal(ctx: Ctx<Account>, { params }) {
      const row = await requireOwn(ctx, params.sealId);
      const [seal] = await summaries(ctx, [row]);
      if (seal === undefined) throw new Error("a seal without a summary");
      const staff = await access.staffOf(ctx.tx, row.organId);
      const allowed = await store.listAllowed(ctx.tx, row.sealId);
      const log = await store.listUses(ctx.tx, row.sealId, logLength);
      const names = await access.accountNames(
        ctx.tx,
        log.map((use) => use.accountId),
      );
      const parsed = parseSeal(row.seal);
      return {
        seal,
        signer: formatChineseName(parseCertificate(row.signerCertificate).subject),
        maker: formatChineseName(parseCertificate(parsed.makerCertificate).subject),
        certificatePem: encodePem("CERTIFICATE", row.signerCertificate),
        users: staff.map(({ accountId, name }) => ({ accountId, name, allowed: allowed.has(accountId) })),
        log: log.map(({ at, accountId, purpose, subject, digest }) => ({
          at: at.toISOString(),
          by: names.get(accountId) ?? "",
          purpose,
          subject,
          digest: Buffer.from(digest).toString("hex"),
        })),
      };
    },
    async setSealUser(ctx: Ctx<Account>, { params, body }) {
      const row = await requireOwn(ctx, params.sealId);
      const staff = await access.staffOf(ctx.tx, row.organId);
      if (!staff.some(({ accountId }) => accountId === body.accountId))
        throw new ProblemError(problems.NotFound, "nobody of your unit has this account");
      await sealing.setUser(ctx, row.sealId, body.accountId, body.allowed);
      return {};
    },
    async revokeSeal(ctx: Ctx<Account>, { params, body }) {
      const since = body.since == null ? null : new Date(body.since);
      await sealing.revokeSeal(ctx, params.sealId, body.reason, since);
      return {};
    },
    checkSeal: async (ctx, { file }) => checkFile(file, await sealing.trust(ctx.tx), ctx.now),
  };
}
