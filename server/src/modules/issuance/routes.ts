import { toHex } from "@liangzheng/bytes";
import { type operations, problems } from "@liangzheng/contract";
import { pagesOf } from "@liangzheng/ofd";
import { ProblemError } from "@liangzheng/problem";
import type { Account } from "../../platform/actor.ts";
import type { Ctx } from "../../platform/context.ts";
import type { Handler } from "../../platform/http.ts";
import type { Tx } from "../../platform/postgres/pool.ts";
import type { Access } from "../access/index.ts";
import { templateFaults } from "../catalogue/index.ts";
import { encodeRecord } from "../licences/index.ts";
import {
  approveDraft,
  describeDraft,
  discardDraft,
  insertDraft,
  issuableType,
  organOf,
  requireDraft,
  returnDraft,
  saveDraft,
  submitDraft,
  summaryOf,
} from "./decide-draft.ts";
import { completed } from "./draft.ts";
import { type IssuanceDeps, recordOf } from "./issue.ts";
import { approveBatch, createBatch, describeBatch } from "./issue-batch.ts";
import type { WritingDeps } from "./licence-file.ts";
import { recordAct, recordFlag } from "./record-act.ts";
import { makeSamplePage } from "./sample-page.ts";
import { startVersion } from "./start-version.ts";
import * as store from "./store.ts";

export interface IssuanceRoutes {
  readonly listDrafts: Handler<typeof operations.listDrafts>;
  readonly getDraft: Handler<typeof operations.getDraft>;
  readonly createDraft: Handler<typeof operations.createDraft>;
  readonly saveDraft: Handler<typeof operations.saveDraft>;
  readonly submitDraft: Handler<typeof operations.submitDraft>;
  readonly approveDraft: Handler<typeof operations.approveDraft>;
  readonly returnDraft: Handler<typeof operations.returnDraft>;
  readonly discardDraft: Handler<typeof operations.discardDraft>;
  readonly previewDraft: Handler<typeof operations.previewDraft>;
  readonly previewTemplate: Handler<typeof operations.previewTemplate>;
  readonly createBatch: Handler<typeof operations.createBatch>;
  readonly approveBatch: Handler<typeof operations.approveBatch>;
  readonly listBatches: Handler<typeof operations.listBatches>;
  readonly getBatch: Handler<typeof operations.getBatch>;
  readonly startVersion: Handler<typeof operations.startVersion>;
  readonly recordStatusAct: Handler<typeof operations.recordStatusAct>;
  readonly setFlag: Handler<typeof operations.setFlag>;
}

interface RouteDeps {
  readonly issuance: IssuanceDeps;
  readonly access: Access;
  readonly enqueueBatch: (tx: Tx, batchId: string) => Promise<void>;
  /** Turns a file into the SVG of its first page. */
  readonly draw: (file: Uint8Array, page?: number) => string;
  readonly writing: WritingDeps;
}

const pageSize = 20;

