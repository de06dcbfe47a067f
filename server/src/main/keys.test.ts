import { randomBytes } from "node:crypto";
import { chmod, mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { KeyFileError, loadKeys, makeKeys } from "./keys.ts";

const random = (length: number): Uint8Array => new Uint8Array(randomBytes(length));
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "liangzheng-keys-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const messageOf = (file: string): Promise<string> =>
  loadKeys(file, false, random).then(
    () => "no error",
    (error: unknown) => (error instanceof KeyFileError ? error.message : String(error)),
  );

test("a demonstration makes its keys once, for its own eyes, and finds them again", async () => {
  const file = join(folder, "data", "keys.json");
  const made = await loadKeys(file, true, random);
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  expect(await loadKeys(file, true, random)).toEqual(made);
  expect([made.keyEncryption.length, made.blindIndex.length]).toEqual([32, 32]);
  expect(made.keyEncryption).not.toEqual(made.blindIndex);
});

test("keys are never written over those that stand", async () => {
  const file = join(folder, "kept.json");
  await makeKeys(file, random);
  const before = await readFile(file, "utf8");
  await expect(makeKeys(file, random)).rejects.toThrow(KeyFileError);
  expect(await readFile(file, "utf8")).toBe(before);
});

test("a missing file is told with the command that makes one", async () => {
  expect(await messageOf(join(folder, "absent.json"))).toContain("liangzheng keys new");
});

test.each([0o640, 0o604, 0o660, 0o644, 0o610])(
  "mode %o is refused with the command that mends it",
  async (mode) => {
    const file = join(folder, `mode-${mode}.json`);
    await makeKeys(file, random);
    await chmod(file, mode);
    expect(await messageOf(file)).toContain(`chmod 600 ${file}`);
  },
);

const secret = "a1".repeat(32);
test.each([
  ["no JSON", "{"],
  ["nothing", ""],
  ["null", "null"],
  ["no keys", "{}"],
  ["one key", JSON.stringify({ keyEncryption: secret })],
  [
    "keys that are no hexadecimal digits",
    JSON.stringify({ keyEncryption: "x".repeat(64), blindIndex: secret }),
  ],
  ["a key cut short", JSON.stringify({ keyEncryption: secret.slice(2), blindIndex: secret })],
  ["a number", JSON.stringify({ keyEncryption: 1, blindIndex: 2 })],
])("a file that holds %s is refused without repeating what it holds", async (name, content) => {
  const file = join(folder, `damaged ${name}.json`);
  await writeFile(file, content, { mode: 0o600 });
  const message = await messageOf(file);
  expect(message).toMatch(/damaged|wrong length/);
  expect(message).not.toContain(secret.slice(0, 10));
});

test("a folder in the place of the file is told as such", async () => {
  expect(await messageOf(folder)).toContain("cannot be read");
});
