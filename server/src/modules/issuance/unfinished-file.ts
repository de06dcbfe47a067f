import { fromHex } from "@liangzheng/bytes";
import type { Account } from "../../platform/actor.ts";
import type { Ctx } from "../../platform/context.ts";
import { unfinishedAbout } from "../use/index.ts";
import type { IssuanceDeps } from "./issue.ts";
import * as store from "./sealing-store.ts";

export interface Unfinished {
  readonly record: Uint8Array;
  readonly photo: Uint8Array | null;
  readonly file: Uint8Array;
}

/** Seals the parts as a version's are sealed, under a content key of their own, and puts the file with the other files. */
export async function keepUnfinished(
  deps: IssuanceDeps,
  ctx: Ctx<Account>,
  { sealingId, holderIds }: Pick<store.AttemptRow, "sealingId" | "holderIds">,
  { record, photo, file }: Unfinished,
): Promise<store.UnfinishedParts> {
  const keys = await deps.parties.dataKeys(ctx.tx, holderIds);
  const { parts, contentKeys } = deps.sealer.seal(
    { record, file, ...(photo === null ? {} : { photo }) },
    holderIds.map((id) => keys.get(id) ?? new Uint8Array(0)),
    unfinishedAbout(sealingId),
  );
  return {
    sealedRecord: parts["record"] ?? new Uint8Array(0),
    sealedPhoto: parts["photo"] ?? null,
    storedFile: fromHex(await deps.files.put(parts["file"] ?? new Uint8Array(0))),
    contentKeys,
  };
}

/**
 * What is being sealed, for the body whose task it is: opened by `use`, which asks who looks.
 * @returns undefined when the attempt is over: its keys are gone. @throws ProblemError `not-found`.
 */
export async function openUnfinished(
  { use }: IssuanceDeps,
  ctx: Ctx<Account>,
  attempt: store.AttemptRow,
  organId: string,
): Promise<Unfinished | undefined> {
  const parts = await store.findParts(ctx.tx, attempt.draftId, attempt.sealingId);
  return parts && use.openUnfinished(ctx, { ...attempt, ...parts, organId });
}
