import type { Actor } from "../../platform/actor.ts";
import type { Ctx } from "../../platform/context.ts";
import type { Tx } from "../../platform/postgres/pool.ts";
import type { Organ } from "../parties/index.ts";
import { tellOfTask } from "./begin-joint-sealing.ts";
import type { IssuanceDeps } from "./issue.ts";
import { requireJoint } from "./sealers.ts";
import { findTask, listOverviews, takeOverdue } from "./sealing-store.ts";

const most = 500;

/** Tells both sides, once, of every task whose day has passed. @returns how many there were. */
export async function tellOverdue(ctx: Ctx<Actor>): Promise<number> {
  const overdue = await takeOverdue(ctx.tx, ctx.now, most);
  for (const task of overdue) await tellOfTask(ctx, task, "overdue");
  return overdue.length;
}

/** What a message about a task says, and between whom. */
export interface ToldTask {
  readonly typeName: string;
  readonly typeNameEn: string;
  readonly role: string;
  readonly roleEn: string;
  readonly issuer: Organ;
  readonly sealer: Organ;
}

export async function tellTask(
  { catalogue, parties }: Pick<IssuanceDeps, "catalogue" | "parties">,
  tx: Tx,
  taskId: string,
): Promise<ToldTask | undefined> {
  const task = await findTask(tx, taskId);
  const draft = task && (await listOverviews(tx, [task.draftId])).get(task.draftId);
  if (task === undefined || draft === undefined) return undefined;
  const organs = await parties.organs(tx, [draft.organId, task.organId]);
  const [issuer, sealer] = [organs.get(draft.organId), organs.get(task.organId)];
  const { definition } = await catalogue.getVersion(tx, draft.typeKey, draft.typeVersion);
  const party = requireJoint(definition.jointSealing).parties[task.position];
  if (issuer === undefined || sealer === undefined || party === undefined) return undefined;
  const { name: typeName, nameEn: typeNameEn } = definition;
  return { typeName, typeNameEn, role: party.role, roleEn: party.roleEn, issuer, sealer };
}
