import { execFileSync } from "node:child_process";
import { createHash, createPublicKey, randomBytes, verify } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { encodeUtf8, fromHex } from "@liangzheng/bytes";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { nativeGm } from "../../gm/native.ts";
import type { KeyStoreError } from "../key-store.ts";
import { loadCryptoki } from "./cryptoki.ts";
import { pkcs11KeyStore } from "./pkcs11-key-store.ts";
import { type KeyScheme, Pkcs11Token, sm2Curve, type TokenKey } from "./pkcs11-token.ts";

/** Where Debian's package softhsm2 puts them. It does not sign by SM2: what is shown is the calls, with ECDSA on P-256. */
const [module, tool] = ["/usr/lib/softhsm/libsofthsm2.so", "/usr/bin/softhsm2-util"] as const;
const hasSoftHsm = existsSync(module) && existsSync(tool);

/** CKK_EC, CKM_EC_KEY_PAIR_GEN, CKM_ECDSA, and the curve 1.2.840.10045.3.1.7. */
const p256: KeyScheme = {
  keyType: 3,
  generate: 0x1040,
  sign: 0x1041,
  curve: fromHex("06082a8648ce3d030107"),
};
const message = encodeUtf8("to be signed");
const digest = new Uint8Array(createHash("sha256").update(message).digest());
const id = fromHex("0a01");

function verifies({ publicKey }: TokenKey, signature: Uint8Array): boolean {
  const half = (from: number): string => Buffer.from(publicKey.slice(from, from + 32)).toString("base64url");
  const jwk = { kty: "EC", crv: "P-256", x: half(1), y: half(33) };
  const key = createPublicKey({ key: jwk, format: "jwk" });
  return verify("sha256", message, { key, dsaEncoding: "ieee-p1363" }, signature);
}

describe.skipIf(!hasSoftHsm)("SoftHSM (skipped where the package softhsm2 is not installed)", () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "liangzheng-softhsm-"));
    await mkdir(join(folder, "tokens"));
    await writeFile(join(folder, "softhsm2.conf"), `directories.tokendir = ${join(folder, "tokens")}\n`);
    // The module asks the environment for its settings.
    vi.stubEnv("SOFTHSM2_CONF", join(folder, "softhsm2.conf"));
    for (const label of ["seals", "others", "twins", "twins"])
      execFileSync(tool, [
        ...["--init-token", "--free", "--label", label],
        ...["--pin", "correct horse", "--so-pin", "of the officer"],
      ]);
  });
  afterAll(async () => {
    vi.unstubAllEnvs();
    await rm(folder, { recursive: true, force: true });
  });

  const open = async ({ label = "seals", pin = "correct horse", scheme = p256 } = {}) => {
    const cryptoki = await loadCryptoki(module, 5000);
    return new Pkcs11Token({ cryptoki, label, pin: encodeUtf8(pin), scheme, sessions: 2, waitMs: 5000 });
  };
  const failureOf = (of: Promise<unknown>): Promise<KeyStoreError> =>
    of.then(
      () => expect.unreachable(),
      (error: KeyStoreError) => error,
    );

  test("a key of P-256 that it makes signs, and is there again after the module was ended", async () => {
    const first = await open();
    await first.use((session) => session.makeKey("ours", id));
    const key = await first.use((session) => session.findKey(id));
    if (key === undefined) expect.unreachable();
    const messages = Array.from({ length: 6 }, () => first.use((session) => session.sign(id, digest)));
    for (const signature of await Promise.all(messages))
      expect(verifies(key, signature ?? new Uint8Array(64))).toBe(true);
    await first.close();

    const again = await open();
    expect(await again.use((session) => session.listKeys("ours"))).toEqual([key]);
    const signature = await again.use((session) => session.sign(id, digest));
    expect(verifies(key, signature ?? new Uint8Array(64))).toBe(true);
    expect(await again.use((session) => session.sign(fromHex("0b"), digest))).toBeUndefined();
    expect(await again.use(async ({ token }) => [token.label, token.model])).toEqual(["seals", "SoftHSM v2"]);
    await again.close();
  });

  test("tokens are told apart by their labels", async () => {
    const others = await open({ label: "others" });
    expect(await others.use((session) => session.listKeys("ours"))).toEqual([]);
    await others.close();
    const none = await open({ label: "absent" });
    const error = await failureOf(none.use((session) => session.listKeys("ours")));
    expect(error).toMatchObject({ name: "KeyStoreError", code: "unavailable" });
    expect(error.message).toMatch(
      /no token is called "absent" \(there are: .*"others".*LIANGZHENG_PKCS11_TOKEN/,
    );
    const twins = await open({ label: "twins" });
    expect(await failureOf(twins.use((session) => session.listKeys("ours")))).toMatchObject({
      code: "misconfigured",
      message: expect.stringContaining('more than one token is called "twins"'),
    });
  });

  test("a wrong PIN is refused in its words", async () => {
    const token = await open({ pin: "battery staple" });
    const error = await failureOf(token.use((session) => session.listKeys("ours")));
    expect([error.code, error.message]).toEqual(["refused", expect.stringContaining("CKR_PIN_INCORRECT")]);
    await token.close();
  });

  test("it makes keys on the curve of SM2, and that it cannot sign with them by SM2 is found", async () => {
    const random = (length: number): Uint8Array => new Uint8Array(randomBytes(length));
    const storeOf = async (sign: number) => {
      const token = await open({ label: "others", scheme: { ...p256, curve: sm2Curve, sign } });
      return {
        token,
        store: pkcs11KeyStore({ token, gm: nativeGm(), label: "ours", makesKeys: true, random }),
      };
    };
    const byVendor = await storeOf(0x8000_0101);
    const { description } = await byVendor.store.prove();
    expect(description).toMatch(/^PKCS #11 token "others", SoftHSM project SoftHSM v2, .* no key yet/);
    await byVendor.token.use((session) => session.makeKey("ours", id));
    expect(await failureOf(byVendor.store.prove())).toMatchObject({
      code: "refused",
      message: expect.stringContaining("CKR_MECHANISM_INVALID"),
    });
    await byVendor.store.close();
    // ECDSA on that curve is a signature, but none of SM2.
    const byEcdsa = await storeOf(p256.sign);
    expect(await failureOf(byEcdsa.store.prove())).toMatchObject({
      code: "unavailable",
      message: expect.stringContaining("LIANGZHENG_PKCS11_SM2_SIGN"),
    });
    await byEcdsa.store.close();
  });
});
