import { dateInShanghai } from "@liangzheng/ident";
import type { Services } from "../../src/main/services.ts";
import { readAuthorised } from "../../src/modules/use/index.ts";
import type { Tx } from "../../src/platform/postgres/pool.ts";
import type { PlannedUse, PlannedUseItem } from "../province/authorised-uses.ts";
import { accountContext, type Ground } from "./foundations.ts";

/** A line that a unit proposed, and the bureau published, before anybody asked under it. */
export async function recordUseItem(
  services: Services,
  tx: Tx,
  ground: Ground,
  { organCode, published, ...wanted }: PlannedUseItem,
): Promise<void> {
  const clerk = accountContext(services, tx, ground.desk(organCode, "clerk"), published ? 30 : 2);
  const itemId = await services.consent.proposeItem(clerk, wanted);
  if (!published) return;
  const manager = accountContext(services, tx, ground.actor("demo-console-bureau-publisher"), 28);
  await services.consent.decideItem(manager, itemId, { decision: "publish", reason: "依据与事项目录一致" });
}

/** A request as far as it has come, each act on its day. */
export async function recordAuthorisedUse(
  services: Services,
  tx: Tx,
  ground: Ground,
  { organCode, holder: subject, askedDaysAgo, forDays, then, ...wanted }: PlannedUse,
): Promise<void> {
  const { consent } = services;
  const clerk = (daysAgo: number) => accountContext(services, tx, ground.desk(organCode, "clerk"), daysAgo);
  const asking = clerk(askedDaysAgo);
  const until =
    forDays === null ? null : dateInShanghai(new Date(asking.now.getTime() + forDays * 24 * 3_600_000));
  const requestId = await consent.askForUse(asking, { ...wanted, until });
  for (const [at, act] of then.entries()) {
    const daysAgo = askedDaysAgo - at - 1;
    const holder = accountContext(services, tx, ground.actor(subject), daysAgo);
    switch (act) {
      case "agree": {
        const licenceKey = await licenceOf(services, tx, holder.actor.partyId, wanted.typeKey);
        await consent.answerRequest(holder, requestId, { licenceKey, fields: wanted.fields, until });
        break;
      }
      case "refuse":
        await consent.answerRequest(holder, requestId, null);
        break;
      case "read": {
        const { code } = await consent.takeCode(clerk(daysAgo), requestId);
        const reading = await readAuthorised(services.authorisedDeps, clerk(daysAgo), code, code);
        if (reading instanceof Error) throw reading;
        break;
      }
      case "withdraw":
        await consent.withdrawUse(holder, requestId);
        break;
    }
  }
}

async function licenceOf({ licences }: Services, tx: Tx, partyId: string, typeKey: string): Promise<string> {
  const own = await licences.list(tx, await licences.listKeysOfHolder(tx, partyId));
  const found = own.find((licence) => licence.typeKey === typeKey);
  if (found === undefined) throw new Error(`a holder of the plan has no ${typeKey}`);
  return found.licenceKey;
}
