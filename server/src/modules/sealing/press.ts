import { problems } from "@liangzheng/contract";
import { ProblemError } from "@liangzheng/problem";
import { makeSealSignature, parseSeal } from "@liangzheng/seal";
import type { Account } from "../../platform/actor.ts";
import type { Ctx } from "../../platform/context.ts";
import type { SealingKeys } from "./authorities.ts";
import * as store from "./store.ts";

/** A seal in the hand of somebody who may use it. Nobody sees its key. */
export interface Press {
  readonly sealId: string;
  readonly name: string;
  /** DER of the SESeal, to be put into the file before it is hashed. */
  readonly seal: Uint8Array;
  /** Millimetres. */
  readonly width: number;
  readonly height: number;
  /** Signs what is to be sealed and answers SignedValue.dat (GB/T 38540 7.2). */
  press(signatureXml: Uint8Array, propertyInfo: string): Uint8Array;
  /** Writes down the use, in the caller's transaction, as often as the press was used. */
  log(subject: string, signatureXml: Uint8Array): Promise<void>;
}

/** Seals made here are of GB/T 38540; one that is not was put into the register by other hands. */
function pictureOf(der: Uint8Array): { readonly width: number; readonly height: number } {
  const seal = parseSeal(der);
  if (seal.standard !== "GB/T 38540-2020") throw new Error(`the register holds a seal of ${seal.standard}`);
  return seal.picture;
}

/** Keys stay open for the seals last used, so that a batch does not unwrap one a thousand times. */
export function createPresses({ gm, box }: SealingKeys) {
  const signers = new Map<string, (message: Uint8Array) => Uint8Array>();
  const signerOf = (row: store.SealRow): ((message: Uint8Array) => Uint8Array) => {
    const known = signers.get(row.sealId);
    if (known !== undefined) return known;
    const signer = gm.signer(box.open(row.privateKey, `seal/${row.sealId}`));
    if (signers.size >= 256) signers.clear();
    signers.set(row.sealId, signer);
    return signer;
  };

  /** @throws ProblemError `seal-not-usable`: not allowed to this person, suspended, or outside its validity. */
  return async function takeSeal(ctx: Ctx<Account>, sealId: string, purpose: string): Promise<Press> {
    const row = await store.findSeal(ctx.tx, sealId);
    if (row === undefined || row.organId !== ctx.actor.organId)
      throw new ProblemError(problems.SealNotUsable, "no seal of your unit has this id");
    if (!(await store.isAllowed(ctx.tx, sealId, ctx.actor.accountId))) {
      throw new ProblemError(problems.SealNotUsable, "the seal keeper has not allowed you to use this seal");
    }
    if (row.state !== "active") throw new ProblemError(problems.SealNotUsable, "the seal is suspended");
    if (ctx.now < row.validFrom || ctx.now > row.validTo)
      throw new ProblemError(problems.SealNotUsable, "the seal is outside its validity");
    const sign = signerOf(row);
    const { width, height } = pictureOf(row.seal);
    return {
      sealId,
      name: row.name,
      seal: row.seal,
      width,
      height,
      press: (signatureXml, propertyInfo) =>
        makeSealSignature({
          seal: row.seal,
          signerCertificate: row.signerCertificate,
          time: ctx.now,
          dataHash: gm.sm3(signatureXml),
          propertyInfo,
          sign,
        }),
      log: (subject, signatureXml) =>
        store.insertUse(ctx.tx, {
          sealId,
          useId: ctx.id(),
          at: ctx.now,
          accountId: ctx.actor.accountId,
          purpose,
          subject,
          digest: gm.sm3(signatureXml),
        }),
    };
  };
}
