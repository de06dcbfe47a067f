import { concat, encodeUtf8, fromBigInt } from "@liangzheng/bytes";
import { GmError, requireLength } from "./error.ts";
import { a, b, Gx, Gy } from "./sm2-curve.ts";
import { sm3 } from "./sm3.ts";

/** The signer's id where nothing else is agreed (GM/T 0009 §10). */
export const sm2DefaultId = "1234567812345678";

const curve = concat(...[a, b, Gx, Gy].map((value) => fromBigInt(value, 32)));

/**
 * Z = SM3(ENTL ‖ ID ‖ a ‖ b ‖ Gx ‖ Gy ‖ x ‖ y), GB/T 32918.2 §5.5: what binds a signature to its signer.
 * @param publicKey 65-byte uncompressed point; that it lies on the curve is not checked here.
 * @param id text, encoded as UTF-8, of at most 8,191 bytes.
 * @throws GmError `bad-length`.
 */
export function sm2Identity(publicKey: Uint8Array, id: string = sm2DefaultId): Uint8Array {
  requireLength(publicKey, 65, "public key");
  const idBytes = encodeUtf8(id);
  if (idBytes.length > 0x1fff) throw new GmError("bad-length", "the id's length in bits takes two bytes");
  return sm3(fromBigInt(BigInt(idBytes.length * 8), 2), idBytes, curve, publicKey.subarray(1));
}
