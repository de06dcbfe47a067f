import { problems } from "@liangzheng/contract";
import { ProblemError } from "@liangzheng/problem";
import type { Account } from "../../platform/actor.ts";
import type { Ctx } from "../../platform/context.ts";
import type { NewVersion } from "./licence.ts";
import * as store from "./store.ts";

/**
 * The one door in: `issuance` and `collection` both end here. Writes the version, supersedes the one before, claims the
 * licence number, and tells of it in the same transaction.
 * @throws ProblemError `duplicate-licence` when another live licence of the type and unit has the number.
 */
export async function recordVersion(ctx: Ctx<Account>, version: NewVersion): Promise<void> {
  if (!(await store.claimNumber(ctx.tx, version))) {
    throw new ProblemError(problems.DuplicateLicence, "a live licence of this type has this number already", {
      faults: [{ field: "/number", rule: "unique", message: "belongs to a live licence of this type" }],
    });
  }
  if (version.version === 1) await store.insertLicence(ctx.tx, version, ctx.now);
  else await store.updateLicenceVersion(ctx.tx, version);
  await store.insertVersion(ctx.tx, version, ctx.now);
  await ctx.emit({
    room: "licences",
    kind: "licence-recorded",
    key: version.licenceKey,
    payload: {
      typeKey: version.typeKey,
      version: version.version,
      kind: version.kind,
      holders: version.holders.map((holder) => holder.partyId),
    },
  });
}
