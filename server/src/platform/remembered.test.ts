import { expect, test } from "vitest";
import { remembered } from "./remembered.ts";

function counted(options: { capacity?: number; lifeMs?: number } = {}) {
  let now = 0;
  const made: string[] = [];
  const memory = remembered<string>(options, () => now);
  return {
    made,
    wait: (ms: number) => {
      now += ms;
    },
    get: (name: string) =>
      memory(name, () => {
        made.push(name);
        return name.toUpperCase();
      }),
  };
}

test("what is asked for again is not made again", () => {
  const { get, made } = counted();
  expect([get("a"), get("b"), get("a")]).toEqual(["A", "B", "A"]);
  expect(made).toEqual(["a", "b"]);
});

test("what nobody asks for is forgotten after two lives at most, what is used stays", () => {
  const { get, made, wait } = counted({ lifeMs: 10 });
  get("used");
  get("left");
  for (let life = 0; life < 3; life++) {
    wait(10);
    get("used");
  }
  get("left");
  expect(made).toEqual(["used", "left", "left"]);
});

test("nothing survives a long silence", () => {
  const { get, made, wait } = counted({ lifeMs: 10 });
  get("a");
  wait(20);
  get("a");
  expect(made).toEqual(["a", "a"]);
});

test("no more than its capacity is kept, the latest of all", () => {
  const { get, made } = counted({ capacity: 4 });
  for (const name of ["a", "b", "c", "d", "e"]) get(name);
  get("e");
  get("a");
  expect(made).toEqual(["a", "b", "c", "d", "e", "a"]);
});

test("what cannot be made is not remembered", () => {
  const memory = remembered<string>();
  const fails = (): string => {
    throw new Error("no");
  };
  expect(() => memory("a", fails)).toThrow("no");
  expect(memory("a", () => "A")).toBe("A");
});
