import { makeEndCertificate, makeName } from "@liangzheng/pki";
import { makeSeal as encodeSeal, encodeSealInfo } from "@liangzheng/seal";
import type { Account, Actor } from "../../platform/actor.ts";
import type { Ctx } from "../../platform/context.ts";
import { signedBy } from "../../platform/key-store/signed-by.ts";
import type { Parties } from "../parties/index.ts";
import type { Ground } from "./act-store.ts";
import { aboutKey, listedAt, openAuthority, positive, type SealingKeys } from "./authorities.ts";
import { closeDie } from "./die.ts";
import { type ActDeps, enterMove, type Move, requireMove } from "./enter-act.ts";
import { isNameSeal, kindFacts } from "./seal-life.ts";
import * as store from "./store.ts";

/** The impression of a seal: what is printed and what is shown on screens. */
export interface Impression {
  readonly png: Uint8Array;
  readonly svg: string;
  /** Millimetres. */
  readonly width: number;
  readonly height: number;
}

/** What a picture shows; `name` is an organisation's, or a person's where the shape is square. */
export interface Drawing {
  readonly shape: "round" | "oval" | "square";
  readonly name: string;
  readonly caption: string;
  readonly number: string;
}

export interface MakingDeps extends SealingKeys {
  readonly parties: Pick<Parties, "organs" | "readParties" | "registerParty">;
  readonly draw: (drawing: Drawing) => Impression;
  /** Characters that no seal can show. */
  readonly undrawable: (name: string) => readonly string[];
}

const yearMs = 365 * 24 * 3_600_000;

/** Makes an approved seal of the caller's unit. @throws ProblemError as `requireMove`. */
export async function makeSeal(
  deps: MakingDeps & ActDeps,
  ctx: Ctx<Account>,
  sealId: string,
  ground: Ground,
): Promise<void> {
  await enterMaking(deps, ctx, await requireMove(ctx, sealId, "make"), ground);
}

export async function enterMaking(
  deps: MakingDeps & ActDeps,
  ctx: Ctx<Account>,
  move: Move,
  ground: Ground,
): Promise<void> {
  await store.saveMaking(ctx.tx, await makeDie(deps, ctx, move.seal));
  await enterMove(deps, ctx, move, ground);
}

/** Key, certificate, picture, and the seal itself (GB/T 38540, SES v4). */
export async function makeDie(
  deps: MakingDeps,
  ctx: Ctx<Actor>,
  seal: Pick<store.SealRow, "sealId" | "organId" | "kind" | "ownerId" | "bearerId" | "number">,
): Promise<store.Making> {
  const { gm, box, keys } = deps;
  const { sealId, kind, number } = seal;
  const { owner, bearer } = await namesOn(deps, ctx, seal);
  const { shape, caption } = kindFacts(kind);
  const name = `${bearer ?? owner.name}${caption}`;
  const issuer = await openAuthority(deps, ctx.tx, "issuer");
  const maker = await openAuthority(deps, ctx.tx, "maker");
  const key = await keys.make(ctx.tx, aboutKey(sealId));
  const notBefore = new Date(ctx.now.getTime() - 3_600_000);
  const notAfter = new Date(notBefore.getTime() + 5 * yearMs);
  const content = {
    serial: positive(ctx.random(16)),
    subject: makeName([
      ["countryName", "CN"],
      ["organizationName", owner.name],
      ...(owner.code === null ? [] : [["organizationalUnitName", owner.code] as const]),
      ["commonName", name],
    ]),
    publicKey: key.publicKey,
    notBefore,
    notAfter,
    ...listedAt(deps, "issuer"),
    keyUsage: ["digital-signature", "non-repudiation"] as const,
  };
  const signerCertificate = await signedBy(issuer.sign, (sign) =>
    makeEndCertificate(content, issuer.certificate, { sign, digest: (bytes) => gm.sm3(bytes) }),
  );
  const impression = deps.draw({ shape, name: bearer ?? owner.name, caption, number });
  const info = encodeSealInfo({
    vid: "liangzheng",
    esId: number,
    type: isNameSeal(kind) ? 2 : 1,
    name,
    list: { kind: "certificates", certificates: [signerCertificate] },
    createDate: ctx.now,
    validStart: notBefore,
    validEnd: notAfter,
    picture: { type: "PNG", data: impression.png, width: impression.width, height: impression.height },
  });
  const die = {
    signerCertificate,
    seal: await signedBy(maker.sign, (sign) => encodeSeal({ info, makerCertificate: maker.der, sign })),
    pictureSvg: impression.svg,
  };
  return {
    sealId,
    ...key.kept,
    validFrom: notBefore,
    validTo: notAfter,
    ...(isNameSeal(kind)
      ? { signerCertificate: null, seal: null, pictureSvg: null, closedDie: closeDie(box, sealId, die) }
      : { ...die, closedDie: null }),
  };
}

/** The owner as certificates name it, and the person whose name the seal shows. A person's number stands in none. */
async function namesOn(
  { parties }: MakingDeps,
  ctx: Ctx<Actor>,
  { organId, ownerId, bearerId }: Pick<store.SealRow, "organId" | "ownerId" | "bearerId">,
): Promise<{ owner: { name: string; code: string | null }; bearer: string | null }> {
  const people = await parties.readParties(
    ctx.tx,
    [ownerId, bearerId].filter((id) => id !== null),
  );
  const bearer = bearerId === null ? null : (people.get(bearerId)?.name ?? "");
  if (ownerId === null) {
    const organ = (await parties.organs(ctx.tx, [organId])).get(organId);
    if (organ === undefined) throw new Error("a seal of a unit that is not registered");
    return { owner: organ, bearer };
  }
  const owner = people.get(ownerId);
  if (owner === undefined) throw new Error("a seal of an owner that is not registered");
  return { owner: { name: owner.name, code: owner.kind === "person" ? null : owner.code.reveal() }, bearer };
}
