import { problems } from "@liangzheng/contract";
import { ProblemError } from "@liangzheng/problem";
import { makeSealSignature, parseSeal } from "@liangzheng/seal";
import type { Account } from "../../platform/actor.ts";
import type { Ctx } from "../../platform/context.ts";
import type { Tx } from "../../platform/postgres/pool.ts";
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

/** What of a seal never changes: another picture, certificate or key is another seal. */
type Die = Pick<Press, "seal" | "width" | "height"> & {
  readonly signerCertificate: Uint8Array;
  readonly sign: (message: Uint8Array) => Uint8Array;
};

/** Keys stay open for the seals last used, so that a batch does not unwrap one a thousand times. */
export function createPresses({ gm, box }: SealingKeys) {
  const dies = new Map<string, Die>();
  const dieOf = async (tx: Tx, sealId: string): Promise<Die> => {
    const known = dies.get(sealId);
    if (known !== undefined) return known;
    const { seal, signerCertificate, privateKey } = await store.getDie(tx, sealId);
    const { width, height } = pictureOf(seal);
    const sign = gm.signer(box.open(privateKey, `seal/${sealId}`));
    const die = { seal, width, height, signerCertificate, sign };
    if (dies.size >= 256) dies.clear();
    dies.set(sealId, die);
    return die;
  };

  /** @throws ProblemError `seal-not-usable`: not allowed to this person, suspended, or outside its validity. */
  return async function takeSeal(ctx: Ctx<Account>, sealId: string, purpose: string): Promise<Press> {
    const row = await store.findUsable(ctx.tx, sealId, ctx.actor.accountId);
    if (row === undefined || row.organId !== ctx.actor.organId)
      throw new ProblemError(problems.SealNotUsable, "no seal of your unit has this id");
    if (!row.allowed)
      throw new ProblemError(problems.SealNotUsable, "the seal keeper has not allowed you to use this seal");
    if (row.state !== "active") throw new ProblemError(problems.SealNotUsable, `the seal is ${row.state}`);
    if (ctx.now < row.validFrom || ctx.now > row.validTo)
      throw new ProblemError(problems.SealNotUsable, "the seal is outside its validity");
    const { seal, width, height, signerCertificate, sign } = await dieOf(ctx.tx, sealId);
    return {
      sealId,
      name: row.name,
      seal,
      width,
      height,
      press: (signatureXml, propertyInfo) =>
        makeSealSignature({
          seal,
          signerCertificate,
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
