import { chmod, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { encodeUtf8, fromHex, toHex } from "@liangzheng/bytes";
import { generatePrivateKey, sm2Identity, toRaw } from "@liangzheng/gm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { buildSoftDevice, hasCompiler, type SoftDevice } from "../../../../testing/sdf/soft-device.ts";
import { failure, gm, random, standard } from "../../../../testing/standard-key.ts";
import { openKeyStores } from "../open-key-stores.ts";
import { SdfDevice } from "./sdf-device.ts";
import { sdfKeyStore } from "./sdf-key-store.ts";
import { loadSdfLibrary } from "./sdf-library.ts";
import { parsePublicKey, parseSdfSignature } from "./sdf-structures.ts";

const { privateKey, publicKey, message } = standard;
const handleOf = (slot: number, key: Uint8Array): Uint8Array => Uint8Array.of(slot >> 8, slot & 255, ...key);

describe.skipIf(!hasCompiler)("a library of GM/T 0018 (skipped where there is no C compiler)", () => {
  let soft: SoftDevice;
  beforeAll(async () => {
    soft = await buildSoftDevice();
    await soft.makeKey(1, privateKey);
    await soft.makeKey(700, generatePrivateKey(random));
  });
  beforeEach(() => soft.fail(undefined));
  afterAll(() => soft.remove());

  const open = async ({
    deadlineMs = 5000,
    sessions = 2,
    waitMs = 5000,
    password = "correct horse",
    library = soft.library,
  } = {}) => {
    const loaded = await loadSdfLibrary(library, deadlineMs);
    const device = new SdfDevice({ library: loaded, password: encodeUtf8(password), sessions, waitMs });
    return { device, store: sdfKeyStore({ device, gm, slots: [1, 8], random }) };
  };

  test("the key and the signature of GB/T 32918.5 annex A come out of the device", async () => {
    const other = await buildSoftDevice();
    await other.makeKey(1, privateKey);
    await other.setNonce(fromHex(standard.nonce));
    const { device, store } = await open({ library: other.library });
    const point = await device.use((session) => session.exportSignPublicKey(1));
    expect(toHex(parsePublicKey(point) ?? new Uint8Array(0))).toBe(toHex(publicKey));
    const digest = gm.sm3(sm2Identity(publicKey), message);
    expect(toHex(digest)).toBe(standard.signature.digest);
    const raw = await device.use((session) => session.internalSign(1, digest));
    const { r, s } = standard.signature;
    expect(toHex(toRaw(parseSdfSignature(raw)))).toBe(r + s);
    expect(toHex(toRaw(await store.open(handleOf(1, publicKey))(message)))).toBe(r + s);
    await store.close();
    await other.remove();
  });

  test("many who sign at once share two sessions, and each signature verifies", async () => {
    await soft.fail("slow");
    const { store } = await open();
    const sign = store.open(handleOf(1, publicKey));
    const messages = Array.from({ length: 12 }, (_, i) => Uint8Array.of(i));
    const signatures = await Promise.all(messages.map((each) => sign(each)));
    expect(signatures.map((one, i) => gm.verify(publicKey, messages[i] as Uint8Array, one))).toEqual(
      messages.map(() => true),
    );
    await store.close();
  });

  test("what a slow device does holds up nobody else", async () => {
    await soft.fail("slow");
    const { store } = await open();
    let turns = 0;
    const timer = setInterval(() => turns++, 1);
    await store.open(handleOf(1, publicKey))(message);
    clearInterval(timer);
    expect(turns).toBeGreaterThan(3);
    await store.close();
  });

  test("a session lost in the middle is opened again, and nobody notices", async () => {
    const { store } = await open();
    const sign = store.open(handleOf(1, publicKey));
    await sign(message);
    await soft.fail("restarted");
    expect(gm.verify(publicKey, message, await sign(message))).toBe(true);
    await soft.fail("restarted");
    const signatures = await Promise.all([sign(message), sign(message), sign(message)]);
    expect(signatures.every((one) => gm.verify(publicKey, message, one))).toBe(true);
    await store.close();
  });

  test("a dead device is told as such, and serves again when it is back", async () => {
    const { store } = await open();
    const sign = store.open(handleOf(1, publicKey));
    await sign(message);
    await soft.fail("dead");
    const error = await failure(sign(message));
    expect(error.code).toBe("unavailable");
    expect(error.message).toContain("SDR_COMMFAIL");
    await soft.fail(undefined);
    expect(gm.verify(publicKey, message, await sign(message))).toBe(true);
    await store.close();
  });

  test("a call that hangs ends in time, keeps its session until it is done, and others wait no longer than told", async () => {
    const { store } = await open({ deadlineMs: 150, sessions: 1, waitMs: 150 });
    await soft.fail("hangs");
    const sign = store.open(handleOf(1, publicKey));
    expect((await failure(sign(message))).message).toContain("no answer");
    await soft.fail(undefined);
    expect((await failure(sign(message))).message).toContain("all 1 sessions");
    await expect
      .poll(async () => Promise.resolve(sign(message)).then(Boolean, () => false), { timeout: 10_000 })
      .toBe(true);
    await store.close();
  });

  test("a signature that does not verify is no signature", async () => {
    await soft.fail("lies");
    const { store } = await open();
    const error = await failure(store.open(handleOf(1, publicKey))(message));
    expect([error.code, error.message]).toEqual(["unavailable", expect.stringContaining("does not verify")]);
    await store.close();
  });

  test("another key in the slot than the one that was taken is found", async () => {
    const { store } = await open();
    const other = gm.publicKeyOf(generatePrivateKey(random));
    expect((await failure(store.open(handleOf(1, other))(message))).code).toBe("another-key");
    expect((await failure(store.open(handleOf(5, other))(message))).message).toContain("SDR_KEYERR");
    await store.close();
  });

  test("a wrong access code is tried once and not again, so that the device does not lock the key", async () => {
    const before = await soft.tries();
    const { store } = await open({ password: "battery staple" });
    const sign = store.open(handleOf(1, publicKey));
    const error = await failure(sign(message));
    expect([error.code, error.message]).toEqual(["refused", expect.stringContaining("SDR_PRKRERR")]);
    expect((await failure(sign(message))).code).toBe("refused");
    expect(await soft.tries()).toBe(before + 1);
    expect(JSON.stringify([error.message, String(error.cause)])).not.toContain("battery");
    await store.close();
  });

  test("the store says what it is, and that its library proves no certificate", async () => {
    const { store } = await open();
    const { description, warnings } = await store.prove();
    expect(description).toContain("Liangzheng test software");
    expect(description).toContain("SM2 keys in 1 of the slots 1 to 8");
    expect(warnings.join()).toContain("商用密码产品认证");
    await store.close();
  });

  test("a library that is missing, no library, or lacks a function is named with what to do", async () => {
    const absent = join(soft.folder, "absent.so");
    expect((await failure(loadSdfLibrary(absent, 100))).message).toContain("LIANGZHENG_SDF_LIBRARY");
    const text = join(soft.folder, "text.so");
    await writeFile(text, "no library");
    expect((await failure(loadSdfLibrary(text, 100))).message).toContain("cannot be loaded");
    const partial = await buildSoftDevice(["-DWITHOUT_ACCESS_RIGHT"]);
    const error = await failure(loadSdfLibrary(partial.library, 100));
    expect(error.code).toBe("misconfigured");
    expect(error.message).toContain("lacks SDF_GetPrivateKeyAccessRight:");
    await partial.remove();
  });

  test("a password file that others can read, or that is empty, is refused", async () => {
    const passwordFile = join(soft.folder, "open");
    const settings = { store: "sdf", sdf: { library: soft.library, slots: [1, 8], passwordFile } } as const;
    expect((await failure(openKeyStores(settings, gm, random))).message).toContain("ENOENT");
    await writeFile(passwordFile, "correct horse\n", { mode: 0o600 });
    await chmod(passwordFile, 0o640);
    expect((await failure(openKeyStores(settings, gm, random))).message).toContain("chmod 600");
    await writeFile(passwordFile, "\n");
    await chmod(passwordFile, 0o600);
    expect((await failure(openKeyStores(settings, gm, random))).message).toContain("is empty");
    await writeFile(passwordFile, "correct horse\r\n");
    const stores = await openKeyStores(settings, gm, random);
    expect(stores.current.name).toBe("sdf");
    await stores.current.prove();
    await stores.close();
  });
});

test("structures in another layout are no public key", () => {
  const bytes = new Uint8Array(132);
  expect(parsePublicKey(bytes)).toBeUndefined();
  bytes.set([0, 1, 0, 0]);
  bytes.fill(7, 4, 68);
  expect(parsePublicKey(bytes)).toBeUndefined();
});
