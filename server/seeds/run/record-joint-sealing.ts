import type { Services } from "../../src/main/services.ts";
import type { Tx } from "../../src/platform/postgres/pool.ts";
import type { PlannedJointSealing, SealingStep } from "../province/road-works.ts";
import { accountContext, type Ground } from "./foundations.ts";

/** A draft that several bodies seal, as far as they have come, each act on its day. */
export async function recordJointSealing(
  services: Services,
  tx: Tx,
  ground: Ground,
  { typeKey, organCode, content, sealers, begunDaysAgo, steps }: PlannedJointSealing,
): Promise<void> {
  const { issuance } = services;
  const clerk = accountContext(services, tx, ground.desk(organCode, "clerk"), begunDaysAgo);
  const reviewer = accountContext(services, tx, ground.desk(organCode, "reviewer"), begunDaysAgo);
  const draftId = await issuance.createDraft(clerk, typeKey, content);
  await issuance.chooseSealers(clerk, draftId, sealers);
  await issuance.submitDraft(clerk, draftId);
  await issuance.approveDraft(reviewer, draftId);
  for (const step of steps) await take(services, tx, ground, draftId, step);
}

async function take(
  services: Services,
  tx: Tx,
  ground: Ground,
  draftId: string,
  step: SealingStep,
): Promise<void> {
  const { issuance, sealing } = services;
  const ctx = accountContext(services, tx, ground.desk(step.organCode, "reviewer"), step.daysAgo);
  if (step.does === "withdraw") return issuance.withdrawSealing(ctx, draftId, step.reason);
  const taskId = await issuance.findSealingTask(ctx, draftId);
  if (taskId === undefined) throw new Error(`nothing of ${draftId} is to be sealed by ${step.organCode}`);
  if (step.does === "refuse") return issuance.refuseTask(ctx, taskId, step.reason);
  const [sealId] = (await sealing.namesOf(tx, ground.organId(step.organCode))).keys();
  if (sealId === undefined) throw new Error(`${step.organCode} has no seal`);
  return issuance.sealTask(ctx, taskId, sealId);
}
