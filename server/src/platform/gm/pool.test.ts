import { randomBytes } from "node:crypto";
import { generatePrivateKey, pureGm } from "@liangzheng/gm";
import { afterAll, expect, test } from "vitest";
import { createSignPool } from "./pool.ts";

const random = (n: number) => new Uint8Array(randomBytes(n));
const gm = pureGm(random);
const privateKey = generatePrivateKey(random);
const publicKey = gm.publicKeyOf(privateKey);
const pool = createSignPool({ size: 2 });
afterAll(() => pool.close());

test("many jobs at once are each answered with their own answer", async () => {
  const messages = Array.from({ length: 150 }, (_, i) => Uint8Array.of(i));
  const signatures = await Promise.all(messages.map((message) => pool.sign(privateKey, message)));
  expect(gm.verify(publicKey, messages[7]!, signatures[7]!)).toBe(true);
  const verdicts = await Promise.all(
    signatures.map((signature, i) => pool.verify(publicKey, messages[i % 3 === 0 ? 149 - i : i]!, signature)),
  );
  // 149 - i is never i, so every third message is another's.
  expect(verdicts).toEqual(messages.map((_, i) => i % 3 !== 0));
});

test("a view into a large buffer is signed for what it shows", async () => {
  const large = random(100_000);
  const view = large.subarray(500, 600);
  const signature = await pool.sign(privateKey, view);
  expect(gm.verify(publicKey, view, signature)).toBe(true);
});

test("a private key out of range rejects its own job only", async () => {
  const [bad, good] = await Promise.allSettled([
    pool.sign(new Uint8Array(32), Uint8Array.of(1)),
    pool.sign(privateKey, Uint8Array.of(1)),
  ]);
  expect(bad.status).toBe("rejected");
  expect(good.status).toBe("fulfilled");
  await expect(pool.verify(new Uint8Array(65), Uint8Array.of(1), new Uint8Array(70))).resolves.toBe(false);
});

test("a pool of the pure backend answers the same", async () => {
  const other = createSignPool({ size: 1, backend: "pure" });
  const signature = await other.sign(privateKey, Uint8Array.of(2));
  expect(await pool.verify(publicKey, Uint8Array.of(2), signature)).toBe(true);
  expect(await other.verify(publicKey, Uint8Array.of(3), signature)).toBe(false);
  await other.close();
});

test("closing rejects what is under way or waiting, and what comes later", async () => {
  const closing = createSignPool({ size: 1 });
  const jobs = Array.from({ length: 200 }, (_, i) => closing.sign(privateKey, Uint8Array.of(i)));
  const settled = Promise.allSettled(jobs);
  await new Promise((resolve) => setImmediate(resolve));
  await closing.close();
  expect((await settled).map(({ status }) => status)).toContain("rejected");
  await expect(closing.sign(privateKey, Uint8Array.of(1))).rejects.toThrow("closed");
});
