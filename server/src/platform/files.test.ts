import { spawn } from "node:child_process";
import { mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type FileStore, openFileFolder, sm3Hex } from "./files.ts";

let folder: string;
let store: FileStore;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "liangzheng-files-"));
  store = await openFileFolder(folder);
});
afterEach(() => rm(folder, { recursive: true }));

const abc = new TextEncoder().encode("abc");
/** GB/T 32905-2016 appendix A.1. */
const digestOfAbc = "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0";
const stored = async (): Promise<string[]> =>
  (await readdir(folder, { recursive: true, withFileTypes: true }))
    .filter((one) => one.isFile())
    .map(({ name }) => name);

test("a file is kept under the SM3 digest of its bytes, and given back", async () => {
  expect(await store.has(digestOfAbc)).toBe(false);
  expect(await store.put(abc)).toBe(digestOfAbc);
  expect(await store.has(digestOfAbc)).toBe(true);
  expect(new Uint8Array(await store.get(digestOfAbc))).toEqual(abc);
  const file = join(folder, "66", "c7", digestOfAbc);
  expect(new Uint8Array(await readFile(file))).toEqual(abc);
  expect((await stat(file)).mode & 0o077).toBe(0);
});

test("the same bytes put at once by many are one file, with nothing left over", async () => {
  const digests = await Promise.all(Array.from({ length: 20 }, () => store.put(abc)));
  expect(new Set(digests)).toEqual(new Set([digestOfAbc]));
  expect(await stored()).toEqual([digestOfAbc]);
});

test("the empty file is a file", async () => {
  const digest = await store.put(new Uint8Array());
  expect(await store.get(digest)).toHaveLength(0);
});

test("bytes that have changed on disk are refused, not given out", async () => {
  await store.put(abc);
  await writeFile(join(folder, "66", "c7", digestOfAbc), "abd");
  await expect(store.get(digestOfAbc)).rejects.toMatchObject({ code: "damaged" });
});

test("a truncated file is mended by putting its bytes again", async () => {
  await store.put(abc);
  await writeFile(join(folder, "66", "c7", digestOfAbc), "a");
  await store.put(abc);
  expect(await store.get(digestOfAbc)).toHaveLength(3);
});

test("what is not there is told as such", async () => {
  await expect(store.get("0".repeat(64))).rejects.toMatchObject({ code: "not-found" });
});

test.each(["../../etc/passwd", digestOfAbc.toUpperCase(), "", `${digestOfAbc}/..`])(
  "%s is no digest and leads nowhere",
  async (digest) => {
    await expect(async () => store.get(digest)).rejects.toMatchObject({ code: "not-a-digest" });
    await expect(async () => store.has(digest)).rejects.toMatchObject({ code: "not-a-digest" });
  },
);

test("a process killed while it writes leaves no half file under any digest", async () => {
  const code = `import { openFileFolder } from ${JSON.stringify(new URL("./files.ts", import.meta.url).href)};
    const store = await openFileFolder(${JSON.stringify(folder)});
    for (let at = 0; ; at++) {
      const bytes = Buffer.alloc(2_000_000, String(at));
      await store.put(bytes);
      if (at === 2) console.log("busy");
    }`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", code], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  await new Promise((resolve) => child.stdout.once("data", resolve));
  const ended = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGKILL");
  await ended;
  const whole = (await stored()).filter((name) => /^[0-9a-f]{64}$/.test(name));
  expect(whole.length).toBeGreaterThanOrEqual(3);
  for (const digest of whole) expect(sm3Hex(await store.get(digest))).toBe(digest);
});

test("old leftovers go when the store is opened, another process's work in hand stays", async () => {
  const parts = join(folder, "parts");
  await writeFile(join(parts, "old"), "x");
  await writeFile(join(parts, "young"), "x");
  await utimes(join(parts, "old"), 0, 0);
  await openFileFolder(folder);
  expect(await readdir(parts)).toEqual(["young"]);
});
