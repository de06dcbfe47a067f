import { encodeUtf8 } from "@liangzheng/bytes";
import { type PageSize, ridingEdge } from "../layout/riding-edge.ts";
import { type Box, sealBoundary } from "../layout/template.ts";
import type { LicenceDocument } from "./document.ts";
import { paths, type SignaturePaths } from "./package-paths.ts";
import { makePart } from "./part.ts";
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
  /** From the boundary's corner: what of the picture this page shows (骑缝章). */
  readonly clip?: Box;
}

export interface SignatureXmlInput {
  readonly provider: SignatureProvider;
  /** Written in UTC as YYYYMMDDhhmmssZ; the time that counts is the one inside the signed value. */
  readonly signedAt: Date;
  readonly references: readonly Reference[];
  readonly stamps: readonly StampAnnotation[];
  readonly files: SignaturePaths;
}

/**
 * Signature.xml of a seal (GB/T 33190 18), elements in the order of its schema. The optional Seal, a file with the seal once
 * more, stays away: the signed value holds it, and readers of tax invoices look nowhere else (ADR 0004).
 */
export function signatureXml({ provider, signedAt, references, stamps, files }: SignatureXmlInput): string {
  if (Number.isNaN(signedAt.getTime())) throw new OfdWriteError("bad-time", "signedAt");
  const time = signedAt.toISOString().replace(/[-:T]|\.\d{3}/g, "");
  let list = "";
  for (const { path, digest } of references)
    list += `<ofd:Reference FileRef="/${path}"><ofd:CheckValue>${digest}</ofd:CheckValue></ofd:Reference>`;
  let annotations = "";
  for (const { id, page, boundary, clip } of stamps) {
    const seen = clip === undefined ? "" : ` Clip="${boxText(clip)}"`;
    annotations += `<ofd:StampAnnot ID="${id}" PageRef="${page}" Boundary="${boxText(boundary)}"${seen}/>`;
  }
  return (
    `${declaration}<ofd:Signature ${namespace}><ofd:SignedInfo>` +
    `<ofd:Provider ProviderName="${escapeXml(provider.name, "provider")}" Version="${escapeXml(provider.version, "provider")}" Company="${escapeXml(provider.company, "provider")}"/>` +
    `<ofd:SignatureMethod>${sm2WithSm3Oid}</ofd:SignatureMethod><ofd:SignatureDateTime>${time}</ofd:SignatureDateTime>` +
    `<ofd:References CheckMethod="${sm3Oid}">${list}</ofd:References>` +
    `${annotations}</ofd:SignedInfo>` +
    `<ofd:SignedValue>/${files.signedValue}</ofd:SignedValue></ofd:Signature>`
  );
}

/** Signature ids and stamp ids share the number space of MaxSignId and are apart from the document's objects. */
const signatureId = 1;
const stampId = 2;

export interface ListedSignature {
  /** A number of ours; of others as they wrote it. */
  readonly id: number | string;
  readonly type: string;
  /** Absolute. */
  readonly path: string;
}

/** Signatures.xml (GB/T 33190 18.1). */
export function signatureListXml(maxId: number, listed: readonly ListedSignature[]): string {
  const entries = listed.map(
    ({ id, type, path }) => `<ofd:Signature ID="${id}" Type="${type}" BaseLoc="${path}"/>`,
  );
  return `${declaration}<ofd:Signatures ${namespace}><ofd:MaxSignId>${maxId}</ofd:MaxSignId>${entries.join("")}</ofd:Signatures>`;
}

/** Where a seal is set: on its place, and over the edges of all pages where there are several. */
export function stampsOn(
  target: { readonly page: number; readonly seal: Box; readonly pages?: readonly PageSize[] },
  { width, height }: Pick<SealingInput, "width" | "height">,
  firstId: number,
  ordinal = 0,
): readonly StampAnnotation[] {
  const own = { page: target.page, boundary: sealBoundary(target, width, height) };
  const strips = ridingEdge(target.pages ?? [], { width, height }, ordinal);
  return [own, ...strips].map((stamp, at) => ({ ...stamp, id: firstId + at }));
}

const ownEntry: ListedSignature = { id: signatureId, type: "Seal", path: `/${paths.signature}` };

export interface SealingInput {
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
  const covered = [makePart(paths.root, root[0] + link + root[1], ports), ...parts];
  const stamps = stampsOn(document, input, stampId);
  const encode = ports.encodeUtf8 ?? encodeUtf8;
  const xml = encode(
    signatureXml({
      provider: input.provider,
      signedAt: input.signedAt,
      references: covered,
      stamps,
      files: paths,
    }),
  );
  // Strips have numbers of their own, and MaxSignId counts them.
  const list = encode(signatureListXml(stampId + stamps.length - 1, [ownEntry]));
  return {
    signatureXml: xml,
    propertyInfo: `/${paths.signature}`,
    finish: (signedValue) => [
      ...covered,
      { path: paths.signatures, bytes: list },
      { path: paths.signature, bytes: xml },
      { path: paths.signedValue, bytes: signedValue, store: true },
    ],
  };
}
