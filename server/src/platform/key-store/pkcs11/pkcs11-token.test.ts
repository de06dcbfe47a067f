import { fromHex } from "@liangzheng/bytes";
import { toRaw } from "@liangzheng/gm";
import fc from "fast-check";
import { expect, test } from "vitest";
import vectors from "../../../../../libs/gm/vectors/sm2.json" with { type: "json" };
import { nativeGm } from "../../gm/native.ts";
import { KeyStoreError } from "../key-store.ts";
import type { Cryptoki } from "./cryptoki.ts";
import { encodeTemplate, parsePoint, readAnswer } from "./cryptoki-structures.ts";
import { Pkcs11Error } from "./pkcs11-errors.ts";
import { pkcs11KeyStore } from "./pkcs11-key-store.ts";
import { Pkcs11Token, sm2Curve } from "./pkcs11-token.ts";

type Answer = "well" | "lost" | "refused" | "late";
const codes = { lost: 0x30, refused: 0x70 } as const;
const [slot, object] = [0n, 9n];

/** A module that watches its caller: what a real one answers with a crash stands in `crimes`. */
function watchedModule(answers: readonly Answer[]) {
  const crimes: string[] = [];
  const sessions = new Map<bigint, { busy: boolean }>();
  let [inUse, last, asked] = [false, 0n, 0];
  const atWork = new Set<string>();
  const answer = async (what: string): Promise<void> => {
    if (!inUse) crimes.push(`${what} without the module`);
    await Promise.resolve();
    const next = answers[asked++ % Math.max(answers.length, 1)] ?? "well";
    if (next === "late") {
      atWork.add(what);
      const over = new Promise<void>((resolve) => setTimeout(resolve, 1)).then(() => {
        atWork.delete(what);
      });
      throw new Pkcs11Error(what, "no answer", over);
    }
    if (next !== "well") throw new Pkcs11Error(what, codes[next]);
  };
  const within = async <T>(handle: bigint, what: string, result: T): Promise<T> => {
    const session = sessions.get(handle);
    // Its handle was lost with an earlier life of the module, which a real one answers so.
    if (session === undefined) throw new Pkcs11Error(what, 0xb3);
    if (session.busy) crimes.push(`${what} on a session at work`);
    session.busy = true;
    await answer(what).finally(() => {
      session.busy = false;
    });
    return result;
  };
  const cryptoki: Cryptoki = {
    async initialize() {
      if (inUse) crimes.push("begun twice");
      inUse = true;
    },
    async finalize() {
      if (!inUse) crimes.push("ended twice");
      if (atWork.size > 0) crimes.push(`ended while ${[...atWork].join()} was at work`);
      if ([...sessions.values()].some(({ busy }) => busy)) crimes.push("ended under a session at work");
      sessions.clear();
      inUse = false;
    },
    listSlots: async () => [slot],
    tokenInfo: async () => ({ label: "seals", maker: "", model: "", serial: "" }),
    async openSession() {
      await answer("C_OpenSession");
      sessions.set(++last, { busy: false });
      return last;
    },
    async closeSession(handle) {
      if (sessions.get(handle)?.busy) crimes.push("a session closed at work");
      sessions.delete(handle);
    },
    login: (session) => within(session, "C_Login", undefined),
    findObjects: (session) => within(session, "C_FindObjects", [object]),
    readAttributes: (session) => within(session, "C_GetAttributeValue", []),
    generatePair: (session) => within(session, "C_GenerateKeyPair", undefined),
    sign: (session) => within(session, "C_Sign", new Uint8Array(64)),
  };
  return { cryptoki, crimes, isInUse: () => inUse, open: () => sessions.size };
}

const scheme = { keyType: 3, curve: sm2Curve, sign: 1, generate: undefined };
const tokenOf = (cryptoki: Cryptoki, sessions: number): Pkcs11Token =>
  new Pkcs11Token({ cryptoki, label: "seals", pin: new Uint8Array(8), scheme, sessions, waitMs: 5000 });
const settled = async (of: Promise<unknown>): Promise<unknown> => of.catch((error: unknown) => error);

test("whatever a module answers, no session is used by two at once, the module is not ended under one, and ends", async () => {
  const answers = fc.array(fc.constantFrom<Answer>("well", "well", "well", "lost", "refused", "late"), {
    minLength: 1,
    maxLength: 40,
  });
  await fc.assert(
    fc.asyncProperty(answers, fc.integer({ min: 1, max: 3 }), async (script, sessions) => {
      const { cryptoki, crimes, isInUse, open } = watchedModule(script);
      const token = tokenOf(cryptoki, sessions);
      const results = await Promise.all(
        Array.from({ length: 12 }, () =>
          settled(token.use((session) => session.sign(new Uint8Array(2), new Uint8Array(32)))),
        ),
      );
      for (const result of results)
        expect(result instanceof Uint8Array || result instanceof KeyStoreError).toBe(true);
      // What came late is done by now.
      await new Promise((resolve) => setTimeout(resolve, 5));
      await token.close();
      expect(crimes).toEqual([]);
      // A login that was never heard of again keeps the module.
      if (!script.includes("late")) expect([isInUse(), open()]).toEqual([false, 0]);
    }),
    { numRuns: 100 },
  );
});

test("a token that answers in DER, as some do, is understood as well as one that answers r and s", async () => {
  const gm = nativeGm();
  const publicKey = fromHex(vectors.publicKey);
  const message = new Uint8Array([1, 2, 3]);
  const der = gm.signer(fromHex(vectors.privateKey))(message);
  for (const answer of [der, toRaw(der)]) {
    const { cryptoki } = watchedModule([]);
    const token = tokenOf({ ...cryptoki, sign: async () => answer }, 1);
    const store = pkcs11KeyStore({ token, gm, label: "ours", makesKeys: false, random: () => message });
    const sign = store.open(new Uint8Array([...publicKey, 7]));
    expect(gm.verify(publicKey, message, await sign(message))).toBe(true);
    expect(() => store.open(publicKey)).toThrow("no handle of a PKCS #11 key");
  }
});

test("structures are laid out as the standard has them", () => {
  const base = 0x1000n;
  const { bytes, count } = encodeTemplate({ class: 2, label: "ab", sign: true }, () => base);
  const words = Array.from({ length: 9 }, (_, index) => bytes.readBigUInt64LE(index * 8));
  expect([count, words]).toEqual([3, [0n, 0x1048n, 8n, 3n, 0x1050n, 2n, 0x108n, 0x1052n, 1n]]);
  expect(bytes.subarray(72).toString("latin1")).toBe("\x02\0\0\0\0\0\0\0ab\x01");
  // What a module does not tell has the length CK_UNAVAILABLE_INFORMATION.
  bytes.writeBigUInt64LE(0xffff_ffff_ffff_ffffn, 16);
  expect(readAnswer({ bytes, count: 1 }, 64)).toEqual([undefined]);
  const point = new Uint8Array(65).fill(4, 0, 1);
  expect(parsePoint(new Uint8Array([4, 65, ...point]))).toEqual(point);
  expect(parsePoint(point)).toEqual(point);
  expect(parsePoint(point.slice(1))).toBeUndefined();
});
