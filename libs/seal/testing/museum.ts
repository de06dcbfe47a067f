import { encodeUtf8 } from "@liangzheng/bytes";
import { makeCrl, makeSignedData, signatureToRaw } from "@liangzheng/pki";
import { makeSealSignature, type Trust } from "../src/index.ts";
import { attacks, list, sealedBy } from "./attacks.ts";
import { pdfExhibits } from "./pdf-exhibits.ts";
import { anEnd, aRoot, gm, maker, root, signedAt, signer, trust } from "./people.ts";
import { aDocument, listed, root as rootXml, sealed, zip } from "./sealed-package.ts";
import { aSealV1, aSealV4, aSealV5, aSignatureV1, day, withTimeToken } from "./seals.ts";
import { aToken, withStamp } from "./stamps.ts";

/** One made file, whom it is judged by, and what it must come to. */
export interface Exhibit {
  readonly name: string;
  readonly verdict: string;
  readonly build: () => Uint8Array;
  readonly trust?: Trust;
  readonly content?: Uint8Array;
}

const digest = (message: Uint8Array) => gm.sm3(message);
const nobody: Trust = { anchors: [], crls: [] };
const later = new Date(signedAt.getTime() + 5000);
const content = encodeUtf8("<Signature/>");
const listOf = (certificate: Uint8Array) => ({
  list: { kind: "certificates" as const, certificates: [certificate] },
});

/** Signing is at random: what stands twice in a package must be one seal. */
const theSeal = aSealV4();

function valueOver(xml: Uint8Array, seal = theSeal, sign = signer.sign): Uint8Array {
  const named = { signerCertificate: signer.certificate.raw, time: signedAt, propertyInfo: "" };
  return makeSealSignature({ seal, ...named, dataHash: gm.sm3(xml), sign });
}

const crlOf = (serial: Uint8Array, date: string): Uint8Array =>
  makeCrl(
    {
      number: 1n,
      thisUpdate: day("2026-05-01"),
      nextUpdate: day("2026-07-01"),
      revoked: [{ serial, date: day(date), reason: "key-compromise" }],
    },
    root.certificate,
    { sign: root.sign, digest },
  );
const withCrl = (serial: Uint8Array, date: string): Trust => ({ ...trust, crls: [crlOf(serial, date)] });

const message = (attached: boolean, over = content): Uint8Array =>
  makeSignedData(
    { content: over, attached, signer: signer.certificate, signingTime: signedAt },
    { sign: signer.sign, digest },
  );
const signed = (value: (xml: Uint8Array) => Uint8Array) =>
  zip(sealed(aDocument(), { type: "Sign", sealFile: false, value }));
const stamped = (over: (value: Uint8Array) => Uint8Array) =>
  zip(
    sealedBy({
      seal: theSeal,
      value: (xml) => withStamp(valueOver(xml), (value) => aToken(over(value), later)),
    }),
  );
const soldUnder = (name: string, options: Parameters<typeof anEnd>[2]) => {
  const by = anEnd(name, root, options);
  return zip(sealedBy({ seal: aSealV4(listOf(by.certificate.raw)), by }));
};
const madeUnder = (name: string, options: Parameters<typeof anEnd>[2]) =>
  zip(sealedBy({ seal: aSealV4({}, anEnd(name, root, options)) }));
const asOld = { notBefore: "2019-01-01", notAfter: "2025-01-01" };
const forgedEnd = anEnd("伪造者", { ...aRoot("伪造根"), certificate: root.certificate });

const genuine: readonly Exhibit[] = [
  { name: "a licence sealed by GB/T 38540", verdict: "valid", build: () => zip(sealedBy()) },
  {
    name: "the same with a signature value of 64 raw bytes",
    verdict: "valid",
    build: () =>
      zip(
        sealedBy({
          seal: theSeal,
          value: (xml) => valueOver(xml, theSeal, (text) => signatureToRaw(signer.sign(text))),
        }),
      ),
  },
  {
    name: "a seal of GM/T 0031-2014",
    verdict: "valid",
    build: () => {
      const seal = aSealV1();
      const value = (xml: Uint8Array) =>
        aSignatureV1({ seal, timeInfo: "20260301020304Z", dataHash: gm.sm3(xml) });
      return zip(sealedBy({ seal, value }));
    },
  },
  {
    name: "a seal of GM/T 0031-2014 dated by a time stamp",
    verdict: "valid",
    build: () => {
      const seal = aSealV1();
      return zip(sealedBy({ seal, value: (xml) => withTimeToken(seal, xml, aToken(xml, later)) }));
    },
  },
  {
    name: "a GB/T 35275 signature, detached",
    verdict: "valid",
    build: () => signed((xml) => message(false, xml)),
  },
  {
    name: "a GB/T 35275 signature over the digest",
    verdict: "valid",
    build: () => signed((xml) => message(true, gm.sm3(xml))),
  },
  { name: "a licence with a time stamp", verdict: "valid", build: () => stamped((value) => value) },
  {
    name: "two seals, the second over the first",
    verdict: "valid",
    build: () => zip(sealed(sealedBy(), { folder: "Doc_0/Signs/Sign_1", id: "2" })),
  },
  {
    name: "a signer revoked after signing",
    verdict: "valid",
    trust: withCrl(signer.certificate.serial, "2026-04-01"),
    build: () => zip(sealedBy()),
  },
];

