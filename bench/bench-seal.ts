import { randomBytes } from "node:crypto";
import { encodeUtf8 } from "@liangzheng/bytes";
import { type Gm, generatePrivateKey } from "@liangzheng/gm";
import { sealPicture, sealPng } from "@liangzheng/ofd";
import {
  makeCrl,
  makeEndCertificate,
  makeName,
  makeRootCertificate,
  oids,
  parseCertificate,
  type TimeStampAuthority,
} from "@liangzheng/pki";
import { encodeSealInfo, makeSeal } from "@liangzheng/seal";
import type { FontBook } from "../server/src/platform/fonts/font-book.ts";
import { zlibBest } from "../server/src/platform/fonts/write-ports.ts";

export const organName = "演示市交通运输局";
const caption = "电子证照专用章";
const notBefore = new Date("2025-01-01T00:00:00Z");
const notAfter = new Date("2035-01-01T00:00:00Z");

/** A root, a maker of seals, a signer, and the round seal of 300 dpi that belongs to them. */
export function makeBenchSeal(book: FontBook, gm: Gm) {
  const holder = (name: string) => {
    const key = generatePrivateKey((n) => new Uint8Array(randomBytes(n)));
    const fields = {
      serial: gm.sm3(encodeUtf8(name)).slice(0, 16),
      subject: makeName([
        ["countryName", "CN"],
        ["organizationName", organName],
        ["commonName", name],
      ]),
      publicKey: gm.publicKeyOf(key),
      notBefore,
      notAfter,
    };
    return { fields, sign: gm.signer(key) };
  };
  const digest = (message: Uint8Array): Uint8Array => gm.sm3(message);
  const top = holder("示范根");
  const root = parseCertificate(makeRootCertificate(top.fields, { sign: top.sign, digest }));
  const authority = { sign: top.sign, digest };
  const end = ({ fields }: ReturnType<typeof holder>, purpose: { extKeyUsage?: readonly string[] } = {}) =>
    makeEndCertificate(
      { ...fields, ...purpose, keyUsage: ["digital-signature", "non-repudiation"] },
      root,
      authority,
    );
  // As the platform does: the stamp carries a certificate above and the lists of two authorities.
  const aList = (number: bigint) =>
    makeCrl({ number, thisUpdate: notBefore, nextUpdate: notAfter, revoked: [] }, root, authority);
  const dating = holder("示范时间戳");
  const stamper: TimeStampAuthority = {
    certificate: parseCertificate(end(dating, { extKeyUsage: [oids.timeStamping] })),
    chain: [root],
    crls: [aList(1n), aList(2n)],
    policy: "1.2.156.99999.1",
    accuracySeconds: 2,
    ports: { sign: dating.sign, digest },
  };
  const maker = holder("示范制章中心");
  const signer = holder(organName);
  const signerCertificate = end(signer);
  const picture = sealPicture(
    { organName, shape: "round", centre: "star", caption },
    book.outlines("bold", organName + caption),
  );
  const info = encodeSealInfo({
    vid: "Liangzheng",
    esId: "99010010000001",
    type: 1,
    name: `${organName}${caption}`,
    list: { kind: "certificates", certificates: [signerCertificate] },
    createDate: notBefore,
    validStart: notBefore,
    validEnd: notAfter,
    picture: { type: "PNG", data: sealPng(picture, 300, zlibBest), width: 40, height: 40 },
  });
  return {
    seal: makeSeal({ info, makerCertificate: end(maker), sign: maker.sign }),
    signerCertificate,
    sign: signer.sign,
    stamper,
    trust: { anchors: [root], crls: [] },
  };
}
