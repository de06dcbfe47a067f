import { KeyStoreError, type KeyStoreFault } from "../key-store.ts";
import { NativeCallError } from "./native-call.ts";

/** How devices and sessions of one kind are opened and closed. */
export interface Driver<D> {
  /** As operators call it. */
  readonly name: string;
  openDevice(): Promise<D>;
  closeDevice(device: D): Promise<void>;
  openSession(device: D): Promise<bigint>;
  closeSession(session: bigint): Promise<void>;
  /** Whether another session may do. */
  isLost(error: unknown): boolean;
}

export interface PoolLimits {
  /** Sessions at most: how many calls are under way at once. */
  readonly sessions: number;
  /** How long to wait for one that is free. */
  readonly waitMs: number;
}

/** A device that was opened, for as long as it has sessions. A lost one is retired, and another is opened for who comes next. */
interface Opened<D> {
  readonly handle: D;
  sessions: number;
  retired: boolean;
  closed: boolean;
}

interface Session<D> {
  readonly handle: bigint;
  readonly device: Opened<D>;
}

/** The same object for as long as the session is open. */
export type PooledSession = Pick<Session<unknown>, "handle">;

/** A few sessions, each used by one at a time, opened when they are needed and again when they are lost. */
export class SessionPool<D> {
  readonly #driver: Driver<D>;
  readonly #limits: PoolLimits;
  readonly #waiting: (() => void)[] = [];
  #idle: Session<D>[] = [];
  #inUse = 0;
  #device: Promise<Opened<D>> | undefined;

  constructor(driver: Driver<D>, limits: PoolLimits) {
    this.#driver = driver;
    this.#limits = limits;
  }

  /** Runs with a session; once more, with another, where the first was lost. @throws KeyStoreError */
  async use<T>(run: (session: PooledSession, device: D) => Promise<T>): Promise<T> {
    try {
      return await this.#once(run);
    } catch (error) {
      if (!this.#driver.isLost(error)) throw this.#explain(error);
    }
    return this.#once(run).catch((error: unknown) => {
      throw this.#explain(error);
    });
  }

  /** Closes what is idle; what is under way is closed when it ends. */
  async close(): Promise<void> {
    const device = await this.#device?.catch(() => undefined);
    this.#device = undefined;
    if (device !== undefined) await this.#retire(device);
  }

  async #once<T>(run: (session: PooledSession, device: D) => Promise<T>): Promise<T> {
    await this.#enter();
    let session: Session<D> | undefined;
    let release: Promise<unknown> | undefined;
    try {
      session = await this.#open();
      return await run(session, session.device.handle);
    } catch (error) {
      // The library is still at work: neither the session nor the place is free.
      if (error instanceof NativeCallError) release = error.over;
      if (release === undefined && session !== undefined && this.#driver.isLost(error))
        await this.#retire(session.device);
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

  async #open(): Promise<Session<D>> {
    const idle = this.#idle.pop();
    if (idle !== undefined) return idle;
    const device = await this.#enterDevice();
    try {
      return { handle: await this.#driver.openSession(device.handle), device };
    } catch (error) {
      // What has not answered may still open one: its device is never closed.
      if (error instanceof NativeCallError && error.over !== undefined) throw error;
      device.sessions--;
      if (this.#driver.isLost(error)) await this.#retire(device);
      else await this.#closeWhenDone(device);
      throw error;
    }
  }

  /** A device with a session counted in advance, so that nobody closes it before there is one. */
  async #enterDevice(): Promise<Opened<D>> {
    for (;;) {
      this.#device ??= this.#driver
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
  async #retire(device: Opened<D>): Promise<void> {
    if (!device.retired) {
      device.retired = true;
      this.#device = undefined;
      const gone = this.#idle.filter((session) => session.device === device);
      this.#idle = this.#idle.filter((session) => session.device !== device);
      for (const session of gone) await this.#end(session);
    }
    await this.#closeWhenDone(device);
  }

  async #closeWhenDone(device: Opened<D>): Promise<void> {
    if (!device.retired || device.sessions > 0 || device.closed) return;
    device.closed = true;
    await this.#driver.closeDevice(device.handle).catch(() => undefined);
  }

  /** Its device may have been retired by another meanwhile. */
  async #giveBack(session: Session<D>): Promise<void> {
    if (session.device.retired) await this.#end(session);
    else this.#idle.push(session);
  }

  /** What is lost may refuse to be closed, and there is nothing to be done about it. */
  async #end(session: Session<D>): Promise<void> {
    await this.#driver.closeSession(session.handle).catch(() => undefined);
    session.device.sessions--;
    await this.#closeWhenDone(session.device);
  }

  async #enter(): Promise<void> {
    const { sessions, waitMs } = this.#limits;
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
        const detail = `all ${sessions} sessions of the ${this.#driver.name} were busy for ${waitMs} ms`;
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

  /** For the operator: what happened, and whether waiting may help. */
  #explain(error: unknown): unknown {
    if (!(error instanceof NativeCallError)) return error;
    const { name, isLost } = this.#driver;
    const code: KeyStoreFault = error.code === "no answer" || isLost(error) ? "unavailable" : "refused";
    const advice =
      code === "unavailable"
        ? "look whether the device is switched on and reachable; what was asked can be asked again"
        : "look into the device's own log";
    return new KeyStoreError(code, `the ${name} failed: ${error.message}; ${advice}`, { cause: error });
  }
}
