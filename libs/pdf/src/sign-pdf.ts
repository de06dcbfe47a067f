import { concat, encodeUtf8, toHex } from "@liangzheng/bytes";
import { PdfError } from "./error.ts";
import { ObjectFile } from "./object-file.ts";
import { dateString, textString } from "./pdf-text.ts";
import type { UnsignedTwin } from "./write-twin.ts";

export interface PdfSignature {
  /** Name of a field of the file that is not signed yet. */
  readonly field: string;
  /** Who signs, and what it means, for people. */
  readonly signer: string;
  readonly reason: string;
  readonly at: Date;
  /** The message over these bytes: DER of a SignedData without content (RFC 5652). */
  readonly sign: (signed: Uint8Array) => Uint8Array;
}

/** Room for a message with two certificates. What is not used stays zero, as readers expect. */
const room = 4096;
const numberWidth = 10;

/**
 * Signs by an update behind the file (ISO 32000-1 §7.5.6, §12.8): nothing that stands there changes, so that earlier
 * signatures hold. The signature covers all bytes but its own (ISO 19005-2 §6.4.3).
 * @throws PdfError `no-such-field`, `signature-too-long`, and what `sign` throws.
 */
export function signPdf<T extends UnsignedTwin>(file: T, signature: PdfSignature): T {
  const field = file.fields.find(({ name }) => name === signature.field);
  if (field === undefined) throw new PdfError("no-such-field", "signature");
  const update = new ObjectFile(file.size);
  const blank = " ".repeat(4 * numberWidth + 3);
  const value = update.put(
    `<</Type/Sig/Filter/Adobe.PPKLite/SubFilter/adbe.pkcs7.detached/Name${textString(signature.signer)}` +
      `/Reason${textString(signature.reason)}/M${dateString(signature.at)}` +
      `/ByteRange[${blank}]/Contents<${"0".repeat(2 * room)}>>>`,
  );
  update.put(`<<${field.entries}/V ${value} 0 R>>`, field.object);
  const before = file.bytes.length;
  const appended = update.finish(before, file.trailer, file.table);
  const bytes = concat(file.bytes, appended.bytes);

  const range = find(bytes, "/ByteRange[", before);
  const start = find(bytes, "/Contents<", range) - 1;
  const end = start + 2 * room + 2;
  const ranges = [0, start, end, bytes.length - end];
  bytes.set(encodeUtf8(ranges.map((number) => String(number).padEnd(numberWidth)).join(" ")), range);
  const message = signature.sign(concat(bytes.subarray(0, start), bytes.subarray(end)));
  if (message.length > room) throw new PdfError("signature-too-long", signature.field);
  bytes.set(encodeUtf8(toHex(message)), start + 1);
  return {
    ...file,
    bytes,
    fields: file.fields.filter((one) => one !== field),
    size: update.size,
    table: appended.table,
  };
}

/** Where the text ends that stands somewhere behind `from`. */
function find(bytes: Uint8Array, text: string, from: number): number {
  const wanted = encodeUtf8(text);
  for (let at = from; at + wanted.length <= bytes.length; at++)
    if (wanted.every((byte, i) => bytes[at + i] === byte)) return at + wanted.length;
  throw new PdfError("no-such-field", "update");
}
