import { problems } from "@liangzheng/contract";
import { dateInShanghai } from "@liangzheng/ident";
import { ProblemError } from "@liangzheng/problem";
import type { Account } from "../../platform/actor.ts";
import type { Ctx } from "../../platform/context.ts";
import type { NewVersion } from "./licence.ts";
import { releaseOtherNumbers } from "./number-store.ts";
import { insertVersion } from "./record-store.ts";
import { supersede } from "./version-store.ts";

/**
 * The one door in: `issuance` and `collection` both end here. Writes the version, supersedes the one before, claims the
 * licence number, and tells of it in the same transaction.
 * @throws ProblemError `duplicate-licence` when another live licence of the type and unit has the number.
 */
export async function recordVersion(ctx: Ctx<Account>, version: NewVersion): Promise<void> {
  const { tx, now } = ctx;
  if (version.version > 1) {
    await supersede(tx, version.licenceKey);
    await releaseOtherNumbers(tx, version);
  }
  if (!(await insertVersion(tx, version, dateInShanghai(now), now))) {
    throw new ProblemError(problems.DuplicateLicence, "a live licence of this type has this number already", {
      faults: [{ field: "/number", rule: "unique", message: "belongs to a live licence of this type" }],
    });
  }
}
