import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { root } from "../../../libs/seal/testing/people.ts";
import { aDocument, sealed, zip } from "../../../libs/seal/testing/sealed-package.ts";
import { BoundedVerifier } from "./bounded-verifier.ts";

let folder: string;
const verifier = new BoundedVerifier({
  maxOldGenerationSizeMb: 16,
  maxYoungGenerationSizeMb: 2,
  stackSizeMb: 4,
});
const trust = { anchors: [root.certificate.raw], crls: [] };
const now = new Date("2026-06-01T00:00:00Z");

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "liangzheng-bounded-"));
});
afterAll(async () => {
  await verifier.close();
  await rm(folder, { recursive: true, force: true });
});

async function judge(name: string, content: Uint8Array) {
  const path = join(folder, name);
  await writeFile(path, content);
  return verifier.verify({ path, trust, now });
}

const entries = sealed(aDocument());
const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

/** A page below every counted limit, whose tree is larger than the heap that the thread has here. */
function bomb(): Uint8Array {
  const files = new Map(entries);
  files.set(
    "Doc_0/Document.xml",
    encode('<Document><Pages><Page ID="1" BaseLoc="/P.xml"/></Pages></Document>'),
  );
  return zip(files.set("P.xml", encode(`<a><File/>${"<b c='1'/>".repeat(140_000)}</a>`)));
}

test("a document that eats the thread's memory leaves this process and the next file unharmed", async () => {
  expect(await judge("bomb.ofd", bomb())).toEqual({ kind: "too-costly", why: "memory" });
  expect(await judge("good.ofd", zip(entries))).toMatchObject({
    kind: "report",
    report: { verdict: "valid" },
  });
});
