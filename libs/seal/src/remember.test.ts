import { crc32 } from "node:zlib";
import { concat } from "@liangzheng/bytes";
import { type PartMemory, rememberParts } from "@liangzheng/ofd";
import { expect, test } from "vitest";
import { gm, now, signer, trust } from "../testing/people.ts";
import { aDocument, sealed, zip } from "../testing/sealed-package.ts";
import { rememberVerifications, verifyOfd } from "./index.ts";

function counted(capacity?: number, parts?: PartMemory) {
  let count = 0;
  let digested = 0;
  const verify: typeof gm.verify = (...question) => {
    count++;
    return gm.verify(...question);
  };
  const sm3: typeof gm.sm3 = (...pieces) => {
    for (const { length } of pieces) digested += length;
    return gm.sm3(...pieces);
  };
  return {
    count: () => count,
    digested: () => digested,
    gm: rememberVerifications({ sm3, verify }, parts, capacity),
  };
}

test("the same file a third time costs no signature, and the answer is the same", () => {
  const remembering = counted();
  const file = zip(sealed(aDocument()));
  const ask = () => verifyOfd(file, { gm: remembering.gm, trust, now });
  const first = ask();
  expect(remembering.count()).toBe(4);
  expect(ask()).toEqual(first);
  const spent = remembering.count();
  expect(ask()).toEqual(first);
  expect(remembering.count()).toBe(spent);
});

test("an answer is only for its own key, message and signature, wherever one ends and the next begins", () => {
  const remembering = counted();
  const message = new Uint8Array(64).fill(7);
  const key = signer.certificate.publicKey ?? new Uint8Array();
  const signature = signer.sign(message);
  for (let i = 0; i < 3; i++) expect(remembering.gm.verify(key, message, signature)).toBe(true);
  expect(remembering.gm.verify(key, message.slice(1), concat(signature, message.slice(0, 1)))).toBe(false);
  expect(
    remembering.gm.verify(
      key,
      message.map((byte) => byte ^ 1),
      signature,
    ),
  ).toBe(false);
  expect(remembering.count()).toBe(4);
  expect(remembering.gm.verify(key, message, signature)).toBe(true);
});

test("no more is kept than was asked for: the oldest is forgotten", () => {
  const remembering = counted(2);
  const key = signer.certificate.publicKey ?? new Uint8Array();
  const ask = (n: number) => remembering.gm.verify(key, Uint8Array.of(n), Uint8Array.of(n));
  const costOf = (...messages: readonly number[]): number => {
    const before = remembering.count();
    for (const n of messages) ask(n);
    return remembering.count() - before;
  };
  expect(costOf(1, 1, 2, 2)).toBe(4);
  expect(costOf(1, 2, 1, 2)).toBe(0);
  expect(costOf(3, 3)).toBe(2);
  expect(costOf(2, 3)).toBe(0);
  expect(costOf(1)).toBe(1);
});

test("a part that comes again is digested once, and one changed byte in it is found all the same", () => {
  const memory = rememberParts();
  const remembering = counted(undefined, memory);
  const ports = { inflate: () => undefined, crc32, memory };
  const ask = (file: Uint8Array) => verifyOfd(file, { gm: remembering.gm, trust, now, ports });
  const entries = sealed(aDocument());
  const file = zip(entries);
  const answers = Array.from({ length: 4 }, () => {
    const before = remembering.digested();
    return { report: ask(file), digested: remembering.digested() - before };
  });
  expect(answers.map(({ report }) => report)).toEqual(Array(4).fill(verifyOfd(file, { gm, trust, now })));
  expect(answers[3]?.digested).toBeLessThan((answers[0]?.digested ?? 0) / 2);
  for (const [path, content] of entries) {
    if (!path.endsWith("Content.xml")) continue;
    const changed = new Map(entries).set(
      path,
      content.map((byte, at) => (at === content.length - 2 ? byte ^ 1 : byte)),
    );
    expect(ask(zip(changed)).verdict, path).toBe("invalid");
  }
});
