import type { operations } from "@liangzheng/contract";
import { problems } from "@liangzheng/contract";
import { ProblemError } from "@liangzheng/problem";
import type { Account } from "../../platform/actor.ts";
import type { Ctx } from "../../platform/context.ts";
import type { Handler } from "../../platform/http.ts";
import { listUses } from "./list-uses.ts";
import { openAttachments, type UseDeps } from "./open-licences.ts";
import { openInCustody, readInCustody, searchInCustody } from "./read-in-custody.ts";
import { listOwn, readOwn, readOwnFile } from "./read-own.ts";

export interface UseRoutes {
  readonly searchLicences: Handler<typeof operations.searchLicences>;
  readonly getLicence: Handler<typeof operations.getLicence>;
  readonly getLicencePage: Handler<typeof operations.getLicencePage>;
  readonly listMyLicences: Handler<typeof operations.listMyLicences>;
  readonly getMyLicence: Handler<typeof operations.getMyLicence>;
  readonly getMyLicencePage: Handler<typeof operations.getMyLicencePage>;
  readonly getMyLicenceFile: Handler<typeof operations.getMyLicenceFile>;
  readonly listMyUses: Handler<typeof operations.listMyUses>;
}

const pageSize = 20;

/** `draw` turns a sealed file into the SVG of its first page, seals and all. */
export function useRoutes(deps: UseDeps, draw: (file: Uint8Array) => string): UseRoutes {
  return {
    async searchLicences(ctx: Ctx<Account>, { query }) {
      const limit = query.limit ?? pageSize;
      const items = await searchInCustody(deps, ctx, { ...query, limit });
      return { items: [...items], next: items.length === limit ? (items.at(-1)?.licenceKey ?? null) : null };
    },
    getLicence: (ctx, { params }) => readInCustody(deps, ctx, params.licenceKey),
    async getLicencePage(ctx: Ctx<Account>, { params }) {
      const opened = await openInCustody(deps, ctx, params.licenceKey, "page");
      const { file } = await openAttachments(deps, ctx.tx, opened, true);
      if (file === null) throw new ProblemError(problems.NotFound, "a relayed licence has no file here");
      return draw(file);
    },
    listMyLicences: async (ctx) => ({ items: [...(await listOwn(deps, ctx))] }),
    getMyLicence: (ctx, { params }) => readOwn(deps, ctx, params.licenceKey),
    async getMyLicencePage(ctx, { params }) {
      const { file } = await readOwnFile(deps, ctx, params.licenceKey, "own-view");
      return draw(file ?? new Uint8Array(0));
    },
    async getMyLicenceFile(ctx, { params }) {
      const { file } = await readOwnFile(deps, ctx, params.licenceKey, "own-download");
      return Buffer.from(file ?? new Uint8Array(0)).toString("latin1");
    },
    async listMyUses(ctx, { query }) {
      const limit = query.limit ?? pageSize;
      const items = await listUses(deps, ctx, { licenceKey: query.licenceKey, after: query.after, limit });
      return { items: [...items], next: items.length === limit ? (items.at(-1)?.receiptId ?? null) : null };
    },
  };
}
