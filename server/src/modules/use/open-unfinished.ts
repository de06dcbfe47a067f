import { problems } from "@liangzheng/contract";
import { ProblemError } from "@liangzheng/problem";
import type { Account } from "../../platform/actor.ts";
import type { Ctx } from "../../platform/context.ts";
import type { UseDeps } from "./open-licences.ts";

/** A version under some of its seals: no licence yet, and so in the custody of those who make it. */
export interface SealedUnfinished {
  readonly sealingId: string;
  readonly holderIds: readonly string[];
  readonly sealedRecord: Uint8Array;
  readonly sealedPhoto: Uint8Array | null;
  /** SM3 of the ciphertext: its name among the files. */
  readonly storedFile: Uint8Array;
  readonly contentKeys: Uint8Array;
  /** The body whose turn it is to seal it. */
  readonly organId: string;
}

/** Ties the sealed parts to their attempt: those of another do not open. */
export const unfinishedAbout = (sealingId: string): string => `joint-sealing/${sealingId}`;

/**
 * Opens it as a draft is opened: for the body whose task it is, without a receipt, since there is no licence whose holder
 * could be told of one. Whoever shows it writes the look into the audit log.
 * @throws ProblemError `not-found` for any other body.
 */
export async function openUnfinished(
  { files, opener, parties }: UseDeps,
  ctx: Ctx<Account>,
  sealed: SealedUnfinished,
): Promise<{ readonly record: Uint8Array; readonly photo: Uint8Array | null; readonly file: Uint8Array }> {
  if (ctx.actor.organId !== sealed.organId)
    throw new ProblemError(problems.NotFound, "nothing of your unit's has this id");
  const known = await parties.dataKeys(ctx.tx, sealed.holderIds);
  const keys = sealed.holderIds.map((id) => known.get(id) ?? new Uint8Array(0));
  const open = (part: string, bytes: Uint8Array): Uint8Array =>
    opener.open(part, bytes, sealed.contentKeys, keys, unfinishedAbout(sealed.sealingId));
  const stored = await files.get(Buffer.from(sealed.storedFile).toString("hex"));
  return {
    record: open("record", sealed.sealedRecord),
    photo: sealed.sealedPhoto === null ? null : open("photo", sealed.sealedPhoto),
    file: open("file", stored),
  };
}
