/**
 * The national algorithms SM2, SM3 and SM4: a pure reference and the interface other backends answer to. Beside them, what
 * verifies RSA and ECDSA signatures, for files made elsewhere.
 */
export { GmError, type GmErrorCode } from "./error.ts";
export {
  type ForeignAlgorithms,
  foreignAlgorithms,
  type NistCurve,
  type RsaPublicKey,
  type RsaScheme,
  type Sha2,
} from "./foreign/foreign.ts";
export type { Gm, Random } from "./gm.ts";
export { pureGm } from "./pure.ts";
export { type SealingKey, sealingKey } from "./sealed-bytes.ts";
export { compressPoint, parsePrivateKey, uncompressPoint } from "./sm2-curve.ts";
export { sm2Decrypt, sm2Encrypt } from "./sm2-encrypt.ts";
export { fastSm2 } from "./sm2-fast.ts";
export { sm2DefaultId, sm2Identity } from "./sm2-identity.ts";
export { generatePrivateKey } from "./sm2-key.ts";
export { sm2Signer } from "./sm2-sign.ts";
export { fromRaw, toRaw } from "./sm2-signature.ts";
export { sm2Verifier } from "./sm2-verify.ts";
export { openSm4Gcm, sealSm4Gcm } from "./sm4-gcm.ts";
