/** Bytes and nothing else: no I/O, no platform types. Everything here is total except where `BytesError` is named. */
export { fromBase64, toBase64, toBase64Url } from "./base64.ts";
export { canonicalJson, type JsonValue } from "./canonical-json.ts";
export { BytesError, type BytesErrorCode } from "./error.ts";
export { fromHex, toHex } from "./hex.ts";
export { textOfUnits } from "./units.ts";
export { decodeUtf8, encodeUtf8 } from "./utf8.ts";
export { concat, equalBytes, fromBigInt, toBigInt } from "./whole.ts";
