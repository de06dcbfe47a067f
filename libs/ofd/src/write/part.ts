import { concat, encodeUtf8, toBase64 } from "@liangzheng/bytes";
import { crc32 as pureCrc32 } from "../container/crc32.ts";
import { packEntry, type ZipEntry, type ZipPorts } from "./zip.ts";

/** What the writer asks of the platform; everything must answer the same for the same bytes. */
export interface WritePorts extends ZipPorts {
  sm3(bytes: Uint8Array): Uint8Array;
  /** Slower and denser than `deflate`, for what is compressed once. */
  readonly deflateOnce?: (bytes: Uint8Array) => Uint8Array;
  /** A faster encoder than the pure one, if there is one. */
  readonly encodeUtf8?: (text: string) => Uint8Array;
}

/** A file of the package with the digest that a Reference to it carries. */
export interface Part extends ZipEntry {
  /** Base64 of the SM3 of `bytes`. */
  readonly digest: string;
}

export function makePart(path: string, content: string | Uint8Array, ports: WritePorts, store = false): Part {
  const bytes = typeof content === "string" ? (ports.encodeUtf8 ?? encodeUtf8)(content) : content;
  return { path, bytes, store, digest: toBase64(ports.sm3(bytes)) };
}

/** A part whose beginning is deflated already, in blocks that others may follow. */
export function partBegun(
  path: string,
  begun: { readonly bytes: Uint8Array; readonly deflated: Uint8Array },
  rest: Uint8Array,
  ports: WritePorts,
): Part {
  const part = makePart(path, concat(begun.bytes, rest), ports);
  const crc = (ports.crc32 ?? pureCrc32)(part.bytes);
  return { ...part, packed: { method: 8, crc, data: concat(begun.deflated, ports.deflate(rest)) } };
}

/** A part that many documents share: compressed and digested here and never again. */
export function makeConstantPart(
  path: string,
  content: string | Uint8Array,
  ports: WritePorts,
  store = false,
): Part {
  const part = makePart(path, content, ports, store);
  const once = ports.deflateOnce;
  return { ...part, packed: packEntry(part, once === undefined ? ports : { ...ports, deflate: once }, 0) };
}
