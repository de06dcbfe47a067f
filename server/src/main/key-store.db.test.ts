import { randomBytes } from "node:crypto";
import { generatePrivateKey } from "@liangzheng/gm";
import { parseCertificate, parseCrl } from "@liangzheng/pki";
import { verifyOfd } from "@liangzheng/seal";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { buildSoftDevice, hasCompiler, type SoftDevice } from "../../testing/sdf/soft-device.ts";
import { anOperator, aWorld, type World } from "../../testing/world.ts";
import { chooseGm } from "../platform/gm/choose.ts";
import { createKeyRing, type KeyStores, keyStores } from "../platform/key-store/key-ring.ts";
import { KeyStoreError } from "../platform/key-store/key-store.ts";
import { openKeyStores } from "../platform/key-store/open-key-stores.ts";
import { softwareKeyStore } from "../platform/key-store/software-key-store.ts";

const random = (length: number): Uint8Array => new Uint8Array(randomBytes(length));
const gm = chooseGm(random);
const message = random(20);

describe.skipIf(!hasCompiler)(
  "a deployment whose keys lie in a device (skipped without a C compiler)",
  () => {
    let soft: SoftDevice;
    let stores: KeyStores;
    let world: World;
    const slots = 24;
    beforeAll(async () => {
      soft = await buildSoftDevice();
      for (let slot = 1; slot <= slots; slot++) await soft.makeKey(slot, generatePrivateKey(random));
      const { library, passwordFile } = soft;
      const sdf = { library, passwordFile, slots: [1, slots] as const };
      stores = await openKeyStores({ store: "sdf", sdf }, gm, random);
      world = await aWorld({ stores });
    });
    beforeEach(() => soft.fail(undefined));
    afterAll(async () => {
      await world?.close();
      await stores?.close();
      await soft?.remove();
    });

    const ring = () => createKeyRing(stores, world.services.vault.box("test"));
    const taken = () =>
      world.inTransaction((tx) =>
        tx
          .selectFrom("platform.device_key")
          .select(["slot", "about", "destroyed_at"])
          .orderBy("slot")
          .execute(),
      );

    test("a licence is issued, and its seal verifies by a chain of which no key is in the database", async () => {
      const licenceKey = await world.issue("construction-special-operator", anOperator("owner"));
      const { bytes } = await world.call("owner", "getMyLicenceFile", { params: { licenceKey } });
      const trust = await world.inTransaction((tx) => world.services.sealing.trust(tx));
      const report = verifyOfd(bytes, { gm, trust, now: world.clock.now });
      expect(report.verdict).toBe("valid");
      const { rows } = await world.database.pool.query(
        `select key_store, octet_length(private_key) as length from sealing.authority
       union all select key_store, octet_length(private_key) from sealing.seal where private_key is not null
       union all select key_store, octet_length(private_key) from sealing.twin_signer where scheme = 'sm2'`,
      );
      expect(rows.length).toBeGreaterThan(5);
      expect([...new Set(rows.map((row) => row.key_store))]).toEqual(["sdf"]);
      // A handle is 67 octets: the 32 of a private key are nowhere.
      expect(Math.min(...rows.map((row) => row.length))).toBeGreaterThan(67);
    });

    test("each seal and each authority has a slot of its own", async () => {
      const rows = await taken();
      expect(rows.map(({ slot }) => slot)).toEqual(rows.map((_, i) => i + 1));
      expect(rows.map(({ about }) => about)).toEqual(
        expect.arrayContaining(["authority/root", "authority/issuer", "authority/maker", "twin-signer/sm2"]),
      );
      expect(rows.filter(({ about }) => about.startsWith("seal/")).length).toBeGreaterThan(1);
    });

    test("a device that is away stops sealing with a problem of its own, and nothing is half done", async () => {
      const body = { typeKey: "construction-special-operator", content: anOperator("owner") };
      const { draftId } = (await world.call("clerk", "createDraft", { body })).body.summary;
      const submit = () => world.call("clerk", "submitDraft", { params: { draftId } });
      await soft.fail("dead");
      const refused = await submit();
      expect([refused.status, refused.body.type]).toEqual([503, "urn:liangzheng:problem:not-ready"]);
      expect(refused.text).not.toContain("SDR_");
      const detail = await world.call("clerk", "getDraft", { params: { draftId } });
      expect(detail.body.summary.state).toBe("open");
      await soft.fail("restarted");
      expect((await submit()).status).toBe(200);
    });

    test("a batch that meets a device which is away fails no row, and goes on when it is back", async () => {
      const body = {
        typeKey: "construction-special-operator",
        rows: [anOperator("owner"), anOperator("owner")],
      };
      const { batchId } = (await world.call("clerk", "createBatch", { body })).body;
      const look = async () => (await world.call("clerk", "getBatch", { params: { batchId } })).body;
      await soft.fail("dead");
      await expect(world.workOff(batchId)).rejects.toMatchObject({ code: "unavailable" });
      expect(await look()).toMatchObject({ issued: 0, failed: 0, waiting: 2 });
      await soft.fail(undefined);
      await world.workOff(batchId);
      expect(await look()).toMatchObject({ issued: 2, failed: 0, waiting: 0 });
    });

    test("what is rolled back, or killed before its commit, has taken no slot", async () => {
      const before = await taken();
      await expect(
        world.inTransaction(async (tx) => {
          await ring().make(tx, "test/rolled-back");
          throw new Error("changed my mind");
        }),
      ).rejects.toThrow("changed my mind");
      await expect(
        world.inTransaction(async (tx) => {
          const key = await ring().make(tx, "test/killed");
          expect(gm.verify(key.publicKey, message, await key.sign(message))).toBe(true);
          const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx);
          // The database sees a killed process as this: the connection is gone.
          await world.database.pool.query("select pg_terminate_backend($1)", [rows[0]?.pid]);
          await sql`select 1`.execute(tx);
        }),
      ).rejects.toThrow();
      expect(await taken()).toEqual(before);
    });

    test("two who make keys at once get two, and neither waits for the other", async () => {
      const made = await world.inTransaction(async (one) => {
        const first = await ring().make(one, "test/one");
        const second = await world.inTransaction((other) => ring().make(other, "test/two"));
        return [first.publicKey, second.publicKey];
      });
      expect(made[0]).not.toEqual(made[1]);
      expect((await taken()).filter(({ about }) => about.startsWith("test/")).length).toBe(2);
    });

    test("a key opens for whom it was made, and for nobody else", async () => {
      const keys = ring();
      const { kept, publicKey } = await world.inTransaction((tx) => keys.make(tx, "test/mine"));
      expect(gm.verify(publicKey, message, await keys.open(kept, "test/mine")(message))).toBe(true);
      expect(() => keys.open(kept, "test/another's")).toThrow("do not open");
      expect(() => keys.open({ ...kept, keyStore: "software" }, "test/mine")).toThrow("do not open");
    });

    test("a destroyed key is not given out again, until the administrator has made another in its slot", async () => {
      const keys = ring();
      const { kept } = await world.inTransaction((tx) => keys.make(tx, "test/old"));
      await world.inTransaction((tx) => keys.destroy(tx, "test/old"));
      const slot = (await taken()).find(({ about }) => about === "test/old")?.slot ?? 0;
      expect((await taken()).find((row) => row.slot === slot)?.destroyed_at).not.toBeNull();
      const rest: number[] = [];
      for (;;) {
        const about = `test/rest-${rest.length}`;
        const made = await world
          .inTransaction((tx) => keys.make(tx, about))
          .catch((error: unknown) => error as KeyStoreError);
        if (made instanceof KeyStoreError) {
          expect([made.code, made.message]).toEqual([
            "no-free-key",
            expect.stringContaining("LIANGZHENG_SDF_SLOTS"),
          ]);
          break;
        }
        rest.push((await taken()).find((row) => row.about === about)?.slot ?? 0);
      }
      expect(rest).not.toContain(slot);
      await soft.makeKey(slot, generatePrivateKey(random));
      const again = await world.inTransaction((tx) => keys.make(tx, "test/new"));
      expect(
        (await taken())
          .filter((row) => row.slot === slot)
          .map(({ about }) => about)
          .sort(),
      ).toEqual(["test/new", "test/old"]);
      expect(gm.verify(again.publicKey, message, await again.sign(message))).toBe(true);
      await expect(Promise.resolve(keys.open(kept, "test/old")(message))).rejects.toMatchObject({
        code: "another-key",
      });
    });

    test("keys of the software go on signing where new ones are made in the device, and say where they lie", async () => {
      const box = world.services.vault.box("test");
      const software = softwareKeyStore(gm, random);
      const before = createKeyRing(keyStores(software), box);
      const { kept, publicKey } = await world.inTransaction((tx) => before.make(tx, "test/before"));
      expect(kept.keyStore).toBe("software");
      expect(gm.verify(publicKey, message, await ring().open(kept, "test/before")(message))).toBe(true);
      const inDevice = { ...kept, keyStore: "sdf" as const };
      expect(() => before.open(inDevice, "test/before")).toThrow();
    });

    test("the PDF twin and the lists of revoked certificates are signed in the device too", async () => {
      const params = { licenceKey: world.licences.made };
      const { bytes, status } = await world.call("owner", "getMyLicencePdf", { params });
      expect([status, Buffer.from(bytes.subarray(0, 5)).toString()]).toEqual([200, "%PDF-"]);
      const { crls, anchors } = await world.inTransaction((tx) => world.services.sealing.trust(tx));
      const keys = anchors.map((der) => parseCertificate(der).publicKey);
      const verified = crls.map((der) => {
        const { toBeSigned, signature } = parseCrl(der);
        return keys.some((key) => key !== undefined && gm.verify(key, toBeSigned, signature));
      });
      expect(verified).toEqual([true, true]);
    });
  },
);
