import fc from "fast-check";
import { expect, test } from "vitest";
import { createRandom } from "./random.ts";

const draws = (seed: string): number[] => {
  const random = createRandom(seed);
  return Array.from({ length: 20 }, () => random.fraction());
};

test("the same seed gives the same stream and another seed another", () => {
  expect(draws("a")).toEqual(draws("a"));
  expect(draws("a")).not.toEqual(draws("b"));
});

test("a stream of its own does not depend on what was drawn before", () => {
  const [fresh, used] = [createRandom("a"), createRandom("a")];
  used.fraction();
  expect(used.stream("people").fraction()).toBe(fresh.stream("people").fraction());
});

test("an integer lies between its ends and both ends occur", () => {
  const random = createRandom("ends");
  const drawn = new Set(Array.from({ length: 200 }, () => random.integer(3, 6)));
  expect(drawn).toEqual(new Set([3, 4, 5, 6]));
});

test("shuffling keeps what is shuffled", () => {
  fc.assert(
    fc.property(fc.string(), fc.array(fc.integer()), (seed, list) => {
      const shuffled = createRandom(seed).shuffled(list);
      expect(shuffled.toSorted((a, b) => a - b)).toEqual(list.toSorted((a, b) => a - b));
    }),
  );
});
