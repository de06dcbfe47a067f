import { concat } from "@liangzheng/bytes";
import { fromRaw } from "@liangzheng/gm";

/** Structures of GM/T 0018-2012 §5: no padding in any of them, numbers in the machine's order, which is little-endian. */
const maximum = 64;
export const publicKeyLength = 4 + 2 * maximum;
export const signatureLength = 2 * maximum;
export const deviceInfoLength = 40 + 16 + 16 + 7 * 4;

const coordinate = 32;

/**
 * ECCrefPublicKey {bits, x[64], y[64]}, coordinates at the right end, to a 65-byte uncompressed point. Whether the point
 * is on the curve shows when a signature is verified.
 * @returns undefined for a key of another length, or in another layout.
 */
export function parsePublicKey(bytes: Uint8Array): Uint8Array | undefined {
  const bits = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
  const x = bytes.subarray(4, 4 + maximum);
  const y = bytes.subarray(4 + maximum, publicKeyLength);
  if (bits !== 256 || !isRightAligned(x) || !isRightAligned(y)) return undefined;
  return concat(Uint8Array.of(4), x.subarray(maximum - coordinate), y.subarray(maximum - coordinate));
}

const isRightAligned = (field: Uint8Array): boolean =>
  field.subarray(0, maximum - coordinate).every((byte) => byte === 0) &&
  field.subarray(maximum - coordinate).some((byte) => byte !== 0);

/** ECCSignature {r[64], s[64]} to DER. @throws GmError */
export function parseSdfSignature(bytes: Uint8Array): Uint8Array {
  const r = bytes.subarray(maximum - coordinate, maximum);
  const s = bytes.subarray(signatureLength - coordinate, signatureLength);
  return fromRaw(concat(r, s));
}

export interface SdfDeviceInfo {
  readonly issuer: string;
  readonly device: string;
  readonly serial: string;
  readonly version: number;
  readonly standardVersion: number;
}

/** DEVICEINFO. Names are of the vendor's own spelling, and are cut to what can be shown on a line. */
export function parseDeviceInfo(bytes: Uint8Array): SdfDeviceInfo {
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const text = (from: number, to: number): string =>
    Buffer.from(bytes.subarray(from, to))
      .toString("latin1")
      .split("\0", 1)[0]
      ?.replace(/[^ -~]/g, "?")
      .trim() ?? "";
  return {
    issuer: text(0, 40),
    device: text(40, 56),
    serial: text(56, 72),
    version: view.getUint32(72, true),
    standardVersion: view.getUint32(76, true),
  };
}
