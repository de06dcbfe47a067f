import { join } from "node:path";
import { toHex } from "@liangzheng/bytes";
import { encodePem } from "@liangzheng/pki";
import { makeTrustList, trustUses } from "@liangzheng/seal";
import { expect, test } from "vitest";
import { write as aPdf, page as pdfPage } from "../../../libs/pdf/testing/small-pdf.ts";
import { aSignedPdf } from "../../../libs/seal/testing/pdf-exhibits.ts";
import { gm, keyPair, maker, root } from "../../../libs/seal/testing/people.ts";
import { aDocument, sealed, zip } from "../../../libs/seal/testing/sealed-package.ts";
import { ownFolder, runAs } from "../../testing/command-run.ts";
import { verifyFile } from "../verification/verify-file.ts";
import { verifyWith } from "./verify.ts";

/** In this thread: that strangers' files are judged in another is asked of the bounded verifier. */
const verify = verifyWith(() => ({ verify: verifyFile, close: async () => undefined }));
const { folder, put } = await ownFolder("verify");
const run = (...args: readonly string[]) => runAs("verify", verify, args);

const entries = sealed(aDocument());
const good = await put("good.ofd", zip(entries));
const extra = await put("extra.ofd", zip(new Map(entries).set("x.txt", Uint8Array.of(1))));
const changed = await put("changed.ofd", zip(new Map(entries).set("Doc_0/Res/a.png", Uint8Array.of(1))));
const text = await put("text.ofd", "this is no package");
const pem = await put("root.pem", encodePem("CERTIFICATE", root.certificate.raw));
const der = await put("root.der", root.certificate.raw);
const at = ["--at", "2026-06-01T00:00:00Z"] as const;

test("the exit code says valid, invalid, undecided or unreadable", async () => {
  expect((await run(good, "--trust", pem, ...at)).exit).toBe(0);
  expect((await run(good, "--trust", der, ...at)).exit).toBe(0);
  expect((await run(changed, "--trust", pem, ...at)).exit).toBe(1);
  expect((await run(good, ...at)).exit).toBe(2);
  expect((await run(text)).exit).toBe(3);
  expect((await run(join(folder, "absent.ofd"))).exit).toBe(3);
  expect((await run(folder)).exit).toBe(3);
});