export function issuanceRoutes({
  issuance: deps,
  access,
  enqueueBatch,
  draw,
  writing,
}: RouteDeps): IssuanceRoutes {
  const describe = (ctx: Ctx<Account>, draftId: string) =>
    describeDraft(deps, ctx, draftId, (ids) => access.accountNames(ctx.tx, ids));
  const typeName = async (ctx: Ctx<Account>, typeKey: string) =>
    (await deps.catalogue.getCurrent(ctx.tx, typeKey)).definition.name;
  const lookAtBatch = async (ctx: Ctx<Account>, batchId: string) => {
    const batch = await store.findBatch(ctx.tx, batchId);
    if (batch === undefined || batch.organId !== ctx.actor.organId)
      throw new ProblemError(problems.NotFound, "no batch of your unit has this id");
    return describeBatch(ctx, batch, await typeName(ctx, batch.typeKey));
  };

  return {
    async listDrafts(ctx: Ctx<Account>, { query }) {
      const limit = query.limit ?? pageSize;
      const rows = await store.listDrafts(ctx.tx, {
        organId: ctx.actor.organId ?? "",
        state: query.state,
        batchId: query.batchId,
        after: query.after,
        limit,
      });
      const names = await access.accountNames(
        ctx.tx,
        rows.map((row) => row.createdBy),
      );
      const items = [];
      for (const row of rows)
        items.push(summaryOf(row, await typeName(ctx, row.typeKey), names, ctx.actor.accountId));
      return { items, next: rows.length === limit ? (rows.at(-1)?.draftId ?? null) : null };
    },
    getDraft: (ctx, { params }) => describe(ctx, params.draftId),
    async createDraft(ctx, { body }) {
      const type = await issuableType(deps, ctx, body.typeKey);
      const { draftId } = await insertDraft(deps, ctx, {
        type,
        kind: "first",
        content: body.content,
        licenceKey: null,
        reason: null,
      });
      return describe(ctx, draftId);
    },
    async saveDraft(ctx, { params, body }) {
      await saveDraft(deps, ctx, params.draftId, body.content);
      return describe(ctx, params.draftId);
    },
    async submitDraft(ctx, { params }) {
      await submitDraft(deps, ctx, params.draftId);
      return describe(ctx, params.draftId);
    },
    async approveDraft(ctx, { params }) {
      await approveDraft(deps, ctx, params.draftId);
      return describe(ctx, params.draftId);
    },
    async returnDraft(ctx, { params, body }) {
      await returnDraft(deps, ctx, params.draftId, body.reason);
      return describe(ctx, params.draftId);
    },
    async discardDraft(ctx, { params, body }) {
      await discardDraft(deps, ctx, params.draftId, body.reason);
      return describe(ctx, params.draftId);
    },
    async previewDraft(ctx: Ctx<Account>, { params }) {
      const row = await requireDraft(ctx, params.draftId, "read");
      const type = await deps.catalogue.getVersion(ctx.tx, row.typeKey, row.typeVersion);
      const organ = await organOf(deps, ctx);
      const content = completed(type.definition, deps.use.openDraft(ctx, row), organ.name);
      const [holder] = content.holders;
      if (content.number === "" || content.issuedOn === null || holder === undefined) {
        throw new ProblemError(problems.InvalidInput, "fill in number, holder and day of issue first");
      }
      const { record, photo } = recordOf(deps.gm, ctx, type, content, organ, { version: 1, serial: null });
      return draw(
        deps.writer.preview(
          { type, record, encoded: encodeRecord(record), photo, documentId: toHex(ctx.random(16)) },
          ctx.now,
        ),
      );
    },
    async previewTemplate(ctx: Ctx<Account>, { body }) {
      const { file, tight } = makeSamplePage(writing, body, ctx.now);
      const faults = templateFaults(body, writing.fonts.metrics);
      return Promise.resolve({
        svg:
          file === null ? null : draw(file, body.page && Math.min(body.page, pagesOf(body.template).length)),
        faults: [...faults],
        tight: [...tight],
      });
    },
    async createBatch(ctx: Ctx<Account>, { body }) {
      return lookAtBatch(ctx, await createBatch(deps, ctx, body.typeKey, body.rows, enqueueBatch));
    },
    async approveBatch(ctx: Ctx<Account>, { params }) {
      await approveBatch(deps, ctx, params.batchId, enqueueBatch);
      return lookAtBatch(ctx, params.batchId);
    },
    async listBatches(ctx: Ctx<Account>) {
      const items = [];
      for (const batch of await store.listBatches(ctx.tx, ctx.actor.organId ?? "", pageSize))
        items.push(await describeBatch(ctx, batch, await typeName(ctx, batch.typeKey)));
      return { items };
    },
    getBatch: (ctx, { params }) => lookAtBatch(ctx, params.batchId),
    async startVersion(ctx, { params, body }) {
      return describe(ctx, await startVersion(deps, ctx, params.licenceKey, body.kind, body.reason));
    },
    recordStatusAct: async (ctx, { params, body }) => ({
      status: await recordAct(deps, ctx, params.licenceKey, body),
    }),
    setFlag: async (ctx, { params, body }) => ({
      flags: [...(await recordFlag(deps, ctx, params.licenceKey, body))],
    }),
  };
}
