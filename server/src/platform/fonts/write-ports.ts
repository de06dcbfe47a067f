import { crc32, deflateRawSync, deflateSync } from "node:zlib";
import type { WritePorts } from "@liangzheng/ofd";

/**
 * Parts are small and mostly numbers: level 1 gives four hundred bytes away on a page of 13 kB and takes less than half
 * the time of level 6 (ADR 0004); small buffers shorten the start-up of zlib.
 */
const quick = { level: 1, windowBits: 12, memLevel: 6, chunkSize: 8192 };

/** What the OFD writer asks of the platform, from node:zlib; the digest comes from the chosen cryptography. */
export const nodeWritePorts = (sm3: (bytes: Uint8Array) => Uint8Array): WritePorts => ({
  deflate: (bytes) => deflateRawSync(bytes, quick),
  deflateOnce: (bytes) => deflateRawSync(bytes, { level: 9 }),
  crc32: (bytes) => crc32(bytes),
  encodeUtf8: (text) => Buffer.from(text, "utf8"),
  sm3,
});

/** For PNG, where size counts and time does not. */
export const zlibBest = (bytes: Uint8Array): Uint8Array => deflateSync(bytes, { level: 9 });
