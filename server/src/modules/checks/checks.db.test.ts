import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { encodeUtf8, fromBase64, toHex } from "@liangzheng/bytes";
import { openPackage } from "@liangzheng/ofd";
import { openTrustList, parseSealSignature, trustOf, verifyFile } from "@liangzheng/seal";
import { afterAll, beforeAll, expect, test } from "vitest";
import { write as aPdf, page as pdfPage } from "../../../../libs/pdf/testing/small-pdf.ts";
import { anOperator, aWorld, start, type World } from "../../../testing/world.ts";

let world: World;
let licence: Uint8Array;
beforeAll(async () => {
  world = await aWorld();
  licence = await sealed("owner");
});
afterAll(() => world.close());

const sealed = async (holder: "owner" | "stranger"): Promise<Uint8Array> => {
  const licenceKey =
    holder === "owner"
      ? world.licences.made
      : await world.issue("construction-special-operator", anOperator(holder));
  return (await world.call(holder, "getMyLicenceFile", { params: { licenceKey } })).bytes;
};
const check = (file: Uint8Array) => world.call(undefined, "checkSeal", { file });
const report = (file: Uint8Array) => world.call(undefined, "makeCheckReport", { file });
const list = async (): Promise<string> => (await world.call(undefined, "getTrustList")).text;
const days = (count: number): Date => new Date(start.getTime() + count * 24 * 3_600_000);
const kept = async (): Promise<string> => {
  const { rows } = await world.database.pool.query(`select * from checks.report`);
  return JSON.stringify(rows, (_key, value) =>
    value?.type === "Buffer" ? Buffer.from(value.data).toString("latin1") : value,
  );
};

test("anybody's file is judged by the list published, with every check and the place of its seal", async () => {
  const { status, body } = await check(licence);
  expect(status).toBe(200);
  expect([body.kind, body.verdict, body.summary]).toEqual(["ofd", "valid", "trusted"]);
  expect(body.digest).toBe(toHex(world.services.gm.sm3(licence)));
  const [signature, ...others] = body.signatures;
  expect(others).toEqual([]);
  expect(signature).toMatchObject({ standard: "GB/T 38540-2020", stampedAt: world.clock.now.toISOString() });
  const [place] = signature.places;
  expect(place).toMatchObject({ page: 1 });
  for (const edge of [place.x, place.y, place.x + place.width, place.y + place.height])
    expect(edge).toSatisfy((part: number) => part > 0 && part < 1);
  expect(signature.checks.map(({ result }: { result: string }) => result)).not.toContain("fail");
  const published = await list();
  expect(body.trust.digest).toBe(toHex(world.services.gm.sm3(encodeUtf8(published))));
});

test("a seal, a signature and a PDF by themselves are told as what they are", async () => {
  const entries = openPackage(licence);
  const part = (end: string) => entries.read(entries.paths.find((path) => path.endsWith(end)) ?? "");
  const seal = await check(parseSealSignature(part("SignedValue.dat")).seal.raw);
  expect([seal.body.kind, seal.body.verdict]).toEqual(["seal", "valid"]);
  expect(seal.body.signatures[0].checks.length).toBeGreaterThan(5);
  const value = await check(part("SignedValue.dat"));
  expect([value.body.kind, value.body.summary]).toEqual(["seal-signature", "content-absent"]);
  const pdf = await check(aPdf(pdfPage));
  expect([pdf.body.kind, pdf.body.verdict, pdf.body.summary]).toEqual(["pdf", "indeterminate", "unsigned"]);
  const text = await check(encodeUtf8("nothing of the kind"));
  expect([text.status, text.body.type]).toEqual([422, "urn:liangzheng:problem:unreadable-file"]);
});

test("a report is an OFD that our own verifier holds valid, and its number tells what it said", async () => {
  const { status, body } = await report(licence);
  expect(status).toBe(200);
  const document = fromBase64(body.document);
  const { gm } = world.services;
  const trust = trustOf(openTrustList(encodeUtf8(await list()), { gm, now: world.clock.now }));
  const judged = verifyFile(document, { gm, trust, now: world.clock.now });
  expect([judged.kind, judged.verdict]).toEqual(["ofd", "valid"]);
  const record = JSON.parse(Buffer.from(openPackage(document).read("/Doc_0/Attachs/record.json")).toString());
  expect(record).toMatchObject({ number: body.report.number, verdict: "valid", kind: "ofd" });
  expect(record.signatures[0].checks.length).toBeGreaterThan(15);

  const again = await world.call(undefined, "getCheckReport", { params: { number: body.report.number } });
  expect(again.body).toEqual(body.report);
  expect(again.body).toMatchObject({
    verdict: "valid",
    digest: toHex(gm.sm3(licence)),
    reportDigest: toHex(gm.sm3(document)),
    at: world.clock.now.toISOString(),
  });
  const absent = { number: "HY20260302-000000000000" };
  expect((await world.call(undefined, "getCheckReport", { params: absent })).status).toBe(404);
});

