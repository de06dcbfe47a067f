import type { TypeDefinition } from "@liangzheng/contract";
import { dateInShanghai } from "@liangzheng/ident";
import type { Services } from "../src/main/services.ts";
import { type ProvincePlan, planProvince } from "./province.ts";
import { layFoundations, openSignIn } from "./run/foundations.ts";
import { recordAuthorisedUse, recordUseItem } from "./run/record-authorised-use.ts";
import { recordJointSealing } from "./run/record-joint-sealing.ts";
import { recordLicence } from "./run/record-licence.ts";
import { readLicenceTypes } from "./types.ts";

export interface SeedOptions {
  readonly types: ReadonlyMap<string, TypeDefinition>;
  /** A line for whoever watches. */
  readonly tell: (line: string) => void;
}

/** The name from which everything fictitious is drawn: another name, another province. */
const provinceSeed = "演示省";

/** What a demonstration that starts on nothing fills itself with. */
export const seedWhenEmpty =
  (tell: (line: string) => void) =>
  async (services: Services): Promise<void> => {
    // Asked before anything is planned: drawing four hundred faces takes seconds, and a start should not.
    if (await services.db.transaction().execute((tx) => services.access.hasDemoPeople(tx))) return;
    const types = readLicenceTypes();
    const plan = planProvince({ seed: provinceSeed, today: dateInShanghai(services.now()), types });
    await seedProvince(services, plan, { types, tell });
  };

/** Licences under way at once: while one waits for the database or the disk, another is written and sealed. */
const together = 8;

/**
 * Carries a plan out through the rooms' own use cases: every licence is drafted, approved where its type wants it,
 * sealed and recorded as one made by hand. Does nothing where it has been done. One transaction: a start that is killed
 * in the middle leaves nothing, and the next one begins anew.
 */
export async function seedProvince(
  services: Services,
  plan: ProvincePlan,
  { types, tell }: SeedOptions,
): Promise<void> {
  await services.db.transaction().execute(async (tx) => {
    if (await services.access.hasDemoPeople(tx)) return;
    tell("demonstration province: bodies, people, seals");
    const ground = await layFoundations(services, tx, plan, types);
    // First, because it is the older: what several bodies seal takes days.
    for (const sealing of plan.jointSealings) await recordJointSealing(services, tx, ground, sealing);
    let done = 0;
    await eachOf(plan.licences, together, async (licence) => {
      await recordLicence(services, tx, ground, licence);
      done++;
      if (done % 300 === 0 || done === plan.licences.length)
        tell(`demonstration province: ${done} of ${plan.licences.length} licences`);
    });
    for (const item of plan.useItems) await recordUseItem(services, tx, ground, item);
    for (const asked of plan.authorisedUses) await recordAuthorisedUse(services, tx, ground, asked);
    await openSignIn(services, tx, plan, ground);
  });
  for (const wake of services.wakers) wake();
}

/**
 * Works through a list in its order, `width` at a time. After a fault nothing more is begun, and it is told only when
 * all that was under way has ended: no work goes on behind a transaction that is rolled back.
 */
async function eachOf<T>(list: readonly T[], width: number, work: (one: T) => Promise<void>): Promise<void> {
  let next = 0;
  const faults: unknown[] = [];
  const run = async (): Promise<void> => {
    while (faults.length === 0 && next < list.length) {
      const one = list[next++] as T;
      await work(one).catch((error: unknown) => faults.push(error));
    }
  };
  await Promise.all(Array.from({ length: width }, run));
  if (faults.length > 0) throw faults[0];
}
