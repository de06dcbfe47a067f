import type { keyStoreNames } from "@liangzheng/contract";
import type { Tx } from "../postgres/pool.ts";

/** Where private keys live. Written beside each key, so that a deployment can have keys in several. */
export type StoreName = (typeof keyStoreNames)[number];

/** SM2 under the default id (GB/T 32918.2 §6), DER. A key in memory answers at once, a device later. */
export type Sign = (message: Uint8Array) => Uint8Array | Promise<Uint8Array>;

export interface NewKey {
  /** 65-byte uncompressed point. */
  readonly publicKey: Uint8Array;
  /** What opens the key again: the key itself, or its name in a device. Kept sealed. */
  readonly secret: Uint8Array;
  readonly sign: Sign;
}

/** What a store says of itself, for operators. No store can prove that it is certified; software never is. */
export interface StoreInfo {
  readonly description: string;
  /** What of it may not be overlooked. */
  readonly warnings: readonly string[];
}

/** SM2 signing keys, made and used where they live. */
export interface KeyStore {
  readonly name: StoreName;
  /**
   * A key that nobody has used, taken in the caller's transaction: what is rolled back takes nothing.
   * @throws KeyStoreError
   */
  generate(tx: Tx, about: string): Promise<NewKey>;
  /** @throws KeyStoreError `bad-handle`; what it returns rejects with KeyStoreError. */
  open(secret: Uint8Array): Sign;
  /** Signs and verifies something that means nothing. @throws KeyStoreError */
  prove(): Promise<StoreInfo>;
  close(): Promise<void>;
}

export type KeyStoreFault =
  /** The settings, the library or the password: an operator must change something. */
  | "misconfigured"
  /** The device does not answer, or answers with a fault of its own. It may answer later. */
  | "unavailable"
  /** It answers and refuses: no such key, no right to it. */
  | "refused"
  /** Every key that it has is taken. */
  | "no-free-key"
  /** It holds another key there than the one that was taken. */
  | "another-key"
  | "bad-handle";

/** A store of keys cannot do what is asked. The message is for operators and says what to do; no caller sees it. */
export class KeyStoreError extends Error {
  override readonly name = "KeyStoreError";
  readonly code: KeyStoreFault;
  constructor(code: KeyStoreFault, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
