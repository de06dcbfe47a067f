import type { LicenceStatus, StatusAct } from "@liangzheng/contract";
import { dateInShanghai } from "@liangzheng/ident";

/** What can be stored. `pending` and `expired` follow from dates and are computed when asked (hard rule 2). */
export type StoredStatus = Exclude<LicenceStatus, "pending" | "expired">;

/** Which act leads where. An act that is not in the row of the present status is refused. */
const acts: Readonly<Record<StoredStatus, Partial<Readonly<Record<StatusAct, StoredStatus>>>>> = {
  valid: {
    suspend: "suspended",
    withdraw: "withdrawn",
    rescind: "rescinded",
    revoke: "revoked",
    cancel: "cancelled",
    void: "void",
  },
  suspended: {
    resume: "valid",
    withdraw: "withdrawn",
    rescind: "rescinded",
    revoke: "revoked",
    cancel: "cancelled",
    void: "void",
  },
  withdrawn: { cancel: "cancelled" },
  rescinded: { cancel: "cancelled" },
  revoked: { cancel: "cancelled" },
  cancelled: {},
  void: {},
};

/** The status an act leads to, or `undefined` when it does not fit the present one. */
export const statusAfter = (from: StoredStatus, act: StatusAct): StoredStatus | undefined => acts[from][act];

export const actsOpen = (from: StoredStatus): readonly StatusAct[] => Object.keys(acts[from]) as StatusAct[];

/** The dates and acts from which a status follows. Days are Asia/Shanghai; an end day counts to its last instant. */
export interface StatusFacts {
  /** Since `statusFrom`. */
  readonly storedStatus: StoredStatus;
  readonly statusReason: string | null;
  /** Until then. */
  readonly previousStatus: StoredStatus;
  readonly previousReason: string | null;
  /** The day the last act takes effect, `YYYY-MM-DD`. */
  readonly statusFrom: string;
  readonly validFrom: string | null;
  readonly validTo: string | null;
}

/** Where acts have led by a day: one recorded for a later day has changed nothing yet. */
const acted = (facts: StatusFacts, today: string): StoredStatus =>
  today >= facts.statusFrom ? facts.storedStatus : facts.previousStatus;

/**
 * The status at an instant. A licence that is lawfully stopped stays so whatever its dates say; only a licence that
 * would be valid can be not yet begun or run out. Suspended and run out reads as expired: the suspension ended nothing.
 */
export function statusAt(facts: StatusFacts, asOf: Date): LicenceStatus {
  const today = dateInShanghai(asOf);
  const status = acted(facts, today);
  if (status !== "valid" && status !== "suspended") return status;
  if (facts.validTo !== null && today > facts.validTo) return "expired";
  if (status === "valid" && facts.validFrom !== null && today < facts.validFrom) return "pending";
  return status;
}

/** Why it stands as it does: the reason of the act in force, not of one to come. */
export const statusReasonAt = (facts: StatusFacts, asOf: Date): string | null =>
  dateInShanghai(asOf) >= facts.statusFrom ? facts.statusReason : facts.previousReason;

/** Whether an act is recorded that takes effect on a later day. Until then nothing else is decided on the licence. */
export const awaitsAct = (facts: StatusFacts, asOf: Date): boolean =>
  facts.storedStatus !== facts.previousStatus && dateInShanghai(asOf) < facts.statusFrom;

/** A change, renewal or replacement: of what no act has stopped, now or for a day to come. It may have run out. */
export const takesVersion = (facts: StatusFacts, asOf: Date): boolean =>
  facts.storedStatus === "valid" && !awaitsAct(facts, asOf);

/** Verification answers, GB/T 36906 practice: 0 valid, 1 not activated, 2 suspended, 3 lapsed. */
export function answerOf(status: LicenceStatus): 0 | 1 | 2 | 3 {
  switch (status) {
    case "valid":
      return 0;
    case "pending":
      return 1;
    case "suspended":
      return 2;
    case "expired":
    case "withdrawn":
    case "rescinded":
    case "revoked":
    case "cancelled":
    case "void":
      return 3;
  }
}
