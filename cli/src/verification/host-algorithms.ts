import { createHash, getHashes, randomBytes } from "node:crypto";
import { equalBytes, fromHex } from "@liangzheng/bytes";
import { fastSm2, type Gm, pureGm } from "@liangzheng/gm";
import type { SealAlgorithms } from "@liangzheng/seal";

/** GB/T 32905 appendix A.1: SM3("abc"). */
const abc = fromHex("66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0");

/** SM3 from Node's OpenSSL where it has one that gives the standard's value, and SM2 by WebAssembly where that runs. */
export function hostAlgorithms(): SealAlgorithms {
  const pure = pureGm((n) => randomBytes(n));
  const native = (...parts: readonly Uint8Array[]): Uint8Array => {
    const hash = createHash("sm3");
    for (const part of parts) hash.update(part);
    return new Uint8Array(hash.digest());
  };
  const usable = getHashes().includes("sm3") && equalBytes(native(Buffer.from("abc")), abc);
  const sm3 = usable ? native : pure.sm3;
  let verify: Gm["verify"] | undefined;
  return {
    sm3,
    verify(publicKey, message, signature) {
      // At the first use: to start takes as long as some ten verifications by the pure one.
      verify ??= startVerify({ ...pure, sm3 });
      return verify(publicKey, message, signature);
    },
  };
}

function startVerify(algorithms: Gm): Gm["verify"] {
  try {
    return fastSm2((n) => randomBytes(n), algorithms).verify;
  } catch {
    // A Node without WebAssembly (`--jitless`) verifies as well, more slowly.
    return algorithms.verify;
  }
}