test("of several files the worst decides, and each has its sentence", async () => {
  const { exit, out } = await run(good, text, changed, "--trust", pem, "--lang", "en", ...at);
  expect(exit).toBe(1);
  const sentences = out.split("\n").filter((line) => line.startsWith(folder));
  expect(sentences.map((line) => line.replace(/^.*\[/, "["))).toEqual([
    "[valid]",
    "[unreadable]",
    "[invalid]",
  ]);
});

test("the report shows every check in the language asked for", async () => {
  const zh = await run(changed, "--lang", "zh");
  expect(zh.out).toContain("✗ references: 受保护的文件在签名后被改动。 (/Doc_0/Res/a.png)");
  const en = await run(changed, "--lang", "en");
  expect(en.out).toContain("✗ references: A signed file was changed after signing. (/Doc_0/Res/a.png)");
  expect(en.out).toContain("✓ data-hash");
});

test("additions pass with a word, and fail under --strict", async () => {
  const lenient = await run(extra, "--trust", pem, "--lang", "en", ...at);
  expect(lenient).toMatchObject({ exit: 0 });
  expect(lenient.out).toContain("+ /x.txt (not signed)");
  expect((await run(extra, "--trust", pem, "--strict", ...at)).exit).toBe(1);
});

test("--integrity-only asks nothing about people, and still finds a change", async () => {
  expect(await run(good, "--integrity-only", "--lang", "en", ...at)).toMatchObject({
    exit: 0,
    out: expect.stringContaining("whether to trust its signers was not asked"),
  });
  expect((await run(changed, "--integrity-only", ...at)).exit).toBe(1);
  expect((await run(text, "--integrity-only")).exit).toBe(3);
});

test("a maker's certificate on a list of its own is asked for makers alone", async () => {
  const makers = await put("maker.pem", encodePem("CERTIFICATE", maker.certificate.raw));
  expect((await run(good, "--trust", pem, "--maker", makers, ...at)).exit).toBe(0);
  expect((await run(good, "--maker", makers, ...at)).exit).toBe(2);
});

test("--json gives the whole report, dates in ISO 8601 and pictures by their length", async () => {
  const { out, exit } = await run(good, "--json", "--trust", pem, ...at);
  const report = JSON.parse(out);
  expect(exit).toBe(0);
  expect(report).toMatchObject({
    exit: 0,
    files: [
      {
        file: good,
        outcome: "valid",
        report: {
          verdict: "valid",
          summary: "trusted",
          signatures: [
            { signedAt: "2026-03-01T02:03:04.000Z", picture: { type: "PNG", data: { bytes: 20 } } },
          ],
        },
      },
    ],
  });
});

test("names from a file cannot steer the terminal", async () => {
  const hostile = await put("hostile.ofd", zip(new Map(entries).set("a\u202eb.txt", Uint8Array.of(1))));
  const named = await put("named.ofd", zip(new Map(entries).set("\u2066a.txt", Uint8Array.of(1))));
  for (const file of [hostile, named]) {
    const { out } = await run(file, "--lang", "en");
    expect(out.replaceAll("\n", "")).not.toMatch(/\p{Cf}|\p{Cc}/u);
  }
});

test.each([
  ["no file", []],
  ["an unknown option", [good, "--bogus"]],
  ["a time that is none", [good, "--at", "noon"]],
  ["a trust list that is none", [good, "--trust", text]],
  ["a trust list that is absent", [good, "--trust", join(folder, "absent.pem")]],
  ["an unknown language", [good, "--lang", "fr"]],
])("%s is a mistake of the caller and no verdict", async (_, args) => {
  const { exit, out, err } = await run(...args);
  expect(exit).toBe(64);
  expect(out).toBe("");
  expect(err).toContain("liangzheng verify:");
});

test("a file larger than will be processed is given up before it is read", async () => {
  const large = await put("large.ofd", new Uint8Array(33 * 1024 * 1024));
  expect((await run(large)).exit).toBe(3);
});

test("a trust list names whom to trust, and is refused when it is changed or another keeper's", async () => {
  const keeper = keyPair("示范省密码管理局");
  const entries = [{ name: "示范根", uses: trustUses, certificate: root.certificate.raw }];
  const term = { issuedAt: new Date("2026-03-01T00:00:00Z"), nextUpdate: new Date("2026-09-01T00:00:00Z") };
  const text = makeTrustList({ name: "示范省", sequence: 1, ...term, entries }, keeper);
  const list = await put("trust.json", text);
  const fingerprint = toHex(gm.sm3(keeper.publicKey));
  expect((await run(good, "--trust", list, ...at)).exit).toBe(0);
  expect((await run(good, "--trust", list, "--trust-keeper", fingerprint, ...at)).exit).toBe(0);
  const strange = await run(good, "--trust", list, "--trust-keeper", "0".repeat(64), ...at);
  expect(strange).toMatchObject({ exit: 64, err: expect.stringContaining("other-keeper") });
  const bent = await put("bent.json", text.replace("示范省", "别的省"));
  expect(await run(good, "--trust", bent, ...at)).toMatchObject({
    exit: 64,
    err: expect.stringContaining("bad-signature"),
  });
  expect((await run(good, "--trust", list, "--at", "2027-01-01T00:00:00Z")).exit).toBe(64);
  // Makers of seals are those the list says, so that a certificate beside it must name one too.
  const signersOnly = makeTrustList(
    { name: "示范省", sequence: 2, ...term, entries: [{ ...entries[0]!, uses: ["signer"] }] },
    keeper,
  );
  expect((await run(good, "--trust", await put("signers.json", signersOnly), ...at)).exit).toBe(2);
});

test("a seal, a seal signature, a signed message and a PDF are judged by themselves", async () => {
  const seal = await put("seal.bin", entries.get("Doc_0/Signs/Sign_0/Seal.esl") ?? "");
  const signature = await put("value.bin", entries.get("Doc_0/Signs/Sign_0/SignedValue.dat") ?? "");
  const xml = await put("content.xml", entries.get("Doc_0/Signs/Sign_0/Signature.xml") ?? "");
  expect((await run(seal, "--trust", pem, ...at)).exit).toBe(0);
  expect((await run(seal, ...at)).exit).toBe(2);
  expect(await run(signature, "--trust", pem, "--lang", "en", ...at)).toMatchObject({
    exit: 2,
    out: expect.stringContaining("What was signed is neither in this file nor given."),
  });
  expect((await run(signature, "--content", xml, "--trust", pem, ...at)).exit).toBe(0);
  expect((await run(signature, "--content", pem, "--trust", pem, ...at)).exit).toBe(1);
  expect(await run(await put("a.pdf", "%PDF-1.7"), "--lang", "en")).toMatchObject({
    exit: 3,
    out: expect.stringContaining("Data inside the file is damaged."),
  });
  expect(await run(await put("b.pdf", aPdf(pdfPage)), "--lang", "en")).toMatchObject({
    exit: 2,
    out: expect.stringContaining("Undecided: the file bears no signature."),
  });
  const signedPdf = await put("c.pdf", aSignedPdf());
  const replaced = await put("d.pdf", aPdf({ 4: "<<>>" }, aSignedPdf()));
  expect((await run(signedPdf, "--trust", pem, ...at)).exit).toBe(0);
  expect((await run(signedPdf, ...at)).exit).toBe(2);
  expect((await run(signedPdf, "--integrity-only", ...at)).exit).toBe(0);
  expect(await run(replaced, "--lang", "en", ...at)).toMatchObject({
    exit: 1,
    out: expect.stringContaining("Something that was signed was replaced or hidden afterwards."),
  });
});
