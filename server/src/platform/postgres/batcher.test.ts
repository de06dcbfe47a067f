import fc from "fast-check";
import { expect, test } from "vitest";
import { batcher } from "./batcher.ts";

const tick = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test("calls of one tick leave together, in order, and each gets its own answer", async () => {
  const batches: number[][] = [];
  const double = batcher({
    run: async (inputs: readonly number[]) => {
      batches.push([...inputs]);
      return inputs.map((input) => input * 2);
    },
    maxBatch: 10,
    maxInFlight: 1,
  });
  expect(await Promise.all([1, 2, 3].map(double))).toEqual([2, 4, 6]);
  expect(batches).toEqual([[1, 2, 3]]);
});

test("while batches are in flight callers gather, and no more than allowed are in flight", async () => {
  const batches: number[][] = [];
  let inFlight = 0;
  let most = 0;
  const call = batcher({
    run: async (inputs: readonly number[]) => {
      batches.push([...inputs]);
      most = Math.max(most, ++inFlight);
      for (let at = 0; at < 5; at++) await tick();
      inFlight--;
      return inputs;
    },
    maxBatch: 100,
    maxInFlight: 1,
  });
  const first = call(0);
  await tick();
  const rest = [1, 2, 3, 4].map(call);
  await Promise.all([first, ...rest]);
  expect(batches).toEqual([[0], [1, 2, 3, 4]]);
  expect(most).toBe(1);
});

test("a rejection reaches every caller of its batch and nobody else", async () => {
  const call = batcher({
    run: async (inputs: readonly number[]) => {
      if (inputs.includes(1)) throw new Error("statement failed");
      return inputs;
    },
    maxBatch: 2,
    maxInFlight: 1,
  });
  const settled = await Promise.allSettled([0, 1, 2, 3].map(call));
  expect(settled.map(({ status }) => status)).toEqual(["rejected", "rejected", "fulfilled", "fulfilled"]);
});

test("an Error among the answers fails its caller alone", async () => {
  const call = batcher({
    run: async (inputs: readonly number[]) =>
      inputs.map((input) => (input === 1 ? new Error("not this one") : input)),
    maxBatch: 10,
    maxInFlight: 1,
  });
  const settled = await Promise.allSettled([0, 1, 2].map(call));
  expect(settled.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
});

test("one bad input does not fail its neighbours when a failed batch may run one by one", async () => {
  const call = batcher({
    run: async (inputs: readonly number[]) => {
      if (inputs.includes(1)) throw new Error("duplicate key");
      return inputs;
    },
    maxBatch: 10,
    maxInFlight: 1,
    aloneAfter: (error) => error instanceof Error && error.message === "duplicate key",
  });
  const settled = await Promise.allSettled([0, 1, 2].map(call));
  expect(settled.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
});

test("a wrong number of answers is a bug that every caller hears of", async () => {
  const call = batcher({ run: async () => [1], maxBatch: 10, maxInFlight: 1 });
  const settled = await Promise.allSettled([0, 1].map(call));
  expect(settled.every(({ status }) => status === "rejected")).toBe(true);
});

test("a run that throws before its promise does not stop the ones after", async () => {
  let calls = 0;
  const call = batcher({
    run: (inputs: readonly number[]) => {
      if (calls++ === 0) throw new Error("at once");
      return Promise.resolve(inputs);
    },
    maxBatch: 1,
    maxInFlight: 1,
  });
  await expect(call(1)).rejects.toThrow("at once");
  expect(await call(2)).toBe(2);
});

test("whatever the load, every call is answered once with its own answer", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.integer(), fc.integer({ min: 0, max: 3 })), { maxLength: 60 }),
      fc.integer({ min: 1, max: 7 }),
      fc.integer({ min: 1, max: 3 }),
      async (calls, maxBatch, maxInFlight) => {
        let largest = 0;
        const call = batcher({
          run: async (inputs: readonly number[]) => {
            largest = Math.max(largest, inputs.length);
            await tick();
            return inputs.map(String);
          },
          maxBatch,
          maxInFlight,
        });
        const answers: Promise<string>[] = [];
        for (const [input, pauses] of calls) {
          for (let at = 0; at < pauses; at++) await tick();
          answers.push(call(input));
        }
        expect(await Promise.all(answers)).toEqual(calls.map(([input]) => String(input)));
        expect(largest).toBeLessThanOrEqual(maxBatch);
      },
    ),
    { numRuns: 100 },
  );
});
