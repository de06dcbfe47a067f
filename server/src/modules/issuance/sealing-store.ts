import { sql } from "kysely";
import type { Tx } from "../../platform/postgres/pool.ts";
import type { AttemptState, StoredTaskState } from "./joint-sealing.ts";

/** One attempt to seal a draft jointly. What is sealed at rest is there while it is under way, and gone after. */
export interface AttemptRow {
  readonly draftId: string;
  readonly sealingId: string;
  readonly state: AttemptState;
  readonly licenceKey: string;
  readonly version: number;
  readonly replaces: string | null;
  readonly holderIds: readonly string[];
  readonly digest: Uint8Array;
  readonly sealName: string;
  readonly startedAt: Date;
  readonly endedAt: Date | null;
}

/** The parts of an attempt under way, sealed under its content keys. */
export interface UnfinishedParts {
  readonly sealedRecord: Uint8Array;
  readonly sealedPhoto: Uint8Array | null;
  readonly storedFile: Uint8Array;
  readonly contentKeys: Uint8Array;
}

const attemptColumns = [
  "draft_id as draftId",
  "sealing_id as sealingId",
  "state",
  "licence_key as licenceKey",
  "version",
  "replaces",
  "holder_ids as holderIds",
  "digest",
  "seal_name as sealName",
  "started_at as startedAt",
  "ended_at as endedAt",
] as const;

const bytes = (value: Uint8Array | null): Buffer | null => (value === null ? null : Buffer.from(value));

export async function insertAttempt(
  tx: Tx,
  row: Omit<AttemptRow, "state" | "endedAt"> & UnfinishedParts,
): Promise<void> {
  await tx
    .insertInto("issuance.joint_sealing")
    .values({
      draft_id: row.draftId,
      sealing_id: row.sealingId,
      state: "under-way",
      licence_key: row.licenceKey,
      version: row.version,
      replaces: row.replaces,
      holder_ids: [...row.holderIds],
      digest: Buffer.from(row.digest),
      seal_name: row.sealName,
      sealed_record: bytes(row.sealedRecord),
      sealed_photo: bytes(row.sealedPhoto),
      stored_file: bytes(row.storedFile),
      content_keys: bytes(row.contentKeys),
      started_at: row.startedAt,
    })
    .execute();
}

export async function listAttempts(tx: Tx, draftId: string): Promise<readonly AttemptRow[]> {
  const rows = await tx
    .selectFrom("issuance.joint_sealing")
    .select(attemptColumns)
    .where("draft_id", "=", draftId)
    .orderBy("sealing_id", "desc")
    .execute();
  return rows as unknown as AttemptRow[];
}

export async function findAttempt(
  tx: Tx,
  draftId: string,
  sealingId: string,
): Promise<AttemptRow | undefined> {
  const row = await tx
    .selectFrom("issuance.joint_sealing")
    .select(attemptColumns)
    .where("draft_id", "=", draftId)
    .where("sealing_id", "=", sealingId)
    .executeTakeFirst();
  return row as AttemptRow | undefined;
}

export async function findParts(
  tx: Tx,
  draftId: string,
  sealingId: string,
): Promise<UnfinishedParts | undefined> {
  const row = await tx
    .selectFrom("issuance.joint_sealing")
    .select([
      "sealed_record as sealedRecord",
      "sealed_photo as sealedPhoto",
      "stored_file as storedFile",
      "content_keys as contentKeys",
    ])
    .where("draft_id", "=", draftId)
    .where("sealing_id", "=", sealingId)
    .where("state", "=", "under-way")
    .executeTakeFirst();
  return row as UnfinishedParts | undefined;
}

/** The same version with one more seal, under new content keys. */
export async function saveParts(
  tx: Tx,
  { draftId, sealingId }: Pick<AttemptRow, "draftId" | "sealingId">,
  parts: UnfinishedParts,
): Promise<void> {
  await tx
    .updateTable("issuance.joint_sealing")
    .set({
      sealed_record: bytes(parts.sealedRecord),
      sealed_photo: bytes(parts.sealedPhoto),
      stored_file: bytes(parts.storedFile),
      content_keys: bytes(parts.contentKeys),
    })
    .where("draft_id", "=", draftId)
    .where("sealing_id", "=", sealingId)
    .execute();
}

/** Ends an attempt and what it kept: without its content keys nobody reads the file again. */
export async function endAttempt(
  tx: Tx,
  { draftId, sealingId }: Pick<AttemptRow, "draftId" | "sealingId">,
  state: Exclude<AttemptState, "under-way">,
  at: Date,
): Promise<void> {
  const gone = { sealed_record: null, sealed_photo: null, stored_file: null, content_keys: null };
  await tx
    .updateTable("issuance.joint_sealing")
    .set({ state, ended_at: at, ...gone })
    .where("draft_id", "=", draftId)
    .where("sealing_id", "=", sealingId)
    .execute();
  await tx
    .updateTable("issuance.sealing_task")
    .set({ state: "closed" })
    .where("draft_id", "=", draftId)
    .where("sealing_id", "=", sealingId)
    .where("state", "in", ["waiting", "open"])
    .execute();
}

export interface TaskRow {
  readonly draftId: string;
  readonly taskId: string;
  readonly sealingId: string;
  readonly position: number;
  readonly partyId: string;
  readonly organId: string;
  readonly state: StoredTaskState;
  readonly dueAt: Date | null;
  readonly decidedAt: Date | null;
  readonly sealName: string | null;
  readonly reason: string | null;
}

const taskColumns = [
  "draft_id as draftId",
  "task_id as taskId",
  "sealing_id as sealingId",
  "position",
  "party_id as partyId",
  "organ_id as organId",
  "state",
  "due_at as dueAt",
  "decided_at as decidedAt",
  "seal_name as sealName",
  "reason",
] as const;

