import { equalBytes } from "@liangzheng/bytes";
import type { Sign } from "./key-store.ts";

/** In the place of a signature that is not there yet: as long as SM2 signatures in DER get. */
const placeholder = new Uint8Array(72);

/**
 * Lets a library make something with the signature of a key that may lie in a device. Libraries are pure and wait for
 * nobody: the first run learns what is to be signed, the second puts the signature there. A key in memory answers at
 * once, and there is one run. `make` signs once.
 */
export function signedBy<T>(
  sign: Sign,
  make: (sign: (message: Uint8Array) => Uint8Array) => T,
): T | Promise<T> {
  let pending: { readonly message: Uint8Array; readonly signature: Promise<Uint8Array> } | undefined;
  const made = make((message) => {
    const signature = sign(message);
    if (!(signature instanceof Promise)) return signature;
    // Heard below, unless `make` throws first.
    signature.catch(() => undefined);
    pending = { message, signature };
    return placeholder;
  });
  if (pending === undefined) return made;
  const { message, signature } = pending;
  return signature.then((bytes) =>
    make((again) => {
      if (!equalBytes(again, message)) throw new Error("what is to be signed differs between two runs");
      return bytes;
    }),
  );
}
