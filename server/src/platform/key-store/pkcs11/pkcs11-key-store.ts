import { concat, toHex } from "@liangzheng/bytes";
import { fromRaw, type Gm, sm2Identity } from "@liangzheng/gm";
import { listTaken, takeKey } from "../device-keys.ts";
import { type KeyStore, KeyStoreError } from "../key-store.ts";
import type { Pkcs11Token, TokenKey } from "./pkcs11-token.ts";

export interface Pkcs11KeyStoreOptions {
  readonly token: Pkcs11Token;
  readonly gm: Gm;
  /** CKA_LABEL of keys that are ours to use. */
  readonly label: string;
  /** Whether the token makes keys, or its administrator does. */
  readonly makesKeys: boolean;
  readonly random: (length: number) => Uint8Array;
}

/**
 * Keys that lie in a token of PKCS #11 and never leave it. Those under our label that nobody has used are taken first: an
 * administrator made them, or a transaction that was rolled back. Then the token makes one, where it may.
 * Everything that it signs is verified before it is used.
 */
export function pkcs11KeyStore({ token, gm, label, makesKeys, random }: Pkcs11KeyStoreOptions): KeyStore {
  async function signWith({ id, publicKey }: TokenKey, message: Uint8Array): Promise<Uint8Array> {
    // Mechanisms of SM2 over a digest that is ready take SM3(Z ‖ M), e in GB/T 32918.2 §6.1.
    const digest = gm.sm3(sm2Identity(publicKey), message);
    const answer = await token.use((session) => session.sign(id, digest));
    if (answer === undefined)
      throw new KeyStoreError(
        "another-key",
        `the PKCS #11 token has no private key ${toHex(id)}: bring back its backup`,
      );
    const signature = readSignature(answer);
    if (signature !== undefined && gm.verify(publicKey, message, signature)) return signature;
    const there = await token.use((session) => session.findKey(id));
    if (there === undefined || toHex(there.publicKey) !== toHex(publicKey))
      throw new KeyStoreError(
        "another-key",
        `the PKCS #11 token holds another key ${toHex(id)} than the one taken into use: bring back its backup`,
      );
    throw new KeyStoreError(
      "unavailable",
      `what the PKCS #11 token signs with its key ${toHex(id)} does not verify: LIANGZHENG_PKCS11_SM2_SIGN is not its mechanism over a digest that is ready, or it is faulty`,
    );
  }

  const list = (): Promise<readonly TokenKey[]> => token.use((session) => session.listKeys(label));

  const make = (): Promise<TokenKey> =>
    token.use(async (session) => {
      const id = random(16);
      await session.makeKey(label, id);
      const key = await session.findKey(id);
      if (key !== undefined) return key;
      throw new KeyStoreError(
        "unavailable",
        "the PKCS #11 token made a key and does not show it: look into the device's own log",
      );
    });

  return {
    name: "pkcs11",
    async generate(tx, about) {
      const taken = new Set((await listTaken(tx, "pkcs11")).map(({ publicKey }) => toHex(publicKey)));
      const take = async (key: TokenKey) => {
        const { publicKey } = key;
        if (!(await takeKey(tx, { store: "pkcs11", slot: null, publicKey, about }))) return undefined;
        await signWith(key, random(32));
        const sign = (message: Uint8Array): Promise<Uint8Array> => signWith(key, message);
        return { publicKey, secret: encodeHandle(key), sign };
      };
      for (const key of await list()) {
        const made = taken.has(toHex(key.publicKey)) ? undefined : await take(key);
        if (made !== undefined) return made;
      }
      // Whoever lists at this moment may take a key that was just made.
      for (let attempt = 0; makesKeys && attempt < 3; attempt++) {
        const made = await take(await make());
        if (made !== undefined) return made;
      }
      throw new KeyStoreError(
        "no-free-key",
        `the PKCS #11 token has no SM2 key labelled "${label}" that is not in use: let its administrator make keys, or set LIANGZHENG_PKCS11_SM2_GENERATE`,
      );
    },
    open(secret) {
      const key = parseHandle(secret);
      return (message) => signWith(key, message);
    },
    async prove() {
      const [{ maker, model, serial, label: name }, keys] = await token.use(
        async (session) => [session.token, await session.listKeys(label)] as const,
      );
      const [first] = keys;
      if (first === undefined && !makesKeys)
        throw new KeyStoreError(
          "no-free-key",
          `the PKCS #11 token "${name}" has no SM2 key labelled "${label}": let its administrator make some, or set LIANGZHENG_PKCS11_SM2_GENERATE`,
        );
      if (first !== undefined) await signWith(first, random(32));
      const proof =
        first === undefined
          ? "no key yet, so that nothing was signed"
          : `${keys.length} SM2 keys; ${toHex(first.id)} signs and verifies`;
      return {
        description: `PKCS #11 token "${name}", ${maker} ${model}, serial ${serial}; ${proof}`,
        warnings: [
          "whether the token is certified (商用密码产品认证) stands in its certificate, not in what its module says",
        ],
      };
    },
    close: () => token.close(),
  };
}

/** r ‖ s, as signatures of PKCS #11 are, or DER, as those of some vendors. */
function readSignature(answer: Uint8Array): Uint8Array | undefined {
  try {
    return answer.length === 64 ? fromRaw(answer) : answer;
  } catch {
    return undefined;
  }
}

/** The public key, then the identifier, which alone would mean whatever key has it. */
const encodeHandle = ({ id, publicKey }: TokenKey): Uint8Array => concat(publicKey, id);

function parseHandle(secret: Uint8Array): TokenKey {
  if (secret.length <= 65 || secret[0] !== 4)
    throw new KeyStoreError("bad-handle", "no handle of a PKCS #11 key");
  return { publicKey: secret.slice(0, 65), id: secret.slice(65) };
}
