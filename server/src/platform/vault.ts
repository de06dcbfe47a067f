import { concat } from "@liangzheng/bytes";
import { type Gm, type SealingKey, sealingKey } from "@liangzheng/gm";
import { remembered } from "./remembered.ts";

/** Keys that stand outside the database and its backups. 32 bytes each; the index key is not derived from the other. */
export interface VaultKeys {
  readonly keyEncryption: Uint8Array;
  readonly blindIndex: Uint8Array;
}

/** Named bytes sealed together under one content key, which is itself wrapped once for each holder, in their order. */
export interface SealedRecord {
  readonly parts: Readonly<Record<string, Uint8Array>>;
  readonly contentKeys: Uint8Array;
}

/** Encrypts licence records. Has no way back: who holds it can put in and not take out. */
export interface Sealer {
  seal(
    parts: Readonly<Record<string, Uint8Array>>,
    holderKeys: readonly Uint8Array[],
    about: string,
  ): SealedRecord;
}

/** Decrypts licence records. Only the room `use` is handed one. */
export interface Opener {
  /** @throws Error when the bytes, the keys or `about` are not those that were sealed. */
  open(
    part: string,
    sealed: Uint8Array,
    contentKeys: Uint8Array,
    holderKeys: readonly Uint8Array[],
    about: string,
  ): Uint8Array;
}

/** Both directions, for one purpose: data that a single room writes and reads back itself. */
export interface Box {
  seal(plain: Uint8Array, about: string): Uint8Array;
  /** @throws Error */
  open(sealed: Uint8Array, about: string): Uint8Array;
}

export interface Vault {
  readonly sealer: Sealer;
  readonly opener: Opener;
  /** Keys of different purposes are independent: one room's box cannot open another's bytes. */
  box(purpose: string): Box;
  /** A new key of a holder, wrapped. Deleting it makes everything sealed for that holder alone unreadable. */
  newHolderKey(): Uint8Array;
  /** A keyed digest by which a full number can be found again, and nothing else learnt. */
  blindIndex(kind: string, value: string): Uint8Array;
}

const keyLength = 32;
const nonceLength = 16;
const wrappedLength = nonceLength + keyLength + 32;

const encodeUtf8 = (text: string): Uint8Array => Buffer.from(text, "utf8");
const textOf = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");

/** Everything at rest is SM4-CTR + HMAC-SM3 under envelope keys (GM/T 0002, GM/T 0004). */
export function createVault(gm: Gm, keys: VaultKeys, random: (length: number) => Uint8Array): Vault {
  const derive = (purpose: string): SealingKey =>
    sealingKey(gm, gm.hmacSm3(keys.keyEncryption, encodeUtf8(`liangzheng/${purpose}`)));
  const wrapKey = derive("holder-key");
  const unwrapped = remembered<SealingKey>();

  const seal = (key: SealingKey, plain: Uint8Array, about: string): Uint8Array =>
    key.seal(random(nonceLength), plain, encodeUtf8(about));
  const open = (key: SealingKey, sealed: Uint8Array, about: string): Uint8Array => {
    const plain = key.open(sealed, encodeUtf8(about));
    if (plain === undefined) throw new Error(`sealed bytes do not open: ${about}`);
    return plain;
  };

  // Unwrapping is pure, and a key is remembered under its wrapping: who has not read the wrapped keys from the database
  // again gets nothing from here, so that a holder's key that was deleted opens nothing more.
  const holderKey = (wrapped: Uint8Array): SealingKey =>
    unwrapped(textOf(wrapped), () => sealingKey(gm, open(wrapKey, wrapped, "holder-key")));
  const contentKey = (slot: Uint8Array, wrapped: Uint8Array, about: string): SealingKey =>
    unwrapped(`${about}\u0000${textOf(slot)}${textOf(wrapped)}`, () =>
      sealingKey(gm, open(holderKey(wrapped), slot, about)),
    );

  return {
    sealer: {
      seal(parts, holderKeys, about) {
        const bytes = random(keyLength);
        const key = sealingKey(gm, bytes);
        return {
          parts: Object.fromEntries(
            Object.entries(parts).map(([name, plain]) => [name, seal(key, plain, `${about}/${name}`)]),
          ),
          contentKeys: concat(...holderKeys.map((wrapped) => seal(holderKey(wrapped), bytes, about))),
        };
      },
    },
    opener: {
      open(part, sealed, contentKeys, holderKeys, about) {
        for (const [index, wrapped] of holderKeys.entries()) {
          const slot = contentKeys.subarray(index * wrappedLength, (index + 1) * wrappedLength);
          if (wrapped.length > 0 && slot.length === wrappedLength) {
            return open(contentKey(slot, wrapped, about), sealed, `${about}/${part}`);
          }
        }
        throw new Error(`no holder key left for ${about}`);
      },
    },
    box(purpose) {
      const key = derive(`box/${purpose}`);
      return {
        seal: (plain, about) => seal(key, plain, about),
        open: (sealed, about) => open(key, sealed, about),
      };
    },
    newHolderKey: () => seal(wrapKey, random(keyLength), "holder-key"),
    blindIndex: (kind, value) => gm.hmacSm3(keys.blindIndex, encodeUtf8(`${kind}\u0000${value}`)),
  };
}
