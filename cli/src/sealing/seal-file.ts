import { crc32, deflateRawSync } from "node:zlib";
import {
  beginFirstSignature,
  beginFurtherSignature,
  OfdWriteError,
  type PendingSignature,
  readDocument,
  type WritePorts,
  writeZip,
} from "@liangzheng/ofd";
import { type Check, makeSealSignature, type SealAlgorithms, type SealV4, verifyOfd } from "@liangzheng/seal";
import type { OpenedFile } from "../commands/ofd-file.ts";
import { hostAlgorithms } from "../verification/host-algorithms.ts";

export interface SealingOrder {
  readonly seal: SealV4;
  /** The certificate of who signs, and its key at work. */
  readonly certificate: Uint8Array;
  readonly sign: (message: Uint8Array) => Uint8Array;
  readonly page: number;
  /** The middle of the seal, millimetres from the upper left corner. */
  readonly at: readonly [number, number];
  readonly edges: boolean;
  readonly now: Date;
}

export type SealingOutcome =
  | { readonly kind: "sealed"; readonly bytes: Uint8Array; readonly signatures: number }
  | { readonly kind: "refused"; readonly reason: string; readonly checks: readonly Check[] };

const provider = { name: "Liangzheng", version: "1", company: "Liangzheng" };

/** Seals a file and verifies what came of it. @throws OfdError for a file that cannot be read. */
export function sealFile(file: OpenedFile, order: SealingOrder): SealingOutcome {
  const [document] = readDocument(file.package);
  const pages = document?.pages.length ?? 0;
  if (order.page > pages) return refused(`no page ${order.page} of ${pages}`);
  const gm = hostAlgorithms();
  try {
    const { width, height } = order.seal.picture;
    const [x, y] = order.at;
    const begin = document?.signatures === undefined ? beginFirstSignature : beginFurtherSignature;
    const ports: WritePorts = { deflate: (bytes) => deflateRawSync(bytes), crc32, sm3: gm.sm3 };
    const pending = begin(
      file.bytes,
      {
        place: { x, y, width: 0, height: 0 },
        ...{ page: order.page, edges: order.edges, width, height, signedAt: order.now, provider },
      },
      ports,
    );
    const bytes = writeZip(pending.finish(press(pending, order, gm)), order.now, ports);
    return judge(bytes, pending, order, gm);
  } catch (error) {
    if (error instanceof OfdWriteError) return refused(refusalOf(error));
    throw error;
  }
}

const press = (
  { signatureXml, propertyInfo }: PendingSignature,
  { seal, certificate, sign, now }: SealingOrder,
  gm: SealAlgorithms,
): Uint8Array =>
  makeSealSignature({
    seal: seal.raw,
    signerCertificate: certificate,
    time: now,
    dataHash: gm.sm3(signatureXml),
    propertyInfo,
    sign,
  });

/** Whether this seal is right on this file is asked here; whom others trust is theirs to say. */
function judge(
  bytes: Uint8Array,
  { propertyInfo }: PendingSignature,
  { seal, certificate, now, page, at }: SealingOrder,
  gm: SealAlgorithms,
): SealingOutcome {
  const trust = { anchors: [certificate], makers: [seal.makerCertificate], crls: [] };
  const { verdict, checks, signatures } = verifyOfd(bytes, { gm, trust, now });
  const own = signatures.find(({ path }) => path === propertyInfo);
  if (own?.checks.some(({ reason }) => reason === "stamp-off-page") === true)
    return refused(`at ${at.join()} the seal lies outside page ${page}`);
  if (verdict !== "invalid" && own?.verdict === "valid")
    return { kind: "sealed", bytes, signatures: signatures.length };
  const advice = "the result would not be valid; `liangzheng verify` says what is wrong with the file itself";
  return refused(advice, [...checks, ...(own?.checks ?? [])]);
}

const refused = (reason: string, checks: readonly Check[] = []): SealingOutcome => ({
  kind: "refused",
  reason,
  checks,
});

/** Why a file cannot be sealed, and what to do about it. */
function refusalOf({ code, field }: OfdWriteError): string {
  if (code === "bad-path")
    return "an entry is not named in plain ASCII; save the file anew with other software";
  if (code === "too-large") return "more signatures or pages than one file may have";
  if (code !== "bad-original") return `${code} ${field}`;
  if (field === "DocBody") return "a file of several documents or versions; seal the document by itself";
  if (field === "Signatures")
    return "its signatures let no other follow: one of them covers their list, or the list is damaged";
  return `its structure leaves no place for a seal (${field}); \`liangzheng ofd lint\` says what is wrong`;
}
