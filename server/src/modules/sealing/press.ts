import { problems } from "@liangzheng/contract";
import { ProblemError } from "@liangzheng/problem";
import { parseSeal, signWithSeal } from "@liangzheng/seal";
import type { Account } from "../../platform/actor.ts";
import type { Ctx } from "../../platform/context.ts";
import type { Sign } from "../../platform/key-store/key-store.ts";
import { signedBy } from "../../platform/key-store/signed-by.ts";
import type { Tx } from "../../platform/postgres/pool.ts";
import { aboutKey, type SealingKeys } from "./authorities.ts";
import { openDie } from "./die.ts";
import { isInTerm } from "./seal-life.ts";
import * as store from "./store.ts";
import type { TimeStamps } from "./time-stamps.ts";

/** A seal in the hand of somebody who may use it. Nobody sees its key. */
export interface Press {
  readonly sealId: string;
  readonly name: string;
  /** Millimetres. */
  readonly width: number;
  readonly height: number;
  /**
   * Signs what is to be sealed and answers SignedValue.dat (GB/T 38540 7.2) with its time stamp.
   * @throws ProblemError `time-stamp-unavailable`.
   */
  press(signatureXml: Uint8Array, propertyInfo: string): Promise<Uint8Array>;
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
type Stamp = Pick<Press, "width" | "height"> & {
  /** DER of the SESeal. */
  readonly seal: Uint8Array;
  readonly signerCertificate: Uint8Array;
  readonly sign: Sign;
};

export interface Presses {
  /** @throws ProblemError `seal-not-usable`: not allowed to this person, not active, or outside its validity. */
  takeSeal(ctx: Ctx<Account>, sealId: string, purpose: string): Promise<Press>;
  /** Seals the digest of a document once and logs it. @throws ProblemError as `takeSeal`. */
  sealDigest(ctx: Ctx<Account>, sealId: string, subject: string, digest: Uint8Array): Promise<Uint8Array>;
}

/** Keys stay open for the seals last used, so that a batch does not unwrap one a thousand times. */
export function createPresses(
  { gm, keys, box }: SealingKeys,
  timeStamps: Pick<TimeStamps, "stamp">,
): Presses {
  const stamps = new Map<string, Stamp>();
  const stampOf = async (tx: Tx, sealId: string): Promise<Stamp> => {
    const known = stamps.get(sealId);
    if (known !== undefined) return known;
    const row = await store.getKey(tx, sealId);
    const die = openDie(box, row);
    if (die === null) throw new Error("a seal in use that was not made");
    const { seal, signerCertificate } = die;
    const { width, height } = pictureOf(seal);
    const sign = keys.open(row, aboutKey(sealId));
    const stamp = { seal, width, height, signerCertificate, sign };
    if (stamps.size >= 256) stamps.clear();
    stamps.set(sealId, stamp);
    return stamp;
  };

  /** The seal, or what has taken its place: what is issued under a seal goes on under its successor. */
  async function requireUsable(
    ctx: Ctx<Account>,
    wanted: string,
    follow: boolean,
  ): Promise<store.UsableRow & { readonly sealId: string }> {
    let sealId = wanted;
    let row = await store.findUsable(ctx.tx, sealId, ctx.actor.accountId);
    while (follow && (row?.state === "replaced" || row?.state === "destroyed")) {
      const successor = await store.findSuccessor(ctx.tx, sealId);
      if (successor === null) break;
      sealId = successor;
      row = await store.findUsable(ctx.tx, sealId, ctx.actor.accountId);
    }
    // The seal of an enterprise or a person is kept at a unit's desk, and never used by it.
    if (row === undefined || row.organId !== ctx.actor.organId || row.ownerKind !== "department")
      throw new ProblemError(problems.SealNotUsable, "no seal of your unit has this id");
    if (!row.allowed)
      throw new ProblemError(problems.SealNotUsable, "the seal keeper has not allowed you to use this seal");
    if (row.state !== "active") {
      // What is out of use for good is not kept open.
      if (row.state !== "suspended") stamps.delete(sealId);
      throw new ProblemError(problems.SealNotUsable, `the seal is ${row.state}`);
    }
    if (!isInTerm(row, ctx.now))
      throw new ProblemError(problems.SealNotUsable, "the seal is outside its validity");
    return { ...row, sealId };
  }

  const signWith = async (
    ctx: Ctx<Account>,
    stamp: Stamp,
    dataHash: Uint8Array,
    propertyInfo: string,
  ): Promise<Uint8Array> => {
    const { seal, signerCertificate } = stamp;
    const signature = await signedBy(stamp.sign, (sign) =>
      signWithSeal({ seal, signerCertificate, time: ctx.now, dataHash, propertyInfo, sign }),
    );
    return signature.finish(await timeStamps.stamp(ctx, signature.value));
  };
  const log = (ctx: Ctx<Account>, sealId: string, purpose: string, subject: string, digest: Uint8Array) =>
    store.insertUse(ctx.tx, {
      sealId,
      useId: ctx.id(),
      at: ctx.now,
      accountId: ctx.actor.accountId,
      purpose,
      subject,
      digest,
    });

  return {
    async takeSeal(ctx, wanted, purpose) {
      const { sealId, name } = await requireUsable(ctx, wanted, true);
      const stamp = await stampOf(ctx.tx, sealId);
      const { width, height } = stamp;
      return {
        sealId,
        name,
        width,
        height,
        press: (signatureXml, propertyInfo) => signWith(ctx, stamp, gm.sm3(signatureXml), propertyInfo),
        log: (subject, signatureXml) => log(ctx, sealId, purpose, subject, gm.sm3(signatureXml)),
      };
    },
    async sealDigest(ctx, sealId, subject, digest) {
      // Granted for this seal, and for no other.
      await requireUsable(ctx, sealId, false);
      const signedValue = await signWith(ctx, await stampOf(ctx.tx, sealId), digest, subject);
      await log(ctx, sealId, "document", subject, digest);
      return signedValue;
    },
  };
}
