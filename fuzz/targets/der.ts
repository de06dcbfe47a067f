import {
  Asn1Error,
  type Node,
  parse,
  parsePrefix,
  readBits,
  readBoolean,
  readInteger,
  readOctets,
  readOid,
  readSmallInteger,
  readText,
  readTime,
  sequenceOf,
  setOf,
} from "@liangzheng/asn1";
import {
  CertificateError,
  checkCertificationRequest,
  checkSignature,
  findRevocation,
  findTimeStampInfo,
  formatChineseName,
  formatName,
  parseCertificate,
  parseCertificationRequest,
  parseCrl,
  parseName,
  parsePem,
  parsePrivateKey,
  parsePublicKeyInfo,
  parseTimeStampRequest,
  parseTimeStampResponse,
  verifyChain,
} from "@liangzheng/pki";
import { rememberVerifications } from "@liangzheng/seal";
import {
  certificates,
  crlObjects,
  crls,
  genuine,
  gm,
  isPackage,
  keys,
  now,
  pem,
  requests,
  root,
  signer,
  timeStamps,
} from "../corpus.ts";
import { mutateBytes } from "../mutation/bytes.ts";
import { mutateDer } from "../mutation/der.ts";
import { attempt, reading, type Target } from "../target.ts";

const alone = genuine.filter((one) => !isPackage(one)).map(({ bytes }) => bytes);
const all = [...certificates, ...crls, ...requests, ...keys, ...timeStamps, ...alone];

/** Elements of the corpus, with pieces of any other of it. */
const madeOf =
  (seeds: readonly Uint8Array[]): Target["make"] =>
  (chance) =>
    mutateDer(chance.pick(seeds), chance, chance.pick(all));

const readers = [
  readInteger,
  readSmallInteger,
  readBoolean,
  readOid,
  readOctets,
  readBits,
  readText,
  readTime,
  sequenceOf,
  setOf,
];

/** Every reader on every element, but for crowds, in which all are alike. */
function readEverything(node: Node): void {
  for (const read of readers) attempt(Asn1Error, () => read(node));
  for (const child of node.children.slice(0, 100)) readEverything(child);
}

const known = rememberVerifications(gm);
const { verify } = known;
const at = now;
const toBeSigned = new Set(
  certificates.map((der) => Buffer.from(parseCertificate(der).toBeSigned).toString("hex")),
);
const signedLists = new Set(crlObjects.map((crl) => Buffer.from(crl.toBeSigned).toString("hex")));
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");

export const derTargets: readonly Target[] = [
  {
    name: "der",
    weight: 8,
    make: madeOf(all),
    run: (input) => {
      attempt(Asn1Error, () => parsePrefix(input));
      return reading(Asn1Error, () => readEverything(parse(input)));
    },
  },
  {
    name: "certificate",
    weight: 8,
    make: madeOf(certificates),
    run(input) {
      const certificate = attempt(CertificateError, () => parseCertificate(input));
      const report = verifyChain({
        leaf: input,
        pool: certificates,
        anchors: [root.certificate],
        crls,
        at,
        verify,
      });
      if (certificate === undefined) return { word: "refused" };
      formatName(certificate.subject);
      formatChineseName(certificate.issuer);
      const isGenuine = toBeSigned.has(hex(certificate.toBeSigned));
      const wrong = report.verdict === "valid" && !isGenuine;
      return { word: report.verdict, ...(wrong && { wrong: "a certificate that nobody issued" }) };
    },
  },
  {
    name: "crl",
    weight: 4,
    make: madeOf(crls),
    run(input) {
      const crl = attempt(CertificateError, () => parseCrl(input));
      if (crl === undefined) return { word: "refused" };
      findRevocation(crl, signer.certificate.serial);
      const word = checkSignature(crl, root.certificate.publicKeyInfo, verify);
      const wrong = word === "good" && !signedLists.has(hex(crl.toBeSigned));
      return { word, ...(wrong && { wrong: "a list that nobody issued" }) };
    },
  },
  {
    name: "request",
    weight: 2,
    make: madeOf(requests),
    run: (input) =>
      reading(CertificateError, () => checkCertificationRequest(parseCertificationRequest(input), verify)),
  },
  {
    name: "key",
    weight: 2,
    make: madeOf(keys),
    run: (input) => {
      attempt(CertificateError, () => parsePublicKeyInfo(input));
      attempt(CertificateError, () => formatName(parseName(input)));
      return reading(CertificateError, () => parsePrivateKey(input));
    },
  },
  {
    name: "time-stamp",
    weight: 3,
    make: madeOf(timeStamps),
    run: (input) => {
      attempt(CertificateError, () => parseTimeStampRequest(input));
      attempt(CertificateError, () => findTimeStampInfo(input));
      return reading(CertificateError, () => parseTimeStampResponse(input));
    },
  },
  {
    name: "pem",
    weight: 1,
    make: (chance) => mutateBytes(Buffer.from(pem), chance),
    run: (input) => reading(CertificateError, () => parsePem(Buffer.from(input).toString("latin1"))),
  },
];
