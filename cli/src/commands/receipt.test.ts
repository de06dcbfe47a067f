import { randomBytes } from "node:crypto";
import { canonicalJson, encodeUtf8, fromHex, toBase64 } from "@liangzheng/bytes";
import { pureGm } from "@liangzheng/gm";
import {
  encodePem,
  makeEndCertificate,
  makeName,
  makeRootCertificate,
  parseCertificate,
} from "@liangzheng/pki";
import { formatCheckpoint, formatNote, leafHash, noteKeyId } from "@liangzheng/tlog";
import { expect, test } from "vitest";
import { ownFolder, runAs } from "../../testing/command-run.ts";
import { receipt } from "./receipt.ts";

const { put } = await ownFolder("receipt");
const gm = pureGm((length) => new Uint8Array(randomBytes(length)));
const digest = (bytes: Uint8Array): Uint8Array => gm.sm3(bytes);
const [rootKey, logKey] = [fromHex("1f".repeat(32)), fromHex("2e".repeat(32))];
const from = new Date("2026-01-01T00:00:00Z");
const until = new Date("2036-01-01T00:00:00Z");
const content = (common: string, key: Uint8Array, serial: number) => ({
  serial: new Uint8Array(16).fill(serial),
  subject: makeName([["commonName", common]]),
  publicKey: gm.publicKeyOf(key),
  notBefore: from,
  notAfter: until,
});
const root = makeRootCertificate(content("root", rootKey, 1), { sign: gm.signer(rootKey), digest });
const own = makeEndCertificate(
  { ...content("log", logKey, 2), keyUsage: ["digital-signature", "non-repudiation"] },
  parseCertificate(root),
  { sign: gm.signer(rootKey), digest },
);
const entry = { kind: "use", purpose: "road-check\u001b[31m", outcome: "0" };

/** A log of one leaf, whose root is the leaf. */
function aReceipt(at: string, change: object = {}): Uint8Array {
  const origin = "liangzheng-log/0011223344556677";
  const leaf = leafHash(encodeUtf8(canonicalJson(entry)), digest);
  const text = formatCheckpoint({ origin, size: 1, root: leaf, at: new Date(at) });
  const keyId = noteKeyId(origin, gm.publicKeyOf(logKey), digest);
  const signatures = [{ name: origin, keyId, signature: gm.signer(logKey)(encodeUtf8(text)) }];
  const document = {
    format: "liangzheng-receipt-1",
    entry,
    leafIndex: 0,
    proof: [],
    checkpoint: formatNote({ text, signatures }),
    certificates: [own, root].map(toBase64),
    ...change,
  };
  return encodeUtf8(JSON.stringify(document));
}

const verify = async (file: Uint8Array, ...options: readonly string[]) =>
  runAs("receipt", receipt, ["verify", await put("receipt.json", file), "--lang", "en", ...options]);
const trusted = async (der: Uint8Array): Promise<readonly string[]> => [
  "--trust",
  await put("root.pem", encodeUtf8(encodePem("CERTIFICATE", der))),
];
const day = "2026-03-02T10:00:00Z";

test("a receipt under a trusted root is valid, and says what it is of", async () => {
  const { exit, out } = await verify(aReceipt(day), ...(await trusted(root)));
  expect(out).toContain("[valid]");
  expect(out).toContain("kind: use");
  expect(out).not.toContain("\u001b");
  expect(exit).toBe(0);
});

test("under no root or another one it stays undecided", async () => {
  expect((await verify(aReceipt(day))).exit).toBe(2);
  const other = makeRootCertificate(content("root", logKey, 1), { sign: gm.signer(logKey), digest });
  expect((await verify(aReceipt(day), ...(await trusted(other)))).exit).not.toBe(0);
});

test("one that was changed, or signed when the certificate did not hold, is invalid", async () => {
  const trust = await trusted(root);
  const changed = aReceipt(day, { entry: { ...entry, purpose: "another" } });
  expect((await verify(changed, ...trust)).exit).toBe(1);
  expect((await verify(aReceipt("2037-01-01T00:00:00Z"), ...trust)).exit).toBe(1);
  const swapped = aReceipt(day, { certificates: [root].map(toBase64) });
  expect((await verify(swapped, ...trust)).exit).toBe(1);
  expect((await verify(aReceipt(day, { certificates: [] }), ...trust)).exit).toBe(1);
});

test("for programs, every check with its result", async () => {
  const { out } = await verify(aReceipt(day), "--json", ...(await trusted(root)));
  const told = JSON.parse(out);
  expect(told.verdict).toBe("valid");
  expect(told.checks.map(({ name, result }: { name: string; result: string }) => [name, result])).toEqual([
    ["inclusion", "pass"],
    ["log-key", "pass"],
    ["checkpoint-signature", "pass"],
    ["log-certificate", "pass"],
  ]);
});

test("what is no receipt is unreadable, and a wrong call has its own code", async () => {
  expect((await verify(encodeUtf8("{"))).exit).toBe(3);
  expect((await verify(encodeUtf8("{}"))).exit).toBe(3);
  expect((await verify(new Uint8Array(2_000_000))).exit).toBe(3);
  expect((await runAs("receipt", receipt, ["verify"])).exit).toBe(64);
  expect((await runAs("receipt", receipt, ["eat", "x"])).exit).toBe(64);
});
