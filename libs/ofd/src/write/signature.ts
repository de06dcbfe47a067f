import { encodeUtf8 } from "@liangzheng/bytes";
import { type Box, sealBoundary } from "../layout/template.ts";
import type { LicenceDocument } from "./document.ts";
import { paths } from "./package-paths.ts";
import { makeConstantPart, makePart, type Part, type WritePorts } from "./part.ts";
import { OfdWriteError } from "./write-error.ts";
import { boxText, declaration, escapeXml, namespace } from "./xml-text.ts";
import type { ZipEntry } from "./zip.ts";

/** SM3 (GM/T 0006), and SM2 with SM3. */
const sm3Oid = "1.2.156.10197.1.401";
const sm2WithSm3Oid = "1.2.156.10197.1.501";

export interface Reference {
  /** Without the leading slash that FileRef gets. */
  readonly path: string;
  /** Base64 of SM3. */
  readonly digest: string;
}

export interface SignatureProvider {
  readonly name: string;
  readonly version: string;
  readonly company: string;
}

export interface StampAnnotation {
  readonly id: number;
  readonly page: number;
  readonly boundary: Box;
}

export interface SignatureXmlInput {
  readonly provider: SignatureProvider;
  /** Written in UTC as YYYYMMDDhhmmssZ; the time that counts is the one inside the signed value. */
  readonly signedAt: Date;
  readonly references: readonly Reference[];
  readonly stamp: StampAnnotation;
}

/** Signature.xml of a seal (GB/T 33190 18), elements in the order of its schema. */
export function signatureXml({ provider, signedAt, references, stamp }: SignatureXmlInput): string {
  if (Number.isNaN(signedAt.getTime())) throw new OfdWriteError("bad-time", "signedAt");
  const time = signedAt.toISOString().replace(/[-:T]|\.\d{3}/g, "");
  let list = "";
  for (const { path, digest } of references)
    list += `<ofd:Reference FileRef="/${path}"><ofd:CheckValue>${digest}</ofd:CheckValue></ofd:Reference>`;
  return (
    `${declaration}<ofd:Signature ${namespace}><ofd:SignedInfo>` +
    `<ofd:Provider ProviderName="${escapeXml(provider.name, "provider")}" Version="${escapeXml(provider.version, "provider")}" Company="${escapeXml(provider.company, "provider")}"/>` +
    `<ofd:SignatureMethod>${sm2WithSm3Oid}</ofd:SignatureMethod><ofd:SignatureDateTime>${time}</ofd:SignatureDateTime>` +
    `<ofd:References CheckMethod="${sm3Oid}">${list}</ofd:References>` +
    `<ofd:StampAnnot ID="${stamp.id}" PageRef="${stamp.page}" Boundary="${boxText(stamp.boundary)}"/>` +
    `<ofd:Seal><ofd:BaseLoc>/${paths.seal}</ofd:BaseLoc></ofd:Seal></ofd:SignedInfo>` +
    `<ofd:SignedValue>/${paths.signedValue}</ofd:SignedValue></ofd:Signature>`
  );
}

/** What a seal costs once and not per document. */
export interface PreparedSeal {
  readonly part: Part;
  readonly list: Part;
}

/** Signature ids and stamp ids share the number space of MaxSignId and are apart from the document's objects. */
const signatureId = 1;
const stampId = 2;

/** @param seal DER of SESeal (GB/T 38540), written byte for byte. */
export function prepareSeal(seal: Uint8Array, ports: WritePorts): PreparedSeal {
  const list =
    `${declaration}<ofd:Signatures ${namespace}><ofd:MaxSignId>${stampId}</ofd:MaxSignId>` +
    `<ofd:Signature ID="${signatureId}" Type="Seal" BaseLoc="/${paths.signature}"/></ofd:Signatures>`;
  return {
    part: makeConstantPart(paths.seal, seal, ports),
    list: makeConstantPart(paths.signatures, list, ports),
  };
}

export interface SealingInput {
  readonly seal: PreparedSeal;
  /** Size of the seal picture in mm. */
  readonly width: number;
  readonly height: number;
  readonly signedAt: Date;
  readonly provider: SignatureProvider;
}

export interface PendingSignature {
  /** The exact bytes that TBS_Sign.dataHash is the SM3 of, and that are stored. */
  readonly signatureXml: Uint8Array;
  /** For TBS_Sign.propertyInfo. */
  readonly propertyInfo: string;
  /** The entries of the package around the DER of SES_Signature. */
  finish(signedValue: Uint8Array): readonly ZipEntry[];
}

/**
 * Closes the document for signing: OFD.xml gets its link to the signatures before anything is hashed, and every entry
 * is referred to except Signature.xml, SignedValue.dat and the list, which further signatures must be able to extend
 * (GB/T 33190 18.1).
 */
export function beginSignature(document: LicenceDocument, input: SealingInput): PendingSignature {
  const { ports, parts, root } = document;
  const link = `<ofd:Signatures>${paths.signatures}</ofd:Signatures>`;
  const covered = [makePart(paths.root, root[0] + link + root[1], ports), ...parts, input.seal.part];
  const boundary = sealBoundary(document, input.width, input.height);
  const xml = (ports.encodeUtf8 ?? encodeUtf8)(
    signatureXml({
      provider: input.provider,
      signedAt: input.signedAt,
      references: covered,
      stamp: { id: stampId, page: document.page, boundary },
    }),
  );
  return {
    signatureXml: xml,
    propertyInfo: `/${paths.signature}`,
    finish: (signedValue) => [
      ...covered,
      input.seal.list,
      { path: paths.signature, bytes: xml },
      { path: paths.signedValue, bytes: signedValue, store: true },
    ],
  };
}
