import { deflateRawSync } from "node:zlib";
import { bits, generalizedTime, ia5, integer, octets, oid, sequence } from "@liangzheng/asn1";
import { concat, encodeUtf8 } from "@liangzheng/bytes";
import { fastSm2 } from "@liangzheng/gm";
import {
  beginSignature,
  openPackage,
  prepareTemplate,
  type WritePorts,
  writeLicenceDocument,
  writeZip,
} from "@liangzheng/ofd";
import {
  encodePem,
  encodePkcs8,
  encodeSec1,
  makeCertificationRequest,
  makeCrl,
  makeTimeStampRequest,
  parseCrl,
} from "@liangzheng/pki";
import { makeSealSignature, makeTrustList, rememberVerifications, type Trust } from "@liangzheng/seal";
import { aLicence, aTemplate, fonts } from "../libs/ofd/src/write/testing/a-licence.ts";
import { museum } from "../libs/seal/testing/museum.ts";
import { pdfExhibits } from "../libs/seal/testing/pdf-exhibits.ts";
import {
  foreigner,
  gm,
  keyPair,
  maker,
  now,
  root,
  signedAt,
  signer,
  stamper,
  trust,
} from "../libs/seal/testing/people.ts";
import { aSealV1, aSealV4, aSealV5, day } from "../libs/seal/testing/seals.ts";
import { aToken, withStamp } from "../libs/seal/testing/stamps.ts";
import { type Entries, sm3 } from "./mutation/package.ts";

/*
 * What is mutated: everything made here by the product's own makers, none of it stored. The chance of all keys and
 * signatures is counted, so that every thread and every run has the same bytes.
 */

/** A file that verifies, by whom, and over what. */
export interface Genuine {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly trust: Trust;
  readonly content?: Uint8Array;
}

/**
 * What inputs are judged by: SM3 from the runtime and SM2 by WebAssembly, with its answers remembered. The pure ones are not what is
 * tried here, and are ten times slower.
 */
const hashes = { ...gm, sm3: (...parts: readonly Uint8Array[]) => sm3(concat(...parts)) };
export const algorithms = rememberVerifications({ ...hashes, verify: fastSm2(zeroes, hashes).verify });
/** Nothing is signed by it. */
function zeroes(n: number): Uint8Array {
  return new Uint8Array(n);
}

const ports: WritePorts = { deflate: (bytes) => new Uint8Array(deflateRawSync(bytes)), sm3 };

/** A licence as the platform writes it, sealed. */
function ownLicence(): Uint8Array {
  const document = writeLicenceDocument(prepareTemplate(aTemplate(), fonts, ports), aLicence());
  const seal = aSealV4();
  const pending = beginSignature(document, {
    width: 40,
    height: 40,
    signedAt,
    provider: { name: "Liangzheng", version: "0.1", company: "A & B" },
  });
  const value = makeSealSignature({
    seal,
    signerCertificate: signer.certificate.raw,
    time: signedAt,
    dataHash: sm3(pending.signatureXml),
    propertyInfo: pending.propertyInfo,
    sign: signer.sign,
  });
  return writeZip(pending.finish(value), signedAt, ports);
}

/** SES_Signature of GM/T 0031-2025, which the library reads and does not write. */
function aSignatureV5(xml: Uint8Array): Uint8Array {
  const toBeSigned = sequence(
    integer(5),
    aSealV5(false),
    generalizedTime(signedAt),
    bits(sm3(xml)),
    ia5("/Doc_0/Signs/Sign_0/Signature.xml"),
  );
  const who = [octets(signer.certificate.raw), oid("1.2.156.10197.1.501")];
  const signature = sequence(toBeSigned, ...who, bits(signer.sign(toBeSigned)));
  return withStamp(signature, (value) => aToken(value, signedAt));
}

const content = encodeUtf8("<Signature/>");

/** Every file of the museum that must come out valid, and what the museum leaves out. */
export const genuine: readonly Genuine[] = [
  ...museum
    .filter(({ name, verdict }) => verdict.startsWith("valid") && !name.startsWith("a PDF"))
    .map(({ name, build, trust: by = trust, content: over }) => ({
      name,
      bytes: build(),
      trust: by,
      ...(over && { content: over }),
    })),
  { name: "a licence of this platform", bytes: ownLicence(), trust },
  { name: "a seal of GM/T 0031-2014 by itself", bytes: aSealV1(), trust },
  { name: "a seal of GM/T 0031-2025 by itself", bytes: aSealV5(false), trust },
  { name: "a signature of GM/T 0031-2025 by itself", bytes: aSignatureV5(content), trust, content },
];

/** Those of the museum, by the same trust. */
export const pdfs: readonly Uint8Array[] = pdfExhibits
  .filter(({ verdict }) => verdict.startsWith("valid"))
  .map(({ build }) => build());

export const isPackage = ({ bytes }: Pick<Genuine, "bytes">): boolean => bytes[0] === 0x50;

export function entriesOf(bytes: Uint8Array): Entries {
  const file = openPackage(bytes);
  return file.paths.map((path) => [path.slice(1), file.read(path)]);
}

export const certificates: readonly Uint8Array[] = [root, maker, signer, foreigner, stamper].map(
  ({ certificate }) => certificate.raw,
);
const issuing = { sign: root.sign, digest: sm3 };
export const crls: readonly Uint8Array[] = [false, true].map((full) =>
  makeCrl(
    {
      number: 7n,
      thisUpdate: day("2026-05-01"),
      nextUpdate: day("2026-07-01"),
      revoked: full
        ? [
            { serial: foreigner.certificate.serial, date: day("2026-02-01"), reason: "key-compromise" },
            {
              serial: Uint8Array.of(5),
              date: day("2026-02-01"),
              reason: "superseded",
              invalidityDate: day("2026-01-01"),
            },
          ]
        : [],
    },
    root.certificate,
    issuing,
  ),
);
export const crlObjects = crls.map(parseCrl);

const pair = keyPair("变异");
const privateKey = { privateKey: sm3(encodeUtf8("变异")), publicKey: pair.publicKey };
export const requests = [makeCertificationRequest(signer.certificate.subject, pair.publicKey, pair.sign)];
export const keys = [
  encodePkcs8(privateKey),
  encodeSec1(privateKey),
  signer.certificate.publicKeyInfo.raw,
  signer.certificate.subject.raw,
];
const token = aToken(content, signedAt);
export const timeStamps = [
  makeTimeStampRequest(sm3(content), 123456789n),
  sequence(sequence(integer(0)), token),
  token,
];
export const pem = encodePem("CERTIFICATE", root.certificate.raw) + encodePem("X509 CRL", crls[1] ?? content);

export const keeper = keyPair("示范省密码管理局");
export const trustList = makeTrustList(
  {
    name: "示范省电子印章信任列表",
    sequence: 3,
    issuedAt: new Date("2026-03-01T00:00:00Z"),
    nextUpdate: new Date("2026-09-01T00:00:00Z"),
    entries: [
      { name: "示范根", uses: ["signer", "maker"], certificate: root.certificate.raw },
      { name: "示范时间戳", uses: ["time-stamp"], certificate: stamper.certificate.raw },
    ],
    intermediates: [maker.certificate.raw],
    crls: [...crls],
  },
  keeper,
);

export { gm, now, root, signer, trust };
