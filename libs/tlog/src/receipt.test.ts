import { fromHex } from "@liangzheng/bytes";
import { pureGm } from "@liangzheng/gm";
import fc from "fast-check";
import { expect, test } from "vitest";
import vector from "../vectors/receipt.json" with { type: "json" };
import { TlogError } from "./error.ts";
import { parseReceipt, type ReceiptCheck, verifyReceipt } from "./receipt.ts";

const gm = pureGm(() => {
  throw new Error("nothing is made here");
});
const ports = {
  digest: (bytes: Uint8Array) => gm.sm3(bytes),
  publicKey: fromHex(vector.publicKey),
  verify: gm.verify,
};
const { document } = vector;
const resultsOf = (value: unknown, changed = ports): readonly ReceiptCheck["result"][] =>
  verifyReceipt(parseReceipt(value), changed).map(({ result }) => result);

test("the receipt of the vector passes every check", () => {
  expect(verifyReceipt(parseReceipt(document), ports)).toEqual([
    { name: "inclusion", result: "pass", clause: "RFC 9162 §2.1.3.2" },
    { name: "log-key", result: "pass", clause: "C2SP signed-note" },
    { name: "checkpoint-signature", result: "pass", clause: "GB/T 32918.2" },
  ]);
});

test("the order of members and white space do not count, what they say does", () => {
  const turned = Object.fromEntries(Object.entries(document.entry).reverse());
  expect(resultsOf({ ...document, entry: turned })).toEqual(["pass", "pass", "pass"]);
  expect(resultsOf({ ...document, entry: { ...turned, outcome: "1" } })[0]).toBe("fail");
  expect(resultsOf({ ...document, entry: { ...turned, more: null } })[0]).toBe("fail");
});

test("a place, a proof, a checkpoint and a key of something else fail where they are asked for", () => {
  expect(resultsOf({ ...document, leafIndex: document.leafIndex + 1 })).toEqual(["fail", "pass", "pass"]);
  expect(resultsOf({ ...document, proof: document.proof.slice(1) })).toEqual(["fail", "pass", "pass"]);
  const later = document.checkpoint.replace(/time 2026/, "time 2027");
  expect(resultsOf({ ...document, checkpoint: later })).toEqual(["pass", "pass", "fail"]);
  const grown = document.checkpoint.replace("\n5\n", "\n9\n");
  expect(resultsOf({ ...document, checkpoint: grown })).toEqual(["fail", "pass", "fail"]);
  const other = fromHex(vector.otherPublicKey);
  expect(resultsOf(document, { ...ports, publicKey: other })).toEqual(["pass", "fail", "fail"]);
  const renamed = document.checkpoint.replace("\n\n— liangzheng", "\n\n— another");
  expect(resultsOf({ ...document, checkpoint: renamed })).toEqual(["pass", "fail", "fail"]);
});

test.each([
  ["nothing", null],
  ["a list", []],
  ["a member more", { ...document, more: 1 }],
  ["another format", { ...document, format: "liangzheng-receipt-2" }],
  ["no entry", { ...document, entry: null }],
  ["an entry that is no value", { ...document, entry: { a: "\ud800" } }],
  ["a place that is no count", { ...document, leafIndex: 0.5 }],
  ["a place as text", { ...document, leafIndex: "1" }],
  ["a proof without end", { ...document, proof: Array(65).fill(document.proof[0]) }],
  ["a proof of numbers", { ...document, proof: [1] }],
  ["a proof that is no base64", { ...document, proof: ["?"] }],
  ["certificates without end", { ...document, certificates: Array(9).fill("") }],
  ["a checkpoint of something else", { ...document, checkpoint: "text\n\n— name AAAAAAA=\n" }],
])("%s is no receipt", (_, value) => {
  expect(() => parseReceipt(value)).toThrow(TlogError);
});

test("whatever is in its places, it is refused as no receipt or fails, and is never valid", () => {
  const names = Object.keys(document) as (keyof typeof document)[];
  fc.assert(
    fc.property(fc.constantFrom(...names), fc.jsonValue(), (name, value) => {
      if (name === "certificates") return;
      try {
        expect(resultsOf({ ...document, [name]: value })).toContain("fail");
      } catch (error) {
        if (!(error instanceof TlogError)) throw error;
      }
    }),
  );
});
