import { concat, toHex } from "@liangzheng/bytes";
import { type Gm, sm2Identity } from "@liangzheng/gm";
import { listTaken, takeKey } from "../device-keys.ts";
import { type KeyStore, KeyStoreError } from "../key-store.ts";
import type { SdfDevice } from "./sdf-device.ts";
import { isEmptySlot } from "./sdf-errors.ts";
import { parseDeviceInfo, parsePublicKey, parseSdfSignature } from "./sdf-structures.ts";

export interface SdfKeyStoreOptions {
  readonly device: SdfDevice;
  readonly gm: Gm;
  /** Slots (key indexes) that are ours to use, first and last. */
  readonly slots: readonly [number, number];
  readonly random: (length: number) => Uint8Array;
}

/**
 * Keys that lie in the slots of a device of GM/T 0018 and never leave it. The standard has no function that makes a key
 * in a slot: its administrator makes them, with the vendor's tool, and this store takes them into use one after another.
 * Everything that the device signs is verified before it is used.
 */
export function sdfKeyStore({ device, gm, slots: [first, last], random }: SdfKeyStoreOptions): KeyStore {
  const slots = Array.from({ length: last - first + 1 }, (_, i) => first + i);

  /** Undefined where the slot has no SM2 signing key. */
  const publicKeyIn = (slot: number): Promise<Uint8Array | undefined> =>
    device.use(async (session) => {
      try {
        return parsePublicKey(await session.exportSignPublicKey(slot));
      } catch (error) {
        if (isEmptySlot(error)) return undefined;
        throw error;
      }
    });

  async function signIn(slot: number, publicKey: Uint8Array, message: Uint8Array): Promise<Uint8Array> {
    // What a device of SM2 signs is not the message but SM3(Z ‖ M) (GM/T 0009 §8).
    const digest = gm.sm3(sm2Identity(publicKey), message);
    const answer = await device.use((session) => session.internalSign(slot, digest));
    const signature = readSignature(answer);
    if (signature !== undefined && gm.verify(publicKey, message, signature)) return signature;
    const there = await publicKeyIn(slot);
    if (there === undefined || toHex(there) !== toHex(publicKey))
      throw new KeyStoreError(
        "another-key",
        `slot ${slot} of the SDF device holds another key than the one taken into use: bring back the device's backup`,
      );
    throw new KeyStoreError(
      "unavailable",
      `what the SDF device signs with slot ${slot} does not verify: its structures are not those of GM/T 0018-2012, or it is faulty`,
    );
  }

  return {
    name: "sdf",
    async generate(tx, about) {
      const taken = await listTaken(tx, "sdf");
      const keys = new Set(taken.map(({ publicKey }) => toHex(publicKey)));
      const used = new Set(taken.map(({ slot }) => slot));
      // Slots that never had a key of ours first; then those whose key the administrator has made anew.
      for (const slot of [
        ...slots.filter((one) => !used.has(one)),
        ...slots.filter((one) => used.has(one)),
      ]) {
        const publicKey = await publicKeyIn(slot);
        if (publicKey === undefined || keys.has(toHex(publicKey))) continue;
        if (!(await takeKey(tx, { store: "sdf", slot, publicKey, about }))) continue;
        await signIn(slot, publicKey, random(32));
        return {
          publicKey,
          secret: encodeHandle(slot, publicKey),
          sign: (message) => signIn(slot, publicKey, message),
        };
      }
      throw new KeyStoreError(
        "no-free-key",
        `no slot from ${first} to ${last} of the SDF device has a key that is not in use: let its administrator make keys, or widen LIANGZHENG_SDF_SLOTS`,
      );
    },
    open(secret) {
      const { slot, publicKey } = parseHandle(secret);
      return (message) => signIn(slot, publicKey, message);
    },
    async prove() {
      const info = parseDeviceInfo(await device.use((session) => session.deviceInfo()));
      const filled: number[] = [];
      for (const slot of slots) {
        const publicKey = await publicKeyIn(slot);
        if (publicKey === undefined) continue;
        if (filled.length === 0) await signIn(slot, publicKey, random(32));
        filled.push(slot);
      }
      const { issuer, device: name, serial, standardVersion } = info;
      if (filled.length === 0)
        throw new KeyStoreError(
          "no-free-key",
          `the SDF device ${issuer} ${name} has no SM2 key in slots ${first} to ${last}: let its administrator make some`,
        );
      return {
        description: `${issuer} ${name}, serial ${serial}, interface version ${standardVersion}; SM2 keys in ${filled.length} of the slots ${first} to ${last}; slot ${filled[0]} signs and verifies`,
        warnings: [
          "whether the device is certified (商用密码产品认证) stands in its certificate, not in what its library says",
        ],
      };
    },
    close: () => device.close(),
  };
}

function readSignature(bytes: Uint8Array): Uint8Array | undefined {
  try {
    return parseSdfSignature(bytes);
  } catch {
    return undefined;
  }
}

/** Slot, two octets, then the public key: a slot alone would mean whatever key lies there. */
const encodeHandle = (slot: number, publicKey: Uint8Array): Uint8Array =>
  concat(Uint8Array.of(slot >> 8, slot & 0xff), publicKey);

function parseHandle(secret: Uint8Array): { readonly slot: number; readonly publicKey: Uint8Array } {
  const [high = 0, low = 0] = secret;
  if (secret.length !== 67 || secret[2] !== 4)
    throw new KeyStoreError("bad-handle", "no handle of an SDF key");
  return { slot: high * 256 + low, publicKey: secret.slice(2) };
}
