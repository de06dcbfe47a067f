import type { operations } from "@liangzheng/contract";
import type { Account } from "../../platform/actor.ts";
import type { Ctx } from "../../platform/context.ts";
import type { Handler } from "../../platform/http.ts";
import { type CopyDeps, makeCopy, previewCopy } from "./make-copy.ts";
import { copyStanding, listCopies, readCopyFile, revokeCopy } from "./read-copies.ts";

export interface CopyRoutes {
  readonly previewMyCopy: Handler<typeof operations.previewMyCopy>;
  readonly createMyCopy: Handler<typeof operations.createMyCopy>;
  readonly listMyCopies: Handler<typeof operations.listMyCopies>;
  readonly getMyCopyPage: Handler<typeof operations.getMyCopyPage>;
  readonly getMyCopyFile: Handler<typeof operations.getMyCopyFile>;
  readonly revokeMyCopy: Handler<typeof operations.revokeMyCopy>;
  readonly getCopyState: Handler<typeof operations.getCopyState>;
}

const pageSize = 20;

/** `draw` turns a file into the SVG of its first page, seals and all. */
export function copyRoutes(deps: CopyDeps, draw: (file: Uint8Array) => string): CopyRoutes {
  return {
    previewMyCopy: async (ctx, { params, body }) =>
      draw(await previewCopy(deps, ctx, params.licenceKey, body)),
    createMyCopy: (ctx, { params, body }) => makeCopy(deps, ctx, params.licenceKey, body),
    async listMyCopies(ctx: Ctx<Account>, { query }) {
      const limit = query.limit ?? pageSize;
      const items = await listCopies(deps, ctx, {
        licenceKey: query.licenceKey,
        after: query.after,
        limit,
      });
      return { items: [...items], next: items.length === limit ? (items.at(-1)?.copyId ?? null) : null };
    },
    getMyCopyPage: async (ctx, { params }) => draw(await readCopyFile(deps, ctx, params.copyId, "own-view")),
    async getMyCopyFile(ctx, { params }) {
      const file = await readCopyFile(deps, ctx, params.copyId, "own-download");
      return Buffer.from(file).toString("latin1");
    },
    async revokeMyCopy(ctx, { params }) {
      await revokeCopy(deps, ctx, params.copyId);
      return {};
    },
    getCopyState: (ctx, { params }) => copyStanding(deps, ctx, params.copyNumber),
  };
}
