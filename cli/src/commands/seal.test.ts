import { expect, test } from "vitest";
import { aDocument, sealed, zip } from "../../../libs/seal/testing/sealed-package.ts";
import { ownFolder, runAs } from "../../testing/command-run.ts";
import { seal } from "./seal.ts";

const { put } = await ownFolder("seal");
const entries = sealed(aDocument());
const entry = (end: string): Uint8Array =>
  [...entries].find(([path]) => path.endsWith(end))?.[1] ?? new Uint8Array();

const inspect = async (name: string, content: Uint8Array, ...options: readonly string[]) =>
  runAs("seal", seal, ["inspect", await put(name, content), ...options]);

test("a seal tells the same from a document, a signature and by itself", async () => {
  const [document, signature, itself] = await Promise.all([
    inspect("a.ofd", zip(entries), "--json"),
    inspect("a.dat", entry("SignedValue.dat"), "--json"),
    inspect("a.esl", entry("Seal.esl"), "--json"),
  ]);
  const [first, ...others] = JSON.parse(document.out).seals;
  expect(others).toEqual([]);
  const { path, ...told } = first;
  expect(path).toMatch(/Seal\.esl$/);
  expect(JSON.parse(signature.out).seals).toEqual([told]);
  expect(JSON.parse(itself.out).seals).toEqual([told]);
  expect(told).toMatchObject({ standard: "GB/T 38540-2020", header: expect.stringMatching(/^ES 4, /) });
  expect(told.maker).toMatch(/^CN=/);
});

test("people get one line for each fact, and no control character of the file's", async () => {
  const { exit, out } = await inspect("b.esl", entry("Seal.esl"));
  expect(exit).toBe(0);
  expect(out).toMatch(/^standard +GB\/T 38540-2020$/m);
  expect(out).toMatch(/^signers +CN=/m);
});

test("a file without a seal, one that is no package, and a wrong verb each have their code", async () => {
  const bare = new Map([...entries].filter(([path]) => !path.includes("Sign")));
  expect((await inspect("bare.ofd", zip(bare))).exit).toBe(2);
  expect((await inspect("text.ofd", Uint8Array.of(1, 2, 3))).exit).toBe(3);
  expect((await inspect("der.esl", Uint8Array.of(0x30, 0))).exit).toBe(2);
  expect((await runAs("seal", seal, ["eat"])).exit).toBe(64);
});
