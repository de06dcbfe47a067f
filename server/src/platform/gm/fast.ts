import { fastSm2, type Gm, type Random } from "@liangzheng/gm";
import { pooled } from "../entropy.ts";
import { nativeGm } from "./native.ts";
import { recent } from "./recent.ts";

/** Signers kept, a kilobyte each. */
const capacity = 1_000;

/**
 * SM2 by the WebAssembly of `libs/gm`, everything else on OpenSSL: each where it is fastest (docs/adr/0017).
 * @throws where one of the two cannot start.
 */
export function fastGm(random: Random): Gm {
  const native = nativeGm();
  const sm2 = fastSm2(pooled(random), native);
  const signers = recent<(message: Uint8Array) => Uint8Array>(capacity);
  return {
    ...native,
    ...sm2,
    name: "wasm",
    // Named by digest, so that no private key stands in a string that cannot be wiped.
    signer: (privateKey) =>
      signers.get(Buffer.from(native.sm3(privateKey)).toString("latin1"), () => sm2.signer(privateKey)),
  };
}
