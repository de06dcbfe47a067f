import type { Services } from "../../src/main/services.ts";
import type { Tx } from "../../src/platform/postgres/pool.ts";
import type { PlannedLicence } from "../province/planned-licence.ts";
import { accountContext, type Ground } from "./foundations.ts";

/** One licence with its later versions, acts and records, in the caller's transaction. */
export async function recordLicence(
  services: Services,
  tx: Tx,
  ground: Ground,
  licence: PlannedLicence,
): Promise<void> {
  const { issuance } = services;
  const { typeKey, organCode, origin, content } = licence;
  if (origin === "relayed") {
    const relay = accountContext(services, tx, ground.actor("demo-console-bureau-proposer"));
    await issuance.recordRelayed(relay, typeKey, ground.organId(organCode), content);
    return;
  }
  const clerk = accountContext(services, tx, ground.desk(organCode, "clerk"));
  const reviewer = accountContext(services, tx, ground.desk(organCode, "reviewer"));
  const issue = async (draftId: string): Promise<string> => {
    const licenceKey =
      (await issuance.submitDraft(clerk, draftId)) ?? (await issuance.approveDraft(reviewer, draftId));
    if (licenceKey === null) throw new Error(`${typeKey} wants the seals of other bodies`);
    return licenceKey;
  };

  let licenceKey = await issue(await issuance.createDraft(clerk, typeKey, content));
  for (const version of licence.laterVersions) {
    const draftId = await issuance.startVersion(clerk, licenceKey, version.kind, version.reason);
    await issuance.saveDraft(clerk, draftId, version.content);
    licenceKey = await issue(draftId);
  }
  for (const act of licence.acts) await issuance.recordAct(clerk, licenceKey, act);
  for (const flag of licence.flags) await issuance.recordFlag(clerk, licenceKey, { ...flag, set: true });
}
