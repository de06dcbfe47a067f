import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { orderedIds, pooled } from "./entropy.ts";

const counting = () => {
  let calls = 0;
  let next = 0;
  return {
    calls: () => calls,
    random: (length: number): Uint8Array => {
      calls++;
      return Uint8Array.from({ length }, () => next++ & 255);
    },
  };
};

test("pooled randomness is the source's, no byte twice and none left out", () => {
  const { random } = counting();
  const take = pooled(random);
  const taken = Array.from({ length: 100 }, () => [...take(32)]).flat();
  expect(taken).toEqual(Array.from({ length: 3200 }, (_, at) => at & 255));
});

test("small requests share a call of the source, large ones have their own", () => {
  const { random, calls } = counting();
  const take = pooled(random);
  for (let at = 0; at < 256; at++) take(16);
  expect(calls()).toBe(1);
  expect([take(65).length, calls()]).toEqual([65, 2]);
});

test("what was handed out is the caller's own", () => {
  const take = pooled(counting().random);
  const [first, second] = [take(16), take(16)];
  first.fill(9);
  expect([...second]).toEqual(Array.from({ length: 16 }, (_, at) => 16 + at));
  expect(first.buffer.byteLength).toBe(16);
});

test("ids are UUIDv7 and rise, even while the clock stands or steps back", () => {
  let now = 1_790_000_000_000;
  const id = orderedIds(
    (length) => new Uint8Array(randomBytes(length)),
    () => now,
  );
  const ids: string[] = [];
  for (const step of [0, 0, 0, 1, 0, -5, 0, 7]) {
    now += step;
    for (let at = 0; at < 500; at++) ids.push(id());
  }
  for (const one of ids)
    expect(one).toMatch(/^[\da-f]{8}-[\da-f]{4}-7[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
  expect(ids).toEqual([...ids].sort());
  expect(new Set(ids).size).toBe(ids.length);
});
