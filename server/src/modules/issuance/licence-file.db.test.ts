import { execFileSync, spawnSync } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { equalBytes } from "@liangzheng/bytes";
import { openPackage, pageText, printedText, readDocument, readTagFile, renderPage } from "@liangzheng/ofd";
import { encodePem, parseCertificate } from "@liangzheng/pki";
import { parseSeal, parseSealSignature, verifyOfd } from "@liangzheng/seal";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { aWorld, people, type World } from "../../../testing/world.ts";
import { parseRecord, sealedAbout } from "../licences/index.ts";
import { metadataOf } from "./index.ts";

let world: World;
let file: Uint8Array;
let folder: string;
beforeAll(async () => {
  world = await aWorld();
  folder = await mkdtemp(join(tmpdir(), "liangzheng-file-"));
  file = (await world.call("owner", "getMyLicenceFile", { params: { licenceKey: world.licences.made } }))
    .bytes;
});
afterAll(async () => {
  await world.close();
  await rm(folder, { recursive: true, force: true });
});

const documentOf = (bytes: Uint8Array) => {
  const [document] = readDocument(openPackage(bytes));
  if (document === undefined) throw new Error("the package holds no document");
  return document;
};

/** The record as the database keeps it, opened here with the vault itself. */
const recordInDatabase = () =>
  world.inTransaction(async (tx) => {
    const { licences, parties, vault } = world.services;
    const licenceKey = world.licences.made;
    const [version] = await licences.sealedVersions(tx, [{ licenceKey, version: 1 }], false);
    const [licence] = await licences.list(tx, [licenceKey]);
    if (version === undefined || licence === undefined) throw new Error("no such licence");
    const keys = await parties.dataKeys(tx, [version.holders[0]?.partyId ?? ""]);
    const bytes = vault.opener.open(
      "record",
      version.sealed,
      version.contentKeys,
      [...keys.values()],
      sealedAbout(licenceKey, 1),
    );
    const { definition } = await world.services.catalogue.getVersion(
      tx,
      licence.typeKey,
      licence.typeVersion,
    );
    return { version, record: parseRecord(bytes), bytes, definition };
  });

test("the file opens without a fault and is drawn alike twice", () => {
  const [first, second] = [documentOf(file), documentOf(file)];
  expect([first.faults, first.pages.length]).toEqual([[], 1]);
  expect(renderPage(first, 0)).toBe(renderPage(second, 0));
});

test("what the document says, what is printed and what the database keeps are one", async () => {
  const document = documentOf(file);
  const { record, definition, bytes, version } = await recordInDatabase();
  const metadata = metadataOf(definition, record);
  const said = new Map(document.docInfo.customDatas.map(({ name, value }) => [name, value]));
  for (const { id, value } of metadata) expect([id, said.get(id)]).toEqual([id, value]);
  expect(said.get("CZZTDM")).toBe(people.owner.citizenNumber);
  expect(equalBytes(world.services.gm.sm3(bytes), version.digest)).toBe(true);
  expect(equalBytes(world.services.gm.sm3(file), version.fileDigest ?? new Uint8Array(0))).toBe(true);

  const texts = new Map(pageText(document, 0).map((run) => [run.objectId, run.text]));
  const kinds = new Map(definition.fields.map(({ id, kind }) => [`KZ_${id}`, kind]));
  const dates = new Set(["ZZBFRQ", "ZZYXQQSRQ", "ZZYXQJZRQ"]);
  const values = new Map(metadata.map(({ id, value }) => [id, value]));
  const entries = document.customTags.flatMap((tag) => readTagFile(document, tag));
  const compared = new Set<string>();
  for (const { names, objects } of entries) {
    const id = names.at(-1) ?? "";
    const value = values.get(id);
    const printed = objects.map(({ objectId }) => texts.get(objectId) ?? "").join("");
    if (value === undefined || printed === "") continue;
    const isDate = kinds.get(id) === "date" || dates.has(id);
    expect([id, printed]).toEqual([id, printedText(isDate ? "date" : "text", value)]);
    compared.add(id);
  }
  for (const id of ["ZZBH", "ZZBFJG", "ZZBFRQ", "KZ_XM", "KZ_SFZJHM", "KZ_CCLZRQ"])
    expect([id, compared.has(id)]).toEqual([id, true]);
  // Every tag points at text that was compared: none leads nowhere.
  expect(compared.size).toBe(entries.length);
});

