import { encodeUtf8 } from "@liangzheng/bytes";
import type { PdfFile } from "./pdf-file.ts";
import { PdfReadError } from "./read-error.ts";
import { listedNumbers } from "./scan-update.ts";
import type { PdfSignatureValue } from "./signature-values.ts";
import { entriesOf, isOf } from "./value.ts";

const mark = encodeUtf8("/ByteRange");

/**
 * Signatures that stand in the file and that no field of the form shows any more: an update took them out of it.
 * @returns offsets of their objects.
 */
export function findLeftoverSignatures(
  file: PdfFile,
  shown: readonly PdfSignatureValue[],
): readonly number[] {
  const places = [...listedNumbers(file).keys()].sort((a, b) => a - b);
  // An object is read once, however often the mark stands in it.
  const seen = new Set(shown.map(({ at }) => at));
  const found: number[] = [];
  for (let at = find(file.bytes, 0); at >= 0; at = find(file.bytes, at + mark.length)) {
    file.work.spend(1, at);
    const place = lastBefore(places, at);
    if (place === undefined || seen.has(place)) continue;
    seen.add(place);
    if (isSignature(file, place)) found.push(place);
  }
  return found;
}

function find(bytes: Uint8Array, from: number): number {
  const [first = 0] = mark;
  for (let at = bytes.indexOf(first, from); at >= 0; at = bytes.indexOf(first, at + 1)) {
    if (mark.every((byte, i) => bytes[at + i] === byte)) return at;
  }
  return -1;
}

function lastBefore(places: readonly number[], at: number): number | undefined {
  let [low, high] = [0, places.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((places[middle] ?? 0) <= at) low = middle + 1;
    else high = middle;
  }
  return places[low - 1];
}

/** With a value in it: prepared room is no signature. */
function isSignature(file: PdfFile, offset: number): boolean {
  try {
    const entries = entriesOf(file.objectAt(offset).value);
    const contents = entries?.get("Contents");
    return (
      isOf(entries?.get("ByteRange"), "array") &&
      isOf(contents, "string") &&
      contents.bytes.some((byte) => byte !== 0)
    );
  } catch (error) {
    if (error instanceof PdfReadError && error.code !== "too-much-work") return false;
    throw error;
  }
}
