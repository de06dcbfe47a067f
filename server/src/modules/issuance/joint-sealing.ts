import type { JointSealing, jointSealingStates, sealingTaskStates } from "@liangzheng/contract";

/** 联合盖章: what becomes of the tasks of one attempt. Pure: who may decide and what is written stands elsewhere. */
export type TaskState = (typeof sealingTaskStates)[number];
/** Overdue is computed. */
export type StoredTaskState = Exclude<TaskState, "overdue">;
export type AttemptState = (typeof jointSealingStates)[number];

export interface Task {
  readonly position: number;
  readonly state: StoredTaskState;
}

/** Positions that are open from the beginning: the first, or all. */
export const opensFirst = (order: JointSealing["order"], position: number): boolean =>
  order === "side-by-side" || position === 0;

/** What follows a seal: the task whose turn it is now, or the end. */
export function afterSeal(
  tasks: readonly Task[],
  sealed: number,
): { readonly opens: number | null; readonly isLast: boolean } {
  const left = tasks.filter(({ position, state }) => position !== sealed && state !== "sealed");
  const next = left.filter(({ state }) => state === "waiting").map(({ position }) => position);
  const somebodyIsAtIt = left.some(({ state }) => state === "open");
  return {
    opens: somebodyIsAtIt || next.length === 0 ? null : Math.min(...next),
    isLast: left.length === 0,
  };
}

const day = 24 * 3_600_000;

/** The end of a term that begins now: counted in days of 24 hours, to the hour when it began. */
export const dueFrom = (now: Date, { deadlineDays }: Pick<JointSealing, "deadlineDays">): Date =>
  new Date(now.getTime() + deadlineDays * day);

/** Overdue is never stored: it is what an open task is after its day. */
export const taskStateAt = (
  { state, dueAt }: { readonly state: StoredTaskState; readonly dueAt: Date | null },
  now: Date,
): TaskState => (state === "open" && dueAt !== null && now > dueAt ? "overdue" : state);

/**
 * The divisions that a body's line runs through: its own with all below it, and those above it (GB/T 2260: province,
 * city, county by pairs of digits).
 */
export function isInLine(one: string, other: string): boolean {
  const [a, b] = [stem(one), stem(other)];
  return a.startsWith(b) || b.startsWith(a);
}
const stem = (division: string): string => division.slice(0, 6).replace(/(?:00)+$/, "");