test("the file is valid to the verifier with our anchors, and not to one who trusts nobody", async () => {
  const { anchors } = await world.inTransaction((tx) => world.services.sealing.trust(tx));
  const { gm } = world.services;
  const now = world.clock.now;
  const report = verifyOfd(file, { gm, trust: { anchors, crls: [] }, now });
  expect([report.verdict, report.additions]).toEqual(["valid", []]);
  expect(verifyOfd(file, { gm, trust: { anchors: [], crls: [] }, now }).verdict).not.toBe("valid");
  const checked = await world.call(undefined, "checkSeal", { file });
  expect(checked.body).toMatchObject({ verdict: "valid", pageCount: 1 });
  expect(checked.body.signatures[0].signer).toContain("演示市住房和城乡建设局");
});

test("one bit changed anywhere in the sealed page is found by the public check", async () => {
  const bytes = Uint8Array.from(file);
  const at = Math.floor(bytes.length / 2);
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  const { status, body } = await world.call(undefined, "checkSeal", { file: bytes });
  expect(status === 422 || body.verdict === "invalid").toBe(true);
});

const hasOpenssl = spawnSync("openssl", ["dgst", "-list"]).stdout?.toString().includes("sm3") ?? false;

describe.skipIf(!hasOpenssl)(
  `OpenSSL${hasOpenssl ? "" : " (skipped: none with SM3 here)"}, which is none of ours, says`,
  () => {
    const verify = async (
      name: string,
      certificate: Uint8Array,
      signed: Uint8Array,
      signature: Uint8Array,
    ): Promise<string> => {
      const path = (what: string): string => join(folder, `${name}.${what}`);
      await writeFile(path("pem"), encodePem("CERTIFICATE", certificate));
      await writeFile(path("signed"), signed);
      await writeFile(path("sig"), signature);
      const key = execFileSync("openssl", ["x509", "-in", path("pem"), "-pubkey", "-noout"]);
      await writeFile(path("pub"), key);
      const args = [
        "dgst",
        "-sm3",
        "-verify",
        path("pub"),
        "-signature",
        path("sig"),
        "-sigopt",
        "distid:1234567812345678",
      ];
      return spawnSync("openssl", [...args, path("signed")])
        .stdout.toString()
        .trim();
    };
    const signatureOf = () => {
      const parts = openPackage(file);
      const path = parts.paths.find((one) => one.endsWith("SignedValue.dat"));
      const signature = parseSealSignature(parts.read(path ?? ""));
      if (signature.standard !== "GB/T 38540-2020") throw new Error(signature.standard);
      return signature;
    };

    test("that the signature over the file is the signer's", async () => {
      const { signerCertificate, toBeSigned, signature } = signatureOf();
      expect(await verify("signature", signerCertificate, toBeSigned, signature)).toBe("Verified OK");
      const other = Uint8Array.from(toBeSigned);
      other[40] = (other[40] ?? 0) ^ 1;
      expect(await verify("altered", signerCertificate, other, signature)).not.toBe("Verified OK");
    });

    test("that the seal is its maker's", async () => {
      const seal = parseSeal(signatureOf().seal.raw);
      if (seal.standard !== "GB/T 38540-2020") throw new Error(seal.standard);
      expect(await verify("seal", seal.makerCertificate, seal.toBeSigned, seal.signature)).toBe(
        "Verified OK",
      );
    });

    test("that signer and maker are certified by our root", async () => {
      const { anchors } = await world.inTransaction((tx) => world.services.sealing.trust(tx));
      const [root, issuer] = [...anchors].sort((a, b) => Number(isSelfIssued(b)) - Number(isSelfIssued(a)));
      const { signerCertificate, seal } = signatureOf();
      const { makerCertificate } = parseSeal(seal.raw);
      const pem = async (name: string, der: Uint8Array | undefined): Promise<string> => {
        await writeFile(join(folder, `${name}.pem`), encodePem("CERTIFICATE", der ?? new Uint8Array(0)));
        return join(folder, `${name}.pem`);
      };
      const [rootPem, issuerPem] = [await pem("root", root), await pem("issuer", issuer)];
      // The command gives its -vfyopt to one certificate alone, so each link is judged by itself.
      const judge = (certificate: string, by: string): string => {
        const at = ["-attime", String(Math.floor(world.clock.now.getTime() / 1000))];
        const sm2 = ["-vfyopt", "distid:1234567812345678", "-partial_chain", "-trusted", by];
        const { stdout, stderr } = spawnSync("openssl", ["verify", ...at, ...sm2, certificate]);
        return `${stdout}${stderr}`.replaceAll(`${folder}/`, "").trim();
      };
      expect(judge(issuerPem, rootPem)).toBe("issuer.pem: OK");
      expect(judge(await pem("signer", signerCertificate), issuerPem)).toBe("signer.pem: OK");
      expect(judge(await pem("maker", makerCertificate), issuerPem)).toBe("maker.pem: OK");
    });
  },
);

const isSelfIssued = (der: Uint8Array): boolean => {
  const { subject, issuer } = parseCertificate(der);
  return equalBytes(subject.raw, issuer.raw);
};
