import { decode, decodeFirst, encode, rfc8949EncodeOptions } from "cborg";
import { ShowCodeError } from "./error.ts";

/** What stands in our messages; maps are of type Map, so that their keys may be numbers. */
export type Cbor = number | string | Uint8Array | readonly Cbor[] | ReadonlyMap<number | string, Cbor>;

const strictly = {
  strict: true,
  allowIndefinite: false,
  allowUndefined: false,
  allowInfinity: false,
  allowNaN: false,
  allowBigInt: false,
  rejectDuplicateMapKeys: true,
  useMaps: true,
} as const;

/** Deterministic encoding (RFC 8949 §4.2.1): shortest heads, keys in the order of their bytes. */
export const encodeCbor = (value: Cbor): Uint8Array => encode(value, rfc8949EncodeOptions);

const equalBytes = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && a.every((byte, at) => byte === b[at]);

/**
 * One item that fills the bytes. What its own encoding does not give back was not deterministic (keys out of order, a
 * float for a whole number, text that is not UTF-8) and is refused: one meaning has one form.
 * @throws ShowCodeError `bad-encoding`.
 */
export const decodeCbor = (bytes: Uint8Array): unknown => sameAgain(bytes, () => decode(bytes, strictly));

/** The first item, and where it ends. @throws ShowCodeError `bad-encoding`. */
export function decodeFirstCbor(bytes: Uint8Array): { readonly item: unknown; readonly length: number } {
  const [item, rest] = guarded(() => decodeFirst(bytes, strictly));
  const length = bytes.length - rest.length;
  return { item: sameAgain(bytes.subarray(0, length), () => item), length };
}

function sameAgain(bytes: Uint8Array, read: () => unknown): unknown {
  const item = guarded(read);
  const again = guarded(() => encode(item, rfc8949EncodeOptions));
  if (!equalBytes(bytes, again)) throw new ShowCodeError("bad-encoding");
  return item;
}

/** Whatever the decoder throws at hostile bytes, the depth of its recursion included, has one name here. */
function guarded<T>(read: () => T): T {
  try {
    return read();
  } catch (cause) {
    throw new ShowCodeError("bad-encoding", { cause });
  }
}
