import type { Batch, DraftSummary, SealSummary } from "@liangzheng/contract";

/** The same predicate makes the count at home and the list it opens: they cannot disagree. */
export const DRAFT_FILTERS = {
  "to-review": (draft: DraftSummary): boolean => draft.state === "submitted" && !draft.mine,
  returned: (draft: DraftSummary): boolean =>
    draft.state === "open" && draft.mine && draft.returnReason !== null,
  mine: (draft: DraftSummary): boolean => draft.mine,
  unfinished: (draft: DraftSummary): boolean =>
    draft.state === "open" && draft.mine && draft.returnReason === null,
} as const;
export type DraftFilter = keyof typeof DRAFT_FILTERS;

export const BATCH_FILTERS = {
  failed: (batch: Batch): boolean => batch.failed > 0,
  running: (batch: Batch): boolean => batch.waiting > 0 && batch.approval !== "awaited",
  awaited: (batch: Batch): boolean => batch.waiting > 0 && batch.approval === "awaited",
  "to-review": (batch: Batch): boolean => batch.waiting > 0 && batch.approval === "awaited" && !batch.mine,
} as const;
export type BatchFilter = keyof typeof BATCH_FILTERS;

const SOON_MS = 60 * 86_400_000;
export const needsAttention = (seal: SealSummary, now: number): boolean =>
  seal.state === "applied" ||
  seal.state === "approved" ||
  seal.state === "made" ||
  seal.state === "suspended" ||
  (seal.state === "active" && (!seal.usable || Date.parse(seal.validTo ?? "") - now < SOON_MS));
