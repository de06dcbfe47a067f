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
}

interface Deps {
  readonly checks: Checks;
  readonly checkFile: CheckFile;
  readonly inTransaction: <T>(actor: Actor, run: (ctx: Ctx<Actor>) => Promise<T>) => Promise<T>;
}

export function checksRoutes({ checks, checkFile, inTransaction }: Deps): ChecksRoutes {
  // A file may wait for its turn and take long: no transaction stands open meanwhile.
  const judge = async (actor: Actor, file: Uint8Array, now: Date) => {
    const list = await inTransaction(actor, (ctx) => checks.trustList(ctx));
    return checks.check(list, checkFile, file, now);
  };
  return {
    checkSeal: ({ actor, now }, { file }) => judge(actor, file, now),
    async makeCheckReport({ actor, now }, { file }) {
      const judged = await judge(actor, file, now);
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
  };
}
