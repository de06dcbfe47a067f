import { type Gm, generatePrivateKey } from "@liangzheng/gm";
import { type KeyStore, KeyStoreError } from "./key-store.ts";

/** Said wherever somebody might take it for more. */
const softwareWarning = "software store: no certified cryptographic product (商用密码产品)";

/** Keys that the process itself makes and signs with; what is kept of them is the key, which the caller seals. */
export function softwareKeyStore(gm: Gm, random: (length: number) => Uint8Array): KeyStore {
  return {
    name: "software",
    async generate() {
      const secret = generatePrivateKey(random);
      return { publicKey: gm.publicKeyOf(secret), secret, sign: gm.signer(secret) };
    },
    open: (secret) => gm.signer(secret),
    async prove() {
      const key = generatePrivateKey(random);
      const message = random(32);
      if (!gm.verify(gm.publicKeyOf(key), message, gm.signer(key)(message)))
        throw new KeyStoreError("unavailable", "the software store cannot verify what it signs");
      return { description: `SM2 by the backend ${gm.name}`, warnings: [softwareWarning] };
    },
    close: async () => undefined,
  };
}
