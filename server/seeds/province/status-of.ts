import type { LicenceStatus, StatusAct } from "@liangzheng/contract";
import type { PlannedLicence } from "./planned-licence.ts";

const after: Readonly<Record<StatusAct, LicenceStatus>> = {
  suspend: "suspended",
  resume: "valid",
  withdraw: "withdrawn",
  rescind: "rescinded",
  revoke: "revoked",
  cancel: "cancelled",
  void: "void",
};

/** What a planned licence will be on the day of the plan, reckoned apart from the room that will say it. */
export function statusOf(
  { content, acts, laterVersions }: Pick<PlannedLicence, "content" | "acts" | "laterVersions">,
  today: string,
): LicenceStatus {
  const { validFrom, validTo } = laterVersions.at(-1)?.content ?? content;
  const last = acts.at(-1);
  const stored = last === undefined ? "valid" : after[last.act];
  if (stored !== "valid" && stored !== "suspended") return stored;
  if (validTo !== null && today > validTo) return "expired";
  return stored === "valid" && validFrom !== null && today < validFrom ? "pending" : stored;
}
