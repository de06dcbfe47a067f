import { toBase64 } from "@liangzheng/bytes";
import { type operations, problems } from "@liangzheng/contract";
import { ProblemError } from "@liangzheng/problem";
import type { Actor } from "../../platform/actor.ts";
import type { Ctx } from "../../platform/context.ts";
import type { Handler } from "../../platform/http.ts";
import type { Ledger } from "./index.ts";

interface LedgerRoutes {
  readonly getLogCheckpoint: Handler<typeof operations.getLogCheckpoint>;
  readonly getLogGrowth: Handler<typeof operations.getLogGrowth>;
}

/** What a witness asks for. `certificatesOf` tells whose key signs, and is another room's. */
export const ledgerRoutes = (
  ledger: Ledger,
  certificatesOf: (ctx: Ctx<Actor>) => Promise<readonly Uint8Array[]>,
): LedgerRoutes => ({
  async getLogCheckpoint(ctx) {
    const checkpoint = await ledger.newest(ctx.tx);
    if (checkpoint === undefined) throw new ProblemError(problems.NotFound, "the log is empty");
    return { checkpoint, certificates: (await certificatesOf(ctx)).map(toBase64) };
  },
  async getLogGrowth({ tx }, { query }) {
    const grown = await ledger.proveGrowth(tx, query.before);
    if (grown === undefined)
      throw new ProblemError(problems.NotFound, "the log has never had so many leaves");
    return { checkpoint: grown.checkpoint, proof: [...grown.proof] };
  },
});
