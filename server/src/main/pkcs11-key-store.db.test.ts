import { randomBytes } from "node:crypto";
import { generatePrivateKey } from "@liangzheng/gm";
import { verifyOfd } from "@liangzheng/seal";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { buildSoftToken, type SoftToken } from "../../testing/pkcs11/soft-token.ts";
import { hasCompiler } from "../../testing/sdf/soft-device.ts";
import { anOperator, aWorld, type World } from "../../testing/world.ts";
import { chooseGm } from "../platform/gm/choose.ts";
import { createKeyRing, type KeyRing, type KeyStores } from "../platform/key-store/key-ring.ts";
import { openKeyStores } from "../platform/key-store/open-key-stores.ts";

const random = (length: number): Uint8Array => new Uint8Array(randomBytes(length));
const gm = chooseGm(random);
const message = random(20);

describe.skipIf(!hasCompiler)(
  "a deployment whose keys lie in a token of PKCS #11 (skipped without a C compiler)",
  () => {
    let soft: SoftToken;
    let stores: KeyStores;
    let world: World;
    let ring: KeyRing;
    beforeAll(async () => {
      soft = await buildSoftToken();
      stores = await openKeyStores({ store: "pkcs11", pkcs11: soft.settings }, gm, random);
      world = await aWorld({ stores });
      ring = createKeyRing(stores, world.services.vault.box("test"));
    });
    beforeEach(() => soft.fail(undefined));
    afterEach(async () => expect(await soft.crimes()).toBe(""));
    afterAll(async () => {
      await world?.close();
      await stores?.close();
      await soft?.remove();
    });

    const make = (about: string) => world.inTransaction((tx) => ring.make(tx, about));
    const takenBy = async (about: string) =>
      (await world.database.pool.query("select * from platform.device_key where about = $1", [about])).rows;

    test("a licence is issued, and its seal verifies by a chain of which no key is in the database", async () => {
      const licenceKey = await world.issue("construction-special-operator", anOperator("owner"));
      const { bytes } = await world.call("owner", "getMyLicenceFile", { params: { licenceKey } });
      const trust = await world.inTransaction((tx) => world.services.sealing.trust(tx));
      expect(verifyOfd(bytes, { gm, trust, now: world.clock.now }).verdict).toBe("valid");
      const { rows } = await world.database.pool.query(
        `select key_store from sealing.authority
       union all select key_store from sealing.seal where private_key is not null
       union all select key_store from sealing.twin_signer where scheme = 'sm2'`,
      );
      expect(rows.length).toBeGreaterThan(5);
      expect([...new Set(rows.map((row) => row.key_store))]).toEqual(["pkcs11"]);
      const taken = await world.database.pool.query("select store, slot from platform.device_key");
      expect(taken.rows.length).toBe(await soft.countKeys());
      expect(taken.rows[0]).toEqual({ store: "pkcs11", slot: null });
    });

    test("a key whose transaction was rolled back is not lost: the next one takes it", async () => {
      const before = await soft.countKeys();
      let rolledBack: Uint8Array | undefined;
      await expect(
        world.inTransaction(async (tx) => {
          rolledBack = (await ring.make(tx, "test/rolled-back")).publicKey;
          throw new Error("changed my mind");
        }),
      ).rejects.toThrow("changed my mind");
      expect(await takenBy("test/rolled-back")).toEqual([]);
      expect((await make("test/next")).publicKey).toEqual(rolledBack);
      expect(await soft.countKeys()).toBe(before + 1);
    });

    test("two who make keys at once get two, and neither waits for the other", async () => {
      const made = await world.inTransaction(async (one) => {
        const first = await ring.make(one, "test/one");
        const second = await make("test/two");
        return [first.publicKey, second.publicKey];
      });
      expect(made[0]).not.toEqual(made[1]);
    });

    test("a key opens for whom it was made, and a destroyed one is not given out again", async () => {
      const { kept, publicKey } = await make("test/mine");
      expect(gm.verify(publicKey, message, await ring.open(kept, "test/mine")(message))).toBe(true);
      expect(() => ring.open(kept, "test/another's")).toThrow("do not open");
      await world.inTransaction((tx) => ring.destroy(tx, "test/mine"));
      expect((await takenBy("test/mine"))[0]?.destroyed_at).not.toBeNull();
      expect((await make("test/again")).publicKey).not.toEqual(publicKey);
    });

    test("where the token may not make keys, those of its administrator are taken until there are none", async () => {
      const settings = { ...soft.settings, generate: undefined, keyLabel: "administrator" };
      const other = await openKeyStores({ store: "pkcs11", pkcs11: settings }, gm, random);
      const taking = createKeyRing(other, world.services.vault.box("test"));
      const take = () => world.inTransaction((tx) => taking.make(tx, "test/administrator"));
      await soft.addKey("0a01", "administrator", generatePrivateKey(random));
      const { publicKey, sign } = await take();
      expect(gm.verify(publicKey, message, await sign(message))).toBe(true);
      await expect(take()).rejects.toMatchObject({
        code: "no-free-key",
        message: expect.stringContaining("LIANGZHENG_PKCS11_SM2_GENERATE"),
      });
      await other.close();
    });

    test("a token that is out stops sealing with a problem of its own, and nothing is half done", async () => {
      const body = { typeKey: "construction-special-operator", content: anOperator("owner") };
      const { draftId } = (await world.call("clerk", "createDraft", { body })).body.summary;
      const submit = () => world.call("clerk", "submitDraft", { params: { draftId } });
      await soft.fail("dead");
      const refused = await submit();
      expect([refused.status, refused.body.type]).toEqual([503, "urn:liangzheng:problem:not-ready"]);
      expect(refused.text).not.toContain("CKR_");
      await soft.fail("restarted");
      expect((await submit()).status).toBe(200);
    });
  },
);
