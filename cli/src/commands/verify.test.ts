import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { encodePem } from "@liangzheng/pki";
import { expect, test } from "vitest";
import { maker, root } from "../../../libs/seal/testing/people.ts";
import { aDocument, sealed, zip } from "../../../libs/seal/testing/sealed-package.ts";
import { runCommand } from "../run-command.ts";
import { verify } from "./verify.ts";

const slow = { timeout: 30_000 };
const folder = await mkdtemp(join(tmpdir(), "liangzheng-verify-"));

async function put(name: string, content: Uint8Array | string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

async function run(...args: readonly string[]) {
  let out = "";
  let err = "";
  const exit = await runCommand({ verify: { summary: "", load: async () => verify } }, ["verify", ...args], {
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
  });
  return { exit, out, err };
}

const entries = sealed(aDocument());
const good = await put("good.ofd", zip(entries));
const extra = await put("extra.ofd", zip(new Map(entries).set("x.txt", Uint8Array.of(1))));
const changed = await put("changed.ofd", zip(new Map(entries).set("Doc_0/Res/a.png", Uint8Array.of(1))));
const text = await put("text.ofd", "this is no package");
const pem = await put("root.pem", encodePem("CERTIFICATE", root.certificate.raw));
const der = await put("root.der", root.certificate.raw);
const at = ["--at", "2026-06-01T00:00:00Z"] as const;

test("the exit code says valid, invalid, undecided or unreadable", slow, async () => {
  expect((await run(good, "--trust", pem, ...at)).exit).toBe(0);
  expect((await run(good, "--trust", der, ...at)).exit).toBe(0);
  expect((await run(changed, "--trust", pem, ...at)).exit).toBe(1);
  expect((await run(good, ...at)).exit).toBe(2);
  expect((await run(text)).exit).toBe(3);
  expect((await run(join(folder, "absent.ofd"))).exit).toBe(3);
  expect((await run(folder)).exit).toBe(3);
});

test("of several files the worst decides, and each has its sentence", slow, async () => {
  const { exit, out } = await run(good, text, changed, "--trust", pem, "--lang", "en", ...at);
  expect(exit).toBe(1);
  const sentences = out.split("\n").filter((line) => line.startsWith(folder));
  expect(sentences.map((line) => line.replace(/^.*\[/, "["))).toEqual([
    "[valid]",
    "[unreadable]",
    "[invalid]",
  ]);
});

test("the report shows every check in the language asked for", slow, async () => {
  const zh = await run(changed, "--lang", "zh");
  expect(zh.out).toContain("✗ references: 受保护的文件在签名后被改动。 (/Doc_0/Res/a.png)");
  const en = await run(changed, "--lang", "en");
  expect(en.out).toContain("✗ references: A signed file was changed after signing. (/Doc_0/Res/a.png)");
  expect(en.out).toContain("✓ data-hash");
});

test("additions pass with a word, and fail under --strict", slow, async () => {
  const lenient = await run(extra, "--trust", pem, "--lang", "en", ...at);
  expect(lenient).toMatchObject({ exit: 0 });
  expect(lenient.out).toContain("+ /x.txt (not signed)");
  expect((await run(extra, "--trust", pem, "--strict", ...at)).exit).toBe(1);
});

test("--integrity-only asks nothing about people, and still finds a change", slow, async () => {
  expect(await run(good, "--integrity-only", "--lang", "en", ...at)).toMatchObject({
    exit: 0,
    out: expect.stringContaining("whether to trust its signers was not asked"),
  });
  expect((await run(changed, "--integrity-only", ...at)).exit).toBe(1);
  expect((await run(text, "--integrity-only")).exit).toBe(3);
});

test("a maker's certificate on a list of its own is asked for makers alone", slow, async () => {
  const makers = await put("maker.pem", encodePem("CERTIFICATE", maker.certificate.raw));
  expect((await run(good, "--trust", pem, "--maker", makers, ...at)).exit).toBe(0);
  expect((await run(good, "--maker", makers, ...at)).exit).toBe(2);
});

test("--json gives the whole report, dates in ISO 8601 and pictures by their length", slow, async () => {
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

test("names from a file cannot steer the terminal", slow, async () => {
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

test("a file larger than will be processed is given up before it is read", slow, async () => {
  const large = await put("large.ofd", new Uint8Array(33 * 1024 * 1024));
  expect((await run(large)).exit).toBe(3);
});

test(
  "a document that eats the thread's memory leaves this process and the next file unharmed",
  slow,
  async () => {
    const deep = `<a>${"<b c='1'/>".repeat(140_000)}</a>`;
    const pages = Array.from(
      { length: 12 },
      (_, i) => [`P${i}.xml`, new TextEncoder().encode(deep)] as const,
    );
    const links = pages.map(([name], i) => `<Page ID="${i}" BaseLoc="/${name}"/>`).join("");
    const bomb = new Map(entries)
      .set("Doc_0/Document.xml", new TextEncoder().encode(`<Document><Pages>${links}</Pages></Document>`))
      .set("x", Uint8Array.of(1));
    for (const [name, bytes] of pages) bomb.set(name, bytes);
    const { exit, out } = await run(
      await put("bomb.ofd", zip(bomb)),
      good,
      "--trust",
      pem,
      "--lang",
      "en",
      ...at,
    );
    expect([1, 3]).toContain(exit);
    expect(out).toContain("good.ofd: Valid");
  },
);
