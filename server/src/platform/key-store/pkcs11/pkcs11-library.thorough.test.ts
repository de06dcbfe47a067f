import { chmod, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { concat, encodeUtf8, fromHex, toHex } from "@liangzheng/bytes";
import { generatePrivateKey, toRaw } from "@liangzheng/gm";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { buildSoftToken, type SoftToken } from "../../../../testing/pkcs11/soft-token.ts";
import { hasCompiler } from "../../../../testing/sdf/soft-device.ts";
import { failure, gm, random, standard } from "../../../../testing/standard-key.ts";
import { openKeyStores, type Pkcs11Settings } from "../open-key-stores.ts";
import { loadCryptoki } from "./cryptoki.ts";
import { pkcs11KeyStore } from "./pkcs11-key-store.ts";
import { Pkcs11Token, sm2Curve } from "./pkcs11-token.ts";

const { privateKey, publicKey, message } = standard;
const handleOf = (id: string, key: Uint8Array): Uint8Array => concat(key, fromHex(id));
/** Not in its file, and long enough for others. */
const wrongPin = "battery staple";

describe.skipIf(!hasCompiler)("a module of PKCS #11 (skipped where there is no C compiler)", () => {
  let soft: SoftToken;
  beforeAll(async () => {
    soft = await buildSoftToken();
  });
  beforeEach(async () => {
    await soft.fail(undefined);
    await soft.setKeys([
      ["0a01", "ours", privateKey],
      ["0b02", "theirs", generatePrivateKey(random)],
    ]);
  });
  afterEach(async () => expect(await soft.crimes()).toBe(""));
  afterAll(() => soft.remove());

  const open = async ({
    deadlineMs = 5000,
    sessions = 2,
    waitMs = 5000,
    pin = "correct horse",
    settings = {} as Partial<Pkcs11Settings>,
  } = {}) => {
    const { library, token: label, keyLabel, ...numbers } = { ...soft.settings, ...settings };
    const cryptoki = await loadCryptoki(library, deadlineMs);
    const scheme = { ...numbers, curve: sm2Curve };
    const token = new Pkcs11Token({ cryptoki, label, pin: encodeUtf8(pin), scheme, sessions, waitMs });
    const makesKeys = numbers.generate !== undefined;
    return { token, store: pkcs11KeyStore({ token, gm, label: keyLabel, makesKeys, random }) };
  };

  test("the key and the signature of GB/T 32918.5 annex A come out of the token", async () => {
    const other = await buildSoftToken();
    await other.setKeys([["0a01", "ours", privateKey]]);
    await other.setNonce(fromHex(standard.nonce));
    const { token, store } = await open({ settings: other.settings });
    const keys = await token.use((session) => session.listKeys("ours"));
    expect(keys.map((key) => [toHex(key.id), toHex(key.publicKey)])).toEqual([["0a01", toHex(publicKey)]]);
    const { r, s } = standard.signature;
    expect(toHex(toRaw(await store.open(handleOf("0a01", publicKey))(message)))).toBe(r + s);
    await store.close();
    await other.remove();
  });

  test("a key that the token makes signs, and is found again under its label", async () => {
    const { token, store } = await open();
    await token.use((session) => session.makeKey("ours", fromHex("0c03")));
    const keys = await token.use((session) => session.listKeys("ours"));
    expect(keys.map(({ id }) => toHex(id))).toEqual(["0a01", "0c03"]);
    const made = keys[1]?.publicKey ?? new Uint8Array(0);
    expect(gm.verify(made, message, await store.open(handleOf("0c03", made))(message))).toBe(true);
    await soft.fail("full");
    const error = await failure(token.use((session) => session.makeKey("ours", fromHex("0d"))));
    expect([error.code, error.message]).toEqual(["refused", expect.stringContaining("CKR_DEVICE_MEMORY")]);
    await store.close();
  });

  test("more keys than one call answers are all listed", async () => {
    await soft.setKeys(
      Array.from({ length: 20 }, (_, i) => [(0x1000 + i).toString(16), "ours", generatePrivateKey(random)]),
    );
    const { token, store } = await open();
    expect((await token.use((session) => session.listKeys("ours"))).length).toBe(20);
    await store.close();
  });

  test("a vendor's own type of keys, and points as older modules write them, are read", async () => {
    const other = await buildSoftToken(["-DKEY_TYPE=0x80000103UL", "-DBARE_POINT"]);
    await other.setKeys([["0a01", "ours", privateKey]]);
    const { store } = await open({ settings: { ...other.settings, keyType: 0x8000_0103 } });
    expect((await store.prove()).description).toContain("1 SM2 keys; 0a01 signs and verifies");
    await store.close();
    await other.remove();
  });

  test("many who sign at once share two sessions, and each signature verifies", async () => {
    const { store } = await open();
    const sign = store.open(handleOf("0a01", publicKey));
    const messages = Array.from({ length: 12 }, (_, i) => Uint8Array.of(i));
    const signatures = await Promise.all(messages.map((each) => sign(each)));
    expect(signatures.map((one, i) => gm.verify(publicKey, messages[i] as Uint8Array, one))).toEqual(
      messages.map(() => true),
    );
    await store.close();
  });

  test("a session and a login lost in the middle are had again, and nobody notices", async () => {
    const { store } = await open();
    const sign = store.open(handleOf("0a01", publicKey));
    await sign(message);
    await soft.fail("restarted");
    expect(gm.verify(publicKey, message, await sign(message))).toBe(true);
    await soft.fail("restarted");
    const signatures = await Promise.all([sign(message), sign(message), sign(message)]);
    expect(signatures.every((one) => gm.verify(publicKey, message, one))).toBe(true);
    await store.close();
  });

  test.each([
    ["dead", "CKR_DEVICE_ERROR"],
    ["absent", 'no token is called "test token" (there are: none)'],
  ] as const)(
    "a token that is %s is told as such, and serves again when it is back",
    async (fault, words) => {
      const { store } = await open();
      await soft.fail(fault);
      const sign = store.open(handleOf("0a01", publicKey));
      const error = await failure(sign(message));
      expect([error.code, error.message]).toEqual(["unavailable", expect.stringContaining(words)]);
      await soft.fail(undefined);
      expect(gm.verify(publicKey, message, await sign(message))).toBe(true);
      await store.close();
    },
  );

  test("a call that hangs ends in time, keeps its session until it is done, and the module is not ended under it", async () => {
    const { store } = await open({ deadlineMs: 150, sessions: 1, waitMs: 150 });
    await soft.fail("hangs");
    const sign = store.open(handleOf("0a01", publicKey));
    expect((await failure(sign(message))).message).toContain("no answer");
    await soft.fail(undefined);
    expect((await failure(sign(message))).message).toContain("all 1 sessions");
    await expect
      .poll(async () => Promise.resolve(sign(message)).then(Boolean, () => false), { timeout: 10_000 })
      .toBe(true);
    await soft.fail("hangs");
    expect((await failure(sign(message))).message).toContain("no answer");
    await store.close();
    await new Promise((resolve) => setTimeout(resolve, 1000));
  });

  test("a signature that does not verify is no signature", async () => {
    await soft.fail("lies");
    const { store } = await open();
    const error = await failure(store.open(handleOf("0a01", publicKey))(message));
    expect([error.code, error.message]).toEqual([
      "unavailable",
      expect.stringContaining("LIANGZHENG_PKCS11_SM2_SIGN"),
    ]);
    await store.close();
  });

  test("another key under the identifier than the one that was taken is found, or none", async () => {
    const { store } = await open();
    const other = gm.publicKeyOf(generatePrivateKey(random));
    const another = await failure(store.open(handleOf("0a01", other))(message));
    expect([another.code, another.message]).toEqual(["another-key", expect.stringContaining("0a01")]);
    const none = await failure(store.open(handleOf("0f", other))(message));
    expect([none.code, none.message]).toEqual([
      "another-key",
      expect.stringContaining("has no private key 0f"),
    ]);
    await store.close();
  });

  test("a wrong PIN is tried once and not again, so that the token does not lock it, and is never told", async () => {
    const before = await soft.tries();
    const { store } = await open({ pin: wrongPin });
    const sign = store.open(handleOf("0a01", publicKey));
    const [error] = await Promise.all([failure(sign(message)), failure(sign(message))]);
    expect([error.code, error.message]).toEqual(["refused", expect.stringContaining("CKR_PIN_INCORRECT")]);
    expect((await failure(sign(message))).code).toBe("refused");
    expect(await soft.tries()).toBe(before + 1);
    expect(JSON.stringify([error.message, String(error.cause)])).not.toContain("battery");
    await store.close();
  });

  test("a number that is not the vendor's mechanism is refused in the standard's words", async () => {
    const { store } = await open({ settings: { sign: 0x1041 } });
    const error = await failure(store.prove());
    expect([error.code, error.message]).toEqual([
      "refused",
      expect.stringContaining("CKR_MECHANISM_INVALID"),
    ]);
    await store.close();
  });

  test("the store says what it is, whether it signed, and that its module proves no certificate", async () => {
    const { store } = await open();
    const { description, warnings } = await store.prove();
    expect(description).toBe(
      'PKCS #11 token "test token", Liangzheng software, serial 0001; 1 SM2 keys; 0a01 signs and verifies',
    );
    expect(warnings.join()).toContain("商用密码产品认证");
    await soft.setKeys([]);
    expect((await store.prove()).description).toContain("no key yet");
    await store.close();
    const without = await open({ settings: { generate: undefined } });
    expect(await failure(without.store.prove())).toMatchObject({
      code: "no-free-key",
      message: expect.stringContaining("LIANGZHENG_PKCS11_SM2_GENERATE"),
    });
    await without.store.close();
  });

  test("a module that is missing, no module, or lacks a function is named with what to do", async () => {
    const absent = join(soft.folder, "absent.so");
    expect((await failure(loadCryptoki(absent, 100))).message).toContain("LIANGZHENG_PKCS11_LIBRARY");
    const text = join(soft.folder, "text.so");
    await writeFile(text, "no library");
    expect((await failure(loadCryptoki(text, 100))).message).toContain("cannot be loaded");
    const partial = await buildSoftToken(["-DWITHOUT_SIGN"]);
    const error = await failure(loadCryptoki(partial.settings.library, 100));
    expect([error.code, error.message]).toEqual(["misconfigured", expect.stringMatching(/lacks C_Sign$/)]);
    await partial.remove();
  });

  test("a PIN file that others can read, or that is empty, is refused", async () => {
    const pinFile = join(soft.folder, "open");
    const settings = { store: "pkcs11", pkcs11: { ...soft.settings, pinFile } } as const;
    expect((await failure(openKeyStores(settings, gm, random))).message).toContain("ENOENT");
    await writeFile(pinFile, "correct horse\n", { mode: 0o600 });
    await chmod(pinFile, 0o640);
    expect((await failure(openKeyStores(settings, gm, random))).message).toContain("chmod 600");
    await chmod(pinFile, 0o600);
    const stores = await openKeyStores(settings, gm, random);
    expect([stores.current.name, stores.get("software").name]).toEqual(["pkcs11", "software"]);
    await stores.current.prove();
    await stores.close();
  });
});
