import { BytesError, decodeUtf8, textOfUnits } from "@liangzheng/bytes";

/**
 * A search for any of several words (ASCII), in any place of some bytes. For XML in UTF-8 it answers, without reading the
 * XML, whether an element or attribute of such a name can be there at all: a template's drawing is hundreds of kilobytes
 * without a single link, and reading it would be half the cost of a verification.
 */
export function wordSearch(words: readonly string[]): (bytes: Uint8Array) => boolean {
  const pattern = new RegExp(words.join("|"));
  return (bytes) => pattern.test(asText(bytes));
}

/** ASCII is the same in either reading. */
function asText(bytes: Uint8Array): string {
  try {
    return decodeUtf8(bytes);
  } catch (error) {
    if (error instanceof BytesError) return textOfUnits(bytes);
    throw error;
  }
}

/** Whether the bytes are written so that every reader finds the same ASCII words in them: UTF-16 and its kin hold zeros. */
export function isPlainXml(bytes: Uint8Array): boolean {
  const start = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  return bytes[start] === 0x3c && !bytes.includes(0);
}