export async function insertTasks(
  tx: Tx,
  rows: readonly Omit<TaskRow, "decidedAt" | "sealName" | "reason">[],
): Promise<void> {
  await tx
    .insertInto("issuance.sealing_task")
    .values(
      rows.map((row) => ({
        draft_id: row.draftId,
        task_id: row.taskId,
        sealing_id: row.sealingId,
        position: row.position,
        party_id: row.partyId,
        organ_id: row.organId,
        state: row.state,
        due_at: row.dueAt,
      })),
    )
    .execute();
}

/** Not locked: whoever decides locks the draft first, and reads the task again. */
export async function findTask(tx: Tx, taskId: string): Promise<TaskRow | undefined> {
  const row = await tx
    .selectFrom("issuance.sealing_task")
    .select(taskColumns)
    .where("task_id", "=", taskId)
    .executeTakeFirst();
  return row as TaskRow | undefined;
}

export async function listTasks(tx: Tx, draftId: string): Promise<readonly TaskRow[]> {
  const rows = await tx
    .selectFrom("issuance.sealing_task")
    .select(taskColumns)
    .where("draft_id", "=", draftId)
    .orderBy("sealing_id")
    .orderBy("position")
    .execute();
  return rows as unknown as TaskRow[];
}

/** What a body was asked for, newest first. */
export async function listTasksOfOrgan(
  tx: Tx,
  page: {
    readonly organId: string;
    readonly show: "open" | "overdue" | "all";
    readonly now: Date;
    readonly after: string | undefined;
    readonly limit: number;
  },
): Promise<readonly TaskRow[]> {
  const rows = await tx
    .selectFrom("issuance.sealing_task")
    .select(taskColumns)
    .where("organ_id", "=", page.organId)
    // What has not come to a body's turn is not yet its business, nor what ended before.
    .where("due_at", "is not", null)
    .$if(page.show !== "all", (query) => query.where("state", "=", "open"))
    .$if(page.show === "overdue", (query) => query.where("due_at", "<", page.now))
    .$if(page.after !== undefined, (query) => query.where("task_id", "<", page.after ?? ""))
    .orderBy("task_id", "desc")
    .limit(page.limit)
    .execute();
  return rows as unknown as TaskRow[];
}

export async function openTask(
  tx: Tx,
  { draftId, sealingId }: Pick<AttemptRow, "draftId" | "sealingId">,
  position: number,
  dueAt: Date,
): Promise<string> {
  const row = await tx
    .updateTable("issuance.sealing_task")
    .set({ state: "open", due_at: dueAt })
    .where("draft_id", "=", draftId)
    .where("sealing_id", "=", sealingId)
    .where("position", "=", position)
    .returning("task_id")
    .executeTakeFirstOrThrow();
  return row.task_id;
}

export async function decideTask(
  tx: Tx,
  { draftId, taskId }: Pick<TaskRow, "draftId" | "taskId">,
  decision: {
    readonly state: "sealed" | "refused";
    readonly by: string;
    readonly at: Date;
    readonly sealName: string | null;
    readonly reason: string | null;
  },
): Promise<void> {
  await tx
    .updateTable("issuance.sealing_task")
    .set({
      state: decision.state,
      decided_by: decision.by,
      decided_at: decision.at,
      seal_name: decision.sealName,
      reason: decision.reason,
    })
    .where("draft_id", "=", draftId)
    .where("task_id", "=", taskId)
    .execute();
}

/** Open tasks whose day has passed and whose bodies have not been told: each is taken once, by whoever asks first. */
export async function takeOverdue(
  tx: Tx,
  now: Date,
  limit: number,
): Promise<readonly Pick<TaskRow, "draftId" | "taskId">[]> {
  const { rows } = await sql<Pick<TaskRow, "draftId" | "taskId">>`
    update issuance.sealing_task t set told_at = ${now}
    from (select draft_id, task_id from issuance.sealing_task
      where state = 'open' and told_at is null and due_at < ${now}
      order by due_at limit ${limit} for update skip locked) as due
    where t.draft_id = due.draft_id and t.task_id = due.task_id
    returning t.draft_id as "draftId", t.task_id as "taskId"`.execute(tx);
  return rows;
}

export async function findSealers(tx: Tx, draftId: string): Promise<Readonly<Record<string, string>>> {
  const row = await tx
    .selectFrom("issuance.draft")
    .select("sealers")
    .where("draft_id", "=", draftId)
    .executeTakeFirstOrThrow();
  return row.sealers as Record<string, string>;
}

export async function saveSealers(
  tx: Tx,
  draftId: string,
  sealers: Readonly<Record<string, string>>,
  at: Date,
): Promise<void> {
  await tx
    .updateTable("issuance.draft")
    .set({ sealers: JSON.stringify(sealers), updated_at: at })
    .where("draft_id", "=", draftId)
    .execute();
}

export interface OverviewRow {
  readonly draftId: string;
  readonly organId: string;
  readonly typeKey: string;
  readonly typeVersion: number;
}

/** Of drafts by id, what a body that seals them may know without opening them. */
export async function listOverviews(
  tx: Tx,
  draftIds: readonly string[],
): Promise<ReadonlyMap<string, OverviewRow>> {
  if (draftIds.length === 0) return new Map();
  const rows = await tx
    .selectFrom("issuance.draft")
    .select([
      "draft_id as draftId",
      "organ_id as organId",
      "type_key as typeKey",
      "type_version as typeVersion",
    ])
    .where("draft_id", "in", [...new Set(draftIds)])
    .execute();
  return new Map(rows.map((row) => [row.draftId, row]));
}
