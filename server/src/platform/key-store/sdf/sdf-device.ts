import { KeyStoreError } from "../key-store.ts";
import { NativeCallError } from "../native/native-call.ts";
import { type PooledSession, type PoolLimits, SessionPool } from "../native/session-pool.ts";
import { isLost, isNotSupported } from "./sdf-errors.ts";
import type { SdfLibrary } from "./sdf-library.ts";

export interface SdfDeviceOptions extends PoolLimits {
  readonly library: SdfLibrary;
  /** The access code of every key in use. */
  readonly password: Uint8Array;
}

/** What can be done with one session. */
export interface SdfSession {
  deviceInfo(): Promise<Uint8Array>;
  exportSignPublicKey(slot: number): Promise<Uint8Array>;
  internalSign(slot: number, digest: Uint8Array): Promise<Uint8Array>;
}

/** A device of GM/T 0018 behind a few sessions. */
export class SdfDevice {
  readonly #library: SdfLibrary;
  readonly #password: Uint8Array;
  readonly #pool: SessionPool<bigint>;
  /** Slots whose private keys a session may use. */
  readonly #rights = new WeakMap<PooledSession, Set<number>>();
  readonly #refusedSlots = new Set<number>();

  constructor({ library, password, ...limits }: SdfDeviceOptions) {
    this.#library = library;
    this.#password = password;
    this.#pool = new SessionPool({ ...library, name: "SDF device", isLost }, limits);
  }

  /** Runs with a session; once more, with another, where the first was lost. @throws KeyStoreError */
  use<T>(run: (session: SdfSession) => Promise<T>): Promise<T> {
    return this.#pool.use((session) => run(this.#act(session)));
  }

  /** Closes what is idle; what is under way is closed when it ends. */
  close(): Promise<void> {
    return this.#pool.close();
  }

  #act(session: PooledSession): SdfSession {
    return {
      deviceInfo: () => this.#library.deviceInfo(session.handle),
      exportSignPublicKey: (slot) => this.#library.exportSignPublicKey(session.handle, slot),
      internalSign: async (slot, digest) => {
        await this.#takeRight(session, slot);
        return this.#library.internalSign(session.handle, slot, digest);
      },
    };
  }

  /** A code that was refused is not tried again: devices lock a key after a few wrong ones. */
  async #takeRight(session: PooledSession, slot: number): Promise<void> {
    const rights = this.#rights.get(session) ?? new Set();
    this.#rights.set(session, rights);
    if (rights.has(slot)) return;
    if (this.#refusedSlots.has(slot)) throw refusedPassword(slot);
    try {
      await this.#library.takeRight(session.handle, slot, this.#password);
    } catch (error) {
      // Devices without access codes say so.
      if (!isNotSupported(error)) {
        if (isLost(error) || (error instanceof NativeCallError && error.over !== undefined)) throw error;
        this.#refusedSlots.add(slot);
        throw refusedPassword(slot, error);
      }
    }
    rights.add(slot);
  }
}

const refusedPassword = (slot: number, cause?: unknown): KeyStoreError =>
  new KeyStoreError(
    "refused",
    `the SDF device refuses the access code of slot ${slot}${cause instanceof Error ? ` (${cause.message})` : ""}: correct the password file and restart. It is not tried again until then, since devices lock a key after a few wrong codes`,
    { cause },
  );
