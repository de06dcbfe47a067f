import { type operations, problems } from "@liangzheng/contract";
import { ProblemError } from "@liangzheng/problem";
import type { Actor } from "../../platform/actor.ts";
import type { Ctx } from "../../platform/context.ts";
import type { Handler, OwnHandler } from "../../platform/http.ts";
import type { CheckFile, Checks } from "./index.ts";
import { describeReport } from "./make-report.ts";

export interface ChecksRoutes {
  readonly checkSeal: OwnHandler<typeof operations.checkSeal>;
  readonly makeCheckReport: OwnHandler<typeof operations.makeCheckReport>;
  readonly getCheckReport: Handler<typeof operations.getCheckReport>;
  readonly getTrustList: Handler<typeof operations.getTrustList>;
  readonly listTrustedAuthorities: Handler<typeof operations.listTrustedAuthorities>;
  readonly proposeTrustedAuthority: Handler<typeof operations.proposeTrustedAuthority>;
  readonly decideTrustedAuthority: Handler<typeof operations.decideTrustedAuthority>;
  readonly withdrawTrustedAuthority: Handler<typeof operations.withdrawTrustedAuthority>;
  readonly updateAuthorityRevocations: Handler<typeof operations.updateAuthorityRevocations>;
}

interface Deps {
  readonly checks: Checks;
  readonly checkFile: CheckFile;
  readonly inTransaction: <T>(actor: Actor, run: (ctx: Ctx<Actor>) => Promise<T>) => Promise<T>;
}

export function checksRoutes({ checks, checkFile, inTransaction }: Deps): ChecksRoutes {
  // A file may wait for its turn and take long: no transaction stands open meanwhile.
  const judge = async (actor: Actor, file: Uint8Array) => {
    // The moment of the list, not of the request: a list made just now would be of the future to the request.
    const { list, now } = await inTransaction(actor, async (ctx) => ({
      list: await checks.trustList(ctx),
      now: ctx.now,
    }));
    return checks.check(list, checkFile, file, now);
  };
  return {
    checkSeal: ({ actor }, { file }) => judge(actor, file),
    async makeCheckReport({ actor }, { file }) {
      const judged = await judge(actor, file);
      const { report, document } = await inTransaction(actor, (ctx) =>
        checks.makeReport(ctx, judged, file.length),
      );
      return { report, document: Buffer.from(document).toString("base64") };
    },
    async getCheckReport({ tx }, { params }) {
      const row = await checks.findReport(tx, params.number);
      if (row === undefined)
        throw new ProblemError(problems.NotFound, "no report has this number, or it is kept no more");
      return describeReport(row);
    },
    getTrustList: async (ctx: Ctx<Actor>) => (await checks.trustList(ctx)).list,
    listTrustedAuthorities: (ctx) => checks.describeTrust(ctx),
    proposeTrustedAuthority: async (ctx, { body }) => ({
      authorityId: await checks.proposeAuthority(ctx, body),
    }),
    async decideTrustedAuthority(ctx, { params, body }) {
      await checks.decideAuthority(ctx, params.authorityId, body);
      return {};
    },
    async withdrawTrustedAuthority(ctx, { params, body }) {
      await checks.withdrawAuthority(ctx, params.authorityId, body.reason);
      return {};
    },
    async updateAuthorityRevocations(ctx, { params, body }) {
      await checks.updateRevocations(ctx, params.authorityId, body.list);
      return {};
    },
  };
}
