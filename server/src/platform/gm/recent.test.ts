import { expect, test } from "vitest";
import { recent } from "./recent.ts";

test("an entry is made once and the one longest unused goes first", () => {
  const made: string[] = [];
  const memory = recent<string>(2);
  const ask = (name: string) =>
    memory.get(name, () => {
      made.push(name);
      return name.toUpperCase();
    });
  expect([ask("a"), ask("b"), ask("a"), ask("c"), ask("a"), ask("b")]).toEqual([
    "A",
    "B",
    "A",
    "C",
    "A",
    "B",
  ]);
  expect(made).toEqual(["a", "b", "c", "b"]);
});

test("what could not be made is tried again, and `undefined` is a value like others", () => {
  const memory = recent<string | undefined>(2);
  const fail = () => {
    throw new Error("not yet");
  };
  expect(() => memory.get("a", fail)).toThrow("not yet");
  expect(memory.get("a", () => undefined)).toBeUndefined();
  expect(memory.get("a", fail)).toBeUndefined();
});
