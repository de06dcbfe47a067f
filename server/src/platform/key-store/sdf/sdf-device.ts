import { KeyStoreError } from "../key-store.ts";
import { asKeyStoreError, isLost, isNotSupported, SdfError } from "./sdf-errors.ts";
import type { SdfLibrary } from "./sdf-library.ts";

export interface SdfDeviceOptions {
  readonly library: SdfLibrary;
  /** The access code of every key in use. */
  readonly password: Uint8Array;
  /** Sessions at most: how many calls are under way at once. */
  readonly sessions: number;
  /** How long to wait for one that is free. */
  readonly waitMs: number;
}

/** A device that was opened, for as long as it has sessions. A lost one is retired, and another is opened for who comes next. */
interface Opened {
  readonly handle: bigint;
  sessions: number;
  retired: boolean;
  closed: boolean;
}

interface Session {
  readonly handle: bigint;
  readonly device: Opened;
  /** Slots whose private keys this session may use. */
  readonly rights: Set<number>;
}

/** What can be done with one session. */
export interface SdfSession {
  deviceInfo(): Promise<Uint8Array>;
  exportSignPublicKey(slot: number): Promise<Uint8Array>;
  internalSign(slot: number, digest: Uint8Array): Promise<Uint8Array>;
}

/** A few sessions, each used by one at a time, opened when they are needed and again when they are lost. */
export class SdfDevice {
  readonly #options: SdfDeviceOptions;
  readonly #waiting: (() => void)[] = [];
  readonly #refusedSlots = new Set<number>();
  #idle: Session[] = [];
  #inUse = 0;
  #device: Promise<Opened> | undefined;

  constructor(options: SdfDeviceOptions) {
    this.#options = options;
  }

  /** Runs with a session; once more, with another, where the first was lost. @throws KeyStoreError */
  async use<T>(run: (session: SdfSession) => Promise<T>): Promise<T> {
    try {
      return await this.#once(run);
    } catch (error) {
      if (!isLost(error)) throw asKeyStoreError(error);
    }
    return this.#once(run).catch((error: unknown) => {
      throw asKeyStoreError(error);
    });
  }

  /** Closes what is idle; what is under way is closed when it ends. */
  async close(): Promise<void> {
    const device = await this.#device?.catch(() => undefined);
    this.#device = undefined;
    if (device !== undefined) await this.#retire(device);
  }

  async #once<T>(run: (session: SdfSession) => Promise<T>): Promise<T> {
    await this.#enter();
    let session: Session | undefined;
    let release: Promise<unknown> | undefined;
    try {
      session = await this.#open();
      return await run(this.#act(session));
    } catch (error) {
      // The library is still at work: neither the session nor the place is free.
      if (error instanceof SdfError) release = error.over;
      if (release === undefined && session !== undefined && isLost(error)) await this.#retire(session.device);
      throw error;
    } finally {
      const done = async (): Promise<void> => {
        if (session !== undefined)
          await (release === undefined ? this.#giveBack(session) : this.#end(session));
        this.#leave();
      };
      if (release === undefined) await done();
      else void release.then(done);
    }
  }

  #act(session: Session): SdfSession {
    const { library } = this.#options;
    return {
      deviceInfo: () => library.deviceInfo(session.handle),
      exportSignPublicKey: (slot) => library.exportSignPublicKey(session.handle, slot),
      internalSign: async (slot, digest) => {
        await this.#takeRight(session, slot);
        return library.internalSign(session.handle, slot, digest);
      },
    };
  }

  /** A code that was refused is not tried again: devices lock a key after a few wrong ones. */
  async #takeRight(session: Session, slot: number): Promise<void> {
    if (session.rights.has(slot)) return;
    if (this.#refusedSlots.has(slot)) throw refusedPassword(slot);
    const { library, password } = this.#options;
    try {
      await library.takeRight(session.handle, slot, password);
    } catch (error) {
      // Devices without access codes say so.
      if (!isNotSupported(error)) {
        if (isLost(error) || (error instanceof SdfError && error.over !== undefined)) throw error;
        this.#refusedSlots.add(slot);
        throw refusedPassword(slot, error);
      }
    }
    session.rights.add(slot);
  }

  async #open(): Promise<Session> {
    const idle = this.#idle.pop();
    if (idle !== undefined) return idle;
    const { library } = this.#options;
    const device = await this.#enterDevice();
    try {
      return { handle: await library.openSession(device.handle), device, rights: new Set() };
    } catch (error) {
      // What has not answered may still open one: its device is never closed.
      if (error instanceof SdfError && error.over !== undefined) throw error;
      device.sessions--;
      if (isLost(error)) await this.#retire(device);
      else await this.#closeWhenDone(device);
      throw error;
    }
  }

  /** A device with a session counted in advance, so that nobody closes it before there is one. */
  async #enterDevice(): Promise<Opened> {
    for (;;) {
      this.#device ??= this.#options.library
        .openDevice()
        .then((handle) => ({ handle, sessions: 0, retired: false, closed: false }))
        .catch((error: unknown) => {
          this.#device = undefined;
          throw error;
        });
      const device = await this.#device;
      // Retired while it was waited for: it may be closed already, and a closed handle must never reach the library.
      if (!device.retired) {
        device.sessions++;
        return device;
      }
    }
  }

  /** Nobody opens a session of it any more; it is closed with its last one. */
  async #retire(device: Opened): Promise<void> {
    if (!device.retired) {
      device.retired = true;
      this.#device = undefined;
      const gone = this.#idle.filter((session) => session.device === device);
      this.#idle = this.#idle.filter((session) => session.device !== device);
      for (const session of gone) await this.#end(session);
    }
    await this.#closeWhenDone(device);
  }

  async #closeWhenDone(device: Opened): Promise<void> {
    if (!device.retired || device.sessions > 0 || device.closed) return;
    device.closed = true;
    await this.#options.library.closeDevice(device.handle).catch(() => undefined);
  }

  /** Its device may have been retired by another meanwhile. */
  async #giveBack(session: Session): Promise<void> {
    if (session.device.retired) await this.#end(session);
    else this.#idle.push(session);
  }

  /** What is lost may refuse to be closed, and there is nothing to be done about it. */
  async #end(session: Session): Promise<void> {
    await this.#options.library.closeSession(session.handle).catch(() => undefined);
    session.device.sessions--;
    await this.#closeWhenDone(session.device);
  }

  async #enter(): Promise<void> {
    const { sessions, waitMs } = this.#options;
    if (this.#inUse < sessions) {
      this.#inUse++;
      return;
    }
    await new Promise<void>((resolve, reject) => {
      const enter = (): void => {
        clearTimeout(timer);
        resolve();
      };
      const timer = setTimeout(() => {
        this.#waiting.splice(this.#waiting.indexOf(enter), 1);
        const detail = `all ${sessions} sessions of the SDF device were busy for ${waitMs} ms`;
        reject(
          new KeyStoreError("unavailable", `${detail}: it is slower than what is asked of it, or hangs`),
        );
      }, waitMs);
      this.#waiting.push(enter);
    });
  }

  /** The place is handed on, not given up. */
  #leave(): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#inUse--;
    else next();
  }
}

const refusedPassword = (slot: number, cause?: unknown): KeyStoreError =>
  new KeyStoreError(
    "refused",
    `the SDF device refuses the access code of slot ${slot}${cause instanceof Error ? ` (${cause.message})` : ""}: correct the password file and restart. It is not tried again until then, since devices lock a key after a few wrong codes`,
    { cause },
  );
