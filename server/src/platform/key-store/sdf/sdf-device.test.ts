import fc from "fast-check";
import { expect, test } from "vitest";
import { KeyStoreError } from "../key-store.ts";
import { SdfDevice } from "./sdf-device.ts";
import { SdfError } from "./sdf-errors.ts";
import type { SdfLibrary } from "./sdf-library.ts";

type Answer = "well" | "lost" | "refused" | "late";
const codes = { lost: 0x0100_0003, refused: 0x0100_000d } as const;

/** A library that watches its caller: what a real one answers with a crash stands in `crimes`. */
function watchedLibrary(answers: readonly Answer[]) {
  const crimes: string[] = [];
  const devices = new Map<bigint, number>();
  const sessions = new Map<bigint, { readonly device: bigint; busy: boolean }>();
  let last = 0n;
  let asked = 0;
  const answer = async (what: string): Promise<void> => {
    await Promise.resolve();
    const next = answers[asked++ % Math.max(answers.length, 1)] ?? "well";
    if (next === "lost" || next === "refused") throw new SdfError(what, codes[next]);
  };
  const within = async <T>(handle: bigint, what: string, run: () => T): Promise<T> => {
    const session = sessions.get(handle);
    if (session === undefined) {
      crimes.push(`${what} on a closed session`);
      throw new Error("crash");
    }
    if (session.busy) crimes.push(`${what} on a session at work`);
    session.busy = true;
    const late = answers[asked % Math.max(answers.length, 1)] === "late";
    try {
      await answer(what);
    } catch (error) {
      session.busy = false;
      throw error;
    }
    if (late) {
      const over = new Promise<void>((resolve) => setTimeout(resolve, 1)).then(() => {
        session.busy = false;
      });
      throw new SdfError(what, "no answer", over);
    }
    session.busy = false;
    return run();
  };
  const library: SdfLibrary = {
    async openDevice() {
      await answer("SDF_OpenDevice");
      devices.set(++last, 0);
      return last;
    },
    async closeDevice(device) {
      const open = devices.get(device);
      if (open === undefined) crimes.push("a device closed twice");
      else if (open > 0) crimes.push("a device closed under its sessions");
      devices.delete(device);
    },
    async openSession(device) {
      if (!devices.has(device)) crimes.push("a session of a closed device");
      await answer("SDF_OpenSession");
      if (!devices.has(device)) crimes.push("a device closed while a session was opened");
      devices.set(device, (devices.get(device) ?? 0) + 1);
      sessions.set(++last, { device, busy: false });
      return last;
    },
    async closeSession(handle) {
      const session = sessions.get(handle);
      if (session === undefined) return void crimes.push("a session closed twice");
      if (session.busy) crimes.push("a session closed at work");
      sessions.delete(handle);
      devices.set(session.device, (devices.get(session.device) ?? 1) - 1);
    },
    deviceInfo: (session) => within(session, "SDF_GetDeviceInfo", () => new Uint8Array(100)),
    takeRight: (session) => within(session, "SDF_GetPrivateKeyAccessRight", () => undefined),
    exportSignPublicKey: (session) => within(session, "SDF_Export", () => new Uint8Array(132)),
    internalSign: (session) => within(session, "SDF_InternalSign", () => new Uint8Array(128)),
  };
  return { library, crimes, open: () => devices.size + sessions.size };
}

const settled = async (of: Promise<unknown>): Promise<unknown> => of.catch((error: unknown) => error);

test("whatever a library answers, no handle is used after it was closed, or by two at once, and none is left open", async () => {
  const answers = fc.array(fc.constantFrom<Answer>("well", "well", "well", "lost", "refused", "late"), {
    minLength: 1,
    maxLength: 40,
  });
  await fc.assert(
    fc.asyncProperty(answers, fc.integer({ min: 1, max: 3 }), async (script, sessions) => {
      const { library, crimes, open } = watchedLibrary(script);
      const device = new SdfDevice({ library, password: new Uint8Array(8), sessions, waitMs: 5000 });
      const results = await Promise.all(
        Array.from({ length: 12 }, (_, i) =>
          settled(device.use((session) => session.internalSign(1 + (i % 2), new Uint8Array(32)))),
        ),
      );
      for (const result of results)
        expect(result instanceof Uint8Array || result instanceof KeyStoreError).toBe(true);
      // What came late is done by now.
      await new Promise((resolve) => setTimeout(resolve, 5));
      await device.close();
      expect(crimes).toEqual([]);
      expect(open()).toBe(0);
    }),
    { numRuns: 100 },
  );
});

test.each(["openDevice", "openSession", "internalSign"] as const)(
  "a call of %s that never ends keeps its place, and those who wait are told so in time",
  async (call) => {
    const { library } = watchedLibrary([]);
    const never = new SdfError(call, "no answer", new Promise<void>(() => undefined));
    const device = new SdfDevice({
      library: { ...library, [call]: () => Promise.reject(never) },
      password: new Uint8Array(8),
      sessions: 1,
      waitMs: 20,
    });
    const sign = () => settled(device.use((session) => session.internalSign(1, new Uint8Array(32))));
    expect(await sign()).toMatchObject({
      code: "unavailable",
      message: expect.stringContaining("no answer"),
    });
    expect(await sign()).toMatchObject({
      code: "unavailable",
      message: expect.stringContaining("were busy"),
    });
  },
);
