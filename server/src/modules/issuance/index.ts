import type { DraftContent, FlagKind, LicenceStatus } from "@liangzheng/contract";
import type { Account, Actor } from "../../platform/actor.ts";
import type { Ctx } from "../../platform/context.ts";
import type { Db, Tx } from "../../platform/postgres/pool.ts";
import { chooseSealers } from "./choose-sealers.ts";
import { approveDraft, insertDraft, issuableType, saveDraft, submitDraft } from "./decide-draft.ts";
import type { IssuanceDeps } from "./issue.ts";
import { workOffBatch } from "./issue-batch.ts";
import { recordAct, recordFlag } from "./record-act.ts";
import { recordRelayed } from "./record-relayed.ts";
import { refuseTask, sealTask, withdrawSealing } from "./seal-task.ts";
import { listTasks } from "./sealing-store.ts";
import { startVersion } from "./start-version.ts";
import { listUnfinished } from "./store.ts";
import { type ToldTask, tellOverdue, tellTask } from "./tell-overdue.ts";

/** From draft to delivered licence, and every dated act after it. */
export interface Issuance {
  createDraft(ctx: Ctx<Account>, typeKey: string, content: DraftContent): Promise<string>;
  saveDraft(ctx: Ctx<Account>, draftId: string, content: DraftContent): Promise<void>;
  /** @returns the licence, or null while a second person has yet to approve, or other bodies to seal it. */
  submitDraft(ctx: Ctx<Account>, draftId: string): Promise<string | null>;
  /** @returns the licence, or null while other bodies have yet to seal it. */
  approveDraft(ctx: Ctx<Account>, draftId: string): Promise<string | null>;
  /** Names the bodies that the type leaves to the draft, by party. */
  chooseSealers(ctx: Ctx<Account>, draftId: string, chosen: Readonly<Record<string, string>>): Promise<void>;
  /** What a draft asks the caller's unit to seal now; undefined where it asks nothing. */
  findSealingTask(ctx: Ctx<Account>, draftId: string): Promise<string | undefined>;
  sealTask(ctx: Ctx<Account>, taskId: string, sealId: string): Promise<void>;
  refuseTask(ctx: Ctx<Account>, taskId: string, reason: string): Promise<void>;
  withdrawSealing(ctx: Ctx<Account>, draftId: string, reason: string): Promise<void>;
  startVersion(
    ctx: Ctx<Account>,
    licenceKey: string,
    kind: "change" | "renewal" | "replacement",
    reason: string,
  ): Promise<string>;
  recordAct(
    ctx: Ctx<Account>,
    licenceKey: string,
    act: Parameters<typeof recordAct>[3],
  ): Promise<LicenceStatus>;
  recordFlag(
    ctx: Ctx<Account>,
    licenceKey: string,
    flag: Parameters<typeof recordFlag>[3],
  ): Promise<readonly FlagKind[]>;
  recordRelayed(ctx: Ctx<Account>, typeKey: string, organId: string, answer: DraftContent): Promise<string>;
  /** Tells issuers and sealing bodies, once, of sealing tasks whose day has passed. @returns how many. */
  tellOverdueSealing(ctx: Ctx<Actor>): Promise<number>;
  /** What a message about a sealing task says; undefined where there is none. */
  tellSealingTask(tx: Tx, taskId: string): Promise<ToldTask | undefined>;
  /** Batches that a process left in the middle, or whose turn has not come. */
  unfinishedBatches(tx: Tx): Promise<readonly string[]>;
  workOffBatch(
    db: Db,
    batchId: string,
    contextFor: (tx: Tx, accountId: string) => Promise<Ctx<Account>>,
  ): Promise<void>;
}

export function createIssuance(deps: IssuanceDeps): Issuance {
  return {
    async createDraft(ctx, typeKey, content) {
      const type = await issuableType(deps, ctx, typeKey);
      const row = await insertDraft(deps, ctx, {
        type,
        kind: "first",
        content,
        licenceKey: null,
        reason: null,
      });
      return row.draftId;
    },
    saveDraft: (ctx, draftId, content) => saveDraft(deps, ctx, draftId, content),
    submitDraft: (ctx, draftId) => submitDraft(deps, ctx, draftId),
    approveDraft: (ctx, draftId) => approveDraft(deps, ctx, draftId),
    chooseSealers: (ctx, draftId, chosen) => chooseSealers(deps, ctx, draftId, chosen),
    async findSealingTask(ctx, draftId) {
      const tasks = await listTasks(ctx.tx, draftId);
      return tasks.find(({ organId, state }) => organId === ctx.actor.organId && state === "open")?.taskId;
    },
    sealTask: (ctx, taskId, sealId) => sealTask(deps, ctx, taskId, sealId),
    refuseTask: (ctx, taskId, reason) => refuseTask(deps, ctx, taskId, reason),
    withdrawSealing: (ctx, draftId, reason) => withdrawSealing(deps, ctx, draftId, reason),
    startVersion: (ctx, licenceKey, kind, reason) => startVersion(deps, ctx, licenceKey, kind, reason),
    recordAct: (ctx, licenceKey, act) => recordAct(deps, ctx, licenceKey, act),
    recordFlag: (ctx, licenceKey, flag) => recordFlag(deps, ctx, licenceKey, flag),
    recordRelayed: (ctx, typeKey, organId, answer) => recordRelayed(deps, ctx, typeKey, organId, answer),
    tellOverdueSealing: tellOverdue,
    tellSealingTask: (tx, taskId) => tellTask(deps, tx, taskId),
    unfinishedBatches: listUnfinished,
    workOffBatch: (db, batchId, contextFor) => workOffBatch(deps, db, batchId, contextFor),
  };
}

export type { IssuanceDeps } from "./issue.ts";
export { createFileWriter, metadataOf } from "./licence-file.ts";
