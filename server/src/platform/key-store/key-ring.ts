import type { Tx } from "../postgres/pool.ts";
import type { Box } from "../vault.ts";
import { markDestroyed } from "./device-keys.ts";
import { type KeyStore, KeyStoreError, type NewKey, type Sign, type StoreName } from "./key-store.ts";

/** A key as its row has it: in which store, and what opens it there, sealed. */
export interface KeptKey {
  readonly keyStore: StoreName;
  readonly privateKey: Uint8Array;
}

/** The stores of a deployment: one in which new keys are made, and those that older keys are in. */
export interface KeyStores {
  readonly current: KeyStore;
  /** @throws KeyStoreError `misconfigured` where the deployment has no such store. */
  get(name: StoreName): KeyStore;
  close(): Promise<void>;
}

export function keyStores(current: KeyStore, others: readonly KeyStore[] = []): KeyStores {
  const all = new Map([...others, current].map((store) => [store.name, store]));
  return {
    current,
    get(name) {
      const store = all.get(name);
      if (store === undefined)
        throw new KeyStoreError(
          "misconfigured",
          `a key lies in the store ${name}, which is not set up here: see docs/operations/keys.md`,
        );
      return store;
    },
    async close() {
      for (const store of all.values()) await store.close();
    },
  };
}

/** One room's keys: `about` says whose a key is, and a key that is sealed for one does not open for another. */
export interface KeyRing {
  make(tx: Tx, about: string): Promise<Pick<NewKey, "publicKey" | "sign"> & { readonly kept: KeptKey }>;
  open(kept: KeptKey, about: string): Sign;
  /** No device gives this key out again, whether or not it is there: to erase it is for its administrator. The caller deletes what is kept. */
  destroy(tx: Tx, about: string): Promise<void>;
}

/** A key of the software stays under the words it was always sealed with; a device's stands under its store's name too. */
const sealedAbout = (store: StoreName, about: string): string =>
  store === "software" ? about : `${store}:${about}`;

export function createKeyRing(stores: KeyStores, box: Box): KeyRing {
  return {
    async make(tx, about) {
      const { name } = stores.current;
      const { publicKey, secret, sign } = await stores.current.generate(tx, about);
      return {
        publicKey,
        sign,
        kept: { keyStore: name, privateKey: box.seal(secret, sealedAbout(name, about)) },
      };
    },
    open: ({ keyStore, privateKey }, about) =>
      stores.get(keyStore).open(box.open(privateKey, sealedAbout(keyStore, about))),
    destroy: markDestroyed,
  };
}
