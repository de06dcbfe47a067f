import { concat } from "@liangzheng/bytes";
import { expect, test } from "vitest";
import { gm, now, signer, trust } from "../testing/people.ts";
import { aDocument, sealed, zip } from "../testing/sealed-package.ts";
import { rememberVerifications, verifyOfd } from "./index.ts";

function counted(capacity?: number) {
  let count = 0;
  const verify: typeof gm.verify = (...question) => {
    count++;
    return gm.verify(...question);
  };
  return { count: () => count, gm: rememberVerifications({ sm3: gm.sm3, verify }, capacity) };
}

test("the same file a second time costs no signature, and the answer is the same", () => {
  const remembering = counted();
  const file = zip(sealed(aDocument()));
  const ask = () => verifyOfd(file, { gm: remembering.gm, trust, now });
  const first = ask();
  const spent = remembering.count();
  expect(spent).toBe(4);
  expect(ask()).toEqual(first);
  expect(remembering.count()).toBe(spent);
});

test("an answer is only for its own key, message and signature, wherever one ends and the next begins", () => {
  const remembering = counted();
  const message = new Uint8Array(64).fill(7);
  const key = signer.certificate.publicKey ?? new Uint8Array();
  const signature = signer.sign(message);
  expect(remembering.gm.verify(key, message, signature)).toBe(true);
  expect(remembering.gm.verify(key, message.slice(1), concat(signature, message.slice(0, 1)))).toBe(false);
  expect(
    remembering.gm.verify(
      key,
      message.map((byte) => byte ^ 1),
      signature,
    ),
  ).toBe(false);
  expect(remembering.count()).toBe(3);
});

test("no more is kept than was asked for: the oldest is forgotten", () => {
  const remembering = counted(2);
  const key = signer.certificate.publicKey ?? new Uint8Array();
  const ask = (n: number) => remembering.gm.verify(key, Uint8Array.of(n), Uint8Array.of(n));
  for (const n of [1, 2, 3, 3, 2, 1]) ask(n);
  expect(remembering.count()).toBe(4);
});