test("the PDF twin of a licence is valid here, by both of its signatures", async () => {
  const params = { licenceKey: world.licences.made };
  const twin = await world.call("owner", "getMyLicencePdf", { params });
  const { body } = await check(twin.bytes);
  expect([body.kind, body.verdict, body.summary]).toEqual(["pdf", "valid", "trusted"]);
  expect(body.signatures.map(({ verdict }: { verdict: string }) => verdict)).toEqual(["valid", "valid"]);
});

test("a changed file gets a report too, and what it calls its seals need not be printable", async () => {
  const changed = licence.slice();
  const at = Buffer.from(changed).indexOf("Doc_0/Signs/Sign_0/Signature.xml");
  changed[at + 40] = (changed[at + 40] ?? 0) ^ 1;
  const { status, body } = await report(changed);
  expect([status, body.report.verdict]).toEqual([200, "invalid"]);
  expect((await check(fromBase64(body.document))).body.verdict).toBe("valid");
});

test("the press of a report stands in the log of its seal", async () => {
  const { body } = await report(licence);
  const { body: seal } = await world.call("keeper", "getSeal", { params: { sealId: world.sealIds.issuer } });
  expect(seal.log[0]).toMatchObject({
    purpose: "check report",
    subject: `check-report/${body.report.number}`,
  });
});

test("of a file nothing is kept but its digest, and that for three years", async () => {
  const name = anOperator("owner").holders[0]?.name ?? "";
  expect(name).not.toBe("");
  const { body } = await report(licence);
  expect(await kept()).toContain(body.report.number);
  expect(await kept()).not.toContain(name);
  const purge = (at: Date) => world.inTransaction((tx) => world.services.checks.purge(tx, at));
  await purge(new Date(Date.parse(body.report.keptUntil) - 1));
  expect(await kept()).toContain(body.report.number);
  await purge(new Date(Date.parse(body.report.keptUntil) + 1));
  expect(await kept()).toBe("[]");
});

test("the list is signed, names the root and who signs PDF twins, and is what `liangzheng verify --trust` wants", async () => {
  const folder = await mkdtemp(join(tmpdir(), "liangzheng-list-"));
  try {
    const [trust, file] = [join(folder, "trust.json"), join(folder, "licence.ofd")];
    await writeFile(trust, await list());
    await writeFile(file, licence);
    const { verify } = await import("../../../../cli/src/commands/verify.ts");
    const lines: string[] = [];
    const run = (args: readonly string[]) =>
      verify([...args, "--at", world.clock.now.toISOString()], {
        out: (text) => lines.push(text),
        err: () => {},
      });
    expect(await run([file, "--trust", trust])).toBe(0);
    expect(await run([file])).toBe(2);
  } finally {
    await rm(folder, { recursive: true });
  }
  const { gm } = world.services;
  const opened = openTrustList(encodeUtf8(await list()), { gm, now: world.clock.now });
  expect(opened.entries.map(({ uses }) => uses)).toEqual([["signer", "maker", "time-stamp"], ["signer"]]);
  expect([opened.intermediates.length, opened.crls.length]).toEqual([1, 2]);
});

test("a list stays for a day, and a new one has a greater number; asked at once it is one", async () => {
  const first = JSON.parse(await list()).trustList;
  expect(JSON.parse(await list()).trustList).toEqual(first);
  world.clock.now = days(2);
  const lists = await Promise.all([list(), list(), list()]);
  expect(new Set(lists).size).toBe(1);
  expect(JSON.parse(lists[0] ?? "").trustList.sequence).toBe(first.sequence + 1);
});

test("without a seal of its own the desk makes no report, and judges all the same", async () => {
  await world.database.pool.query("update checks.report_seal set seal_id = $1", [world.organIds.issuer]);
  const { status, body } = await report(licence);
  expect([status, body.type]).toEqual([409, "urn:liangzheng:problem:seal-not-usable"]);
  expect((await check(licence)).status).toBe(200);
});
