import type { Gm, Random } from "./gm.ts";
import { sm2PublicKeyOf } from "./sm2-key.ts";
import { sm2Signer } from "./sm2-sign.ts";
import { sm2Verifier } from "./sm2-verify.ts";
import { hmacSm3, sm3 } from "./sm3.ts";
import { sm4Ctr } from "./sm4.ts";

/** The reference backend. `random` feeds nonces and blinding; each backend keeps its own memory of known keys. */
export const pureGm = (random: Random): Gm => ({
  name: "pure",
  sm3,
  hmacSm3,
  sm4Ctr,
  hmacSm3Under:
    (key) =>
    (...parts) =>
      hmacSm3(key, ...parts),
  sm4CtrUnder: (key) => (counter, data) => sm4Ctr(key, counter, data),
  verify: sm2Verifier(),
  signer: (privateKey) => sm2Signer(random, privateKey),
  publicKeyOf: (privateKey) => sm2PublicKeyOf(random, privateKey),
});
