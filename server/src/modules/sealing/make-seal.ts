import { generatePrivateKey } from "@liangzheng/gm";
import { makeEndCertificate, makeName } from "@liangzheng/pki";
import { encodeSealInfo, makeSeal } from "@liangzheng/seal";
import type { Actor } from "../../platform/actor.ts";
import type { Ctx } from "../../platform/context.ts";
import type { Organ } from "../parties/index.ts";
import { listedAt, openAuthority, positive, type SealingKeys } from "./authorities.ts";
import * as store from "./store.ts";

/** The impression of a seal: what is printed and what is shown on screens. */
export interface Impression {
  readonly png: Uint8Array;
  readonly svg: string;
  /** Millimetres. */
  readonly width: number;
  readonly height: number;
}

export interface MakingDeps extends SealingKeys {
  readonly draw: (organName: string, caption: string, code: string) => Impression;
}

const caption = "电子证照专用章";
const yearMs = 365 * 24 * 3_600_000;

/** A seal's number: division, organisation, and which of the body's seals it is. */
export const sealNumber = ({ division, code }: Organ, ordinal: number): string =>
  `${division.slice(0, 6)}${code.slice(8, 17)}${String(ordinal).padStart(2, "0")}`;

/** Makes a unit's seal for electronic licences: key, certificate, picture, and the seal itself (GB/T 38540, SES v4). */
export async function makeOrganSeal(
  deps: MakingDeps,
  ctx: Ctx<Actor>,
  organ: Organ,
  ordinal: number,
): Promise<string> {
  const { gm, box, draw } = deps;
  const sealId = ctx.id();
  const number = sealNumber(organ, ordinal);
  const issuer = await openAuthority(deps, ctx.tx, "issuer");
  const maker = await openAuthority(deps, ctx.tx, "maker");
  const privateKey = generatePrivateKey(ctx.random);
  const notBefore = new Date(ctx.now.getTime() - 3_600_000);
  const notAfter = new Date(notBefore.getTime() + 5 * yearMs);
  const certificate = makeEndCertificate(
    {
      serial: positive(ctx.random(16)),
      subject: makeName([
        ["countryName", "CN"],
        ["organizationName", organ.name],
        ["organizationalUnitName", organ.code],
        ["commonName", `${organ.name}${caption}`],
      ]),
      publicKey: gm.publicKeyOf(privateKey),
      notBefore,
      notAfter,
      ...listedAt(deps, "issuer"),
      keyUsage: ["digital-signature", "non-repudiation"],
    },
    issuer.certificate,
    { sign: issuer.sign, digest: (bytes) => gm.sm3(bytes) },
  );
  const impression = draw(organ.name, caption, number);
  const info = encodeSealInfo({
    vid: "liangzheng",
    esId: number,
    type: 1,
    name: `${organ.name}${caption}`,
    list: { kind: "certificates", certificates: [certificate] },
    createDate: ctx.now,
    validStart: notBefore,
    validEnd: notAfter,
    picture: { type: "PNG", data: impression.png, width: impression.width, height: impression.height },
  });
  await store.insertSeal(ctx.tx, {
    sealId,
    organId: organ.organId,
    number,
    name: `${organ.name}${caption}`,
    signerCertificate: certificate,
    privateKey: box.seal(privateKey, `seal/${sealId}`),
    seal: makeSeal({ info, makerCertificate: maker.der, sign: maker.sign }),
    pictureSvg: impression.svg,
    validFrom: notBefore,
    validTo: notAfter,
    state: "active",
  });
  return sealId;
}