const doubtful: readonly Exhibit[] = [
  {
    name: "makers that nobody trusts",
    verdict: "indeterminate",
    trust: nobody,
    build: () => zip(sealedBy()),
  },
  {
    name: "no revocation list, where one is required",
    verdict: "indeterminate",
    trust: { ...trust, requireRevocation: true },
    build: () => zip(sealedBy()),
  },
  {
    name: "a signature value that names nobody",
    verdict: "indeterminate",
    build: () => signed((xml) => signer.sign(xml)),
  },
  {
    name: "an unsigned document",
    verdict: "indeterminate",
    build: () => zip(aDocument().set("OFD.xml", rootXml({ signatures: "" }))),
  },
  { name: "a time stamp over something else", verdict: "indeterminate", build: () => stamped(() => content) },
  {
    name: "a time stamp that cannot be read",
    verdict: "valid",
    build: () => zip(sealedBy({ seal: theSeal, value: (xml) => withStamp(valueOver(xml), () => content) })),
  },
  {
    name: "a time stated after the time stamp",
    verdict: "invalid",
    build: () =>
      zip(
        sealedBy({
          seal: theSeal,
          value: (xml) => withStamp(valueOver(xml), (value) => aToken(value, day("2026-01-05"))),
        }),
      ),
  },
  {
    name: "a signature of the future",
    verdict: "invalid",
    build: () => zip(sealedBy({ time: day("2027-01-01") })),
  },
  {
    name: "a stamp off its page",
    verdict: "valid",
    build: () => zip(sealedBy({ rewrite: (text) => text.replace("100 200", "400 200") })),
  },
  {
    name: "software without a name",
    verdict: "valid",
    build: () => zip(sealedBy({ rewrite: (text) => text.replace(' ProviderName="tests"', "") })),
  },
];

const certificates: readonly Exhibit[] = [
  {
    name: "a signer whose certificate may not sign",
    verdict: "invalid",
    build: () => soldUnder("加密证书", { keyUsage: ["key-encipherment"] }),
  },
  {
    name: "a maker whose certificate may not sign",
    verdict: "invalid",
    build: () => madeUnder("加密制章", { keyUsage: ["key-encipherment"] }),
  },
  { name: "a maker out of its term", verdict: "invalid", build: () => madeUnder("过期制章", asOld) },
  {
    name: "a signer's certificate that its issuer did not sign",
    verdict: "invalid",
    build: () => zip(sealedBy({ seal: aSealV4(listOf(forgedEnd.certificate.raw)), by: forgedEnd })),
  },
  {
    name: "a maker's certificate that its issuer did not sign",
    verdict: "invalid",
    build: () => zip(sealedBy({ seal: aSealV4({}, forgedEnd) })),
  },
  {
    name: "a signer revoked before signing",
    verdict: "invalid",
    trust: withCrl(signer.certificate.serial, "2026-02-01"),
    build: () => zip(sealedBy()),
  },
  {
    name: "a maker revoked before the seal was used",
    verdict: "invalid",
    trust: withCrl(maker.certificate.serial, "2026-02-01"),
    build: () => zip(sealedBy()),
  },
  {
    name: "a signature of one version around a seal of another",
    verdict: "invalid",
    build: () => zip(sealedBy({ seal: aSealV5() })),
  },
];

const alone: readonly Exhibit[] = [
  { name: "a seal of GB/T 38540 by itself", verdict: "valid", build: () => aSealV4() },
  {
    name: "a seal of GM/T 0031-2025 by itself, with a time stamp",
    verdict: "valid",
    build: () => withStamp(aSealV5(false), (value) => aToken(value, day("2025-06-01"))),
  },
  {
    name: "a seal of GM/T 0031-2025 by itself, with a time stamp over something else",
    verdict: "indeterminate",
    build: () => withStamp(aSealV5(false), () => aToken(content, day("2025-06-01"))),
  },
  {
    name: "a seal by itself whose term has ended",
    verdict: "invalid",
    build: () => aSealV4({ validEnd: day("2026-01-01") }),
  },
  { name: "a seal signature by itself", verdict: "indeterminate", build: () => valueOver(content) },
  { name: "a seal signature with its text", verdict: "valid", content, build: () => valueOver(content) },
  { name: "a signed message with its content", verdict: "valid", build: () => message(true) },
  { name: "a detached message by itself", verdict: "indeterminate", build: () => message(false) },
  { name: "a detached message with its content", verdict: "valid", content, build: () => message(false) },
  { name: "the beginning of a PDF", verdict: "invalid", build: () => encodeUtf8("%PDF-1.7") },
  {
    name: "a package in which no more signatures will be looked at",
    verdict: "indeterminate",
    build: () => {
      let entries = sealedBy();
      for (let i = 0; i < 70; i++) {
        entries = listed(entries, list, `<ofd:Signature ID="x${i}" BaseLoc="/S${i}.xml"/>`);
      }
      return zip(entries);
    },
  },
];

/** Every kind of file this library has a word for, and every attack it knows: all made here. */
export const museum: readonly Exhibit[] = [
  ...genuine,
  ...doubtful,
  ...certificates,
  ...alone,
  ...attacks.map(([name, verdict, , build]): Exhibit => ({ name, verdict, build })),
  ...pdfExhibits,
];
