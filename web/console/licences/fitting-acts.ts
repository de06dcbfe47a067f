import type { LicenceStatus, StatusAct } from "@liangzheng/contract";

/** The acts that fit a status. What the server refuses counts; this only spares the clerk a refusal. */
const FITTING: Readonly<Record<LicenceStatus, readonly StatusAct[]>> = {
  pending: ["suspend", "withdraw", "rescind", "revoke", "cancel", "void"],
  valid: ["suspend", "withdraw", "rescind", "revoke", "cancel", "void"],
  suspended: ["resume", "withdraw", "rescind", "revoke", "cancel", "void"],
  expired: ["cancel", "void"],
  withdrawn: ["cancel"],
  rescinded: ["cancel"],
  revoked: ["cancel"],
  cancelled: [],
  void: [],
};

export const fittingActs = (status: LicenceStatus): readonly StatusAct[] => FITTING[status];

/** Nothing leads back from any other act. */
export const isReversible = (act: StatusAct): boolean => act === "suspend" || act === "resume";
