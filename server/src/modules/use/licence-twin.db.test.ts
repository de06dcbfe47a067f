import { spawnSync } from "node:child_process";
import { X509Certificate } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { toHex } from "@liangzheng/bytes";
import { afterAll, beforeAll, expect, test } from "vitest";
import { aWorld, type PersonName, people, type World } from "../../../testing/world.ts";

let world: World;
beforeAll(async () => {
  world = await aWorld();
});
afterAll(() => world.close());

const download = (who: PersonName) =>
  world.call(who, "getMyLicencePdf", { params: { licenceKey: world.licences.made } });
const receipts = async () =>
  (
    await world.database.pool.query<{ fields: string[]; outcome: string }>(
      "select fields, outcome from use.receipt where licence_key = $1 and basis = 'own-download' order by receipt_id",
      [world.licences.made],
    )
  ).rows;

test("each download of the PDF leaves a receipt of its own, and a refusal gives nothing", async () => {
  expect(await receipts()).toEqual([]);
  for (let at = 0; at < 2; at++) {
    const { status, bytes } = await download("owner");
    expect([status, Buffer.from(bytes.subarray(0, 8)).toString()]).toEqual([200, "%PDF-1.7"]);
  }
  const refused = await download("stranger");
  expect([refused.status, refused.text.includes("%PDF")]).toEqual([404, false]);
  expect(await receipts()).toEqual([
    { fields: ["pdf"], outcome: "valid" },
    { fields: ["pdf"], outcome: "valid" },
  ]);
});

test("it names its original by the digest of the very file that the holder can download", async () => {
  const original = await world.call("owner", "getMyLicenceFile", {
    params: { licenceKey: world.licences.made },
  });
  const digest = toHex(world.services.gm.sm3(original.bytes));
  const { bytes } = await download("owner");
  const text = Buffer.from(bytes).toString("utf8");
  expect(text).toContain(`<lz:YJZY>${digest}</lz:YJZY>`);
  expect(text).not.toContain(people.owner.citizenNumber);
});

test("one signer of each kind is made for the installation, its key sealed", async () => {
  await Promise.all([download("owner"), download("owner")]);
  const { rows } = await world.database.pool.query<{
    scheme: string;
    certificate: Buffer;
    private_key: Buffer;
  }>("select * from sealing.twin_signer order by scheme");
  expect(rows.map(({ scheme }) => scheme)).toEqual(["p256", "sm2"]);
  for (const { certificate, private_key: sealed } of rows) {
    expect(sealed.length).toBeGreaterThan(32);
    expect(new X509Certificate(certificate).ca).toBe(false);
  }
});

const hasPoppler = ["pdfsig", "pdftotext"].every((tool) => spawnSync(tool, ["-v"]).error === undefined);

test.skipIf(!hasPoppler)(
  "Poppler reads its signature and its texts (skipped where it is not on the path)",
  async () => {
    const folder = mkdtempSync(join(tmpdir(), "liangzheng-twin-"));
    try {
      const path = join(folder, "a.pdf");
      writeFileSync(path, (await download("owner")).bytes);
      const run = (tool: string, ...args: string[]): string =>
        spawnSync(tool, args, { encoding: "utf8" }).stdout;
      const [p256 = ""] = run("pdfsig", "-nocert", path).split("Signature #2");
      expect(p256).toContain("Total document signed");
      expect(p256).toContain("Signature is Valid");
      expect(run("pdftotext", path, "-")).toContain(people.owner.name);
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
);
