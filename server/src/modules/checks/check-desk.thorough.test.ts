import { randomBytes } from "node:crypto";
import { generatePrivateKey, pureGm } from "@liangzheng/gm";
import { ProblemError } from "@liangzheng/problem";
import { makeTrustList } from "@liangzheng/seal";
import { expect, test } from "vitest";
import { createCheckDesk } from "./check-desk.ts";

const random = (length: number): Uint8Array => new Uint8Array(randomBytes(length));
const gm = pureGm(random);
const key = generatePrivateKey(random);
const now = new Date("2026-03-02T00:00:00Z");
const nobody = makeTrustList(
  { name: "nobody", sequence: 1, issuedAt: now, nextUpdate: now, entries: [] },
  { publicKey: gm.publicKeyOf(key), sign: gm.signer(key) },
);

test("the desk answers one file after the other from the same thread", async () => {
  const desk = createCheckDesk();
  const noFile = new TextEncoder().encode("no OFD");
  for (let turn = 0; turn < 3; turn++) {
    const answer = await desk.check(noFile, nobody, now).catch((error: unknown) => error);
    expect(answer).toBeInstanceOf(ProblemError);
    expect((answer as ProblemError).message).toBe("this is no OFD or PDF file, seal or signature");
  }
  const pdf = await desk.check(new TextEncoder().encode("%PDF-1.7\n"), nobody, now);
  expect([pdf.kind, pdf.verdict, pdf.summary]).toEqual(["pdf", "invalid", "unreadable"]);
  await desk.close();
});

test("a mistake of ours is told as one, never as the file's, and the next file is judged", async () => {
  const desk = createCheckDesk();
  const file = new TextEncoder().encode("no OFD");
  const early = new Date(now.getTime() - 1);
  const answer = await desk.check(file, nobody, early).catch((error: unknown) => error);
  expect(answer).toBeInstanceOf(Error);
  expect(answer).not.toBeInstanceOf(ProblemError);
  expect(await desk.check(file, nobody, now).catch((error: unknown) => error)).toBeInstanceOf(ProblemError);
  await desk.close();
});
