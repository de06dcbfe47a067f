import { expect, test } from "vitest";
import { begun, changed, type History, redone, undone } from "./history.ts";

/** Changes of a text, each a second after the one before. */
const typed = (...words: readonly string[]): History<string> =>
  words.reduce((history, word, i) => changed(history, word, i * 1000), begun(""));

test("every change can be taken back, one by one, and done again", () => {
  const history = typed("a", "ab", "abc");
  expect(undone(history).now).toBe("ab");
  expect(undone(undone(undone(history))).now).toBe("");
  expect(redone(undone(undone(history))).now).toBe("ab");
  expect(redone(redone(undone(undone(history)))).now).toBe("abc");
});

test("where there is nothing to take back or to do again, all stays as it is", () => {
  const history = begun("a");
  expect(undone(history)).toBe(history);
  expect(redone(history)).toBe(history);
});

test("a drag is one step, however long it lasts, and what follows a pause is another", () => {
  let history = begun(0);
  for (let step = 1; step <= 50; step++) history = changed(history, step, 5_000 + step * 100, "drag");
  expect(undone(history).now).toBe(0);
  history = changed(history, 99, 20_000, "drag");
  expect(undone(history).now).toBe(50);
});

test("what belongs to different things is never one step, however fast it goes", () => {
  const history = changed(changed(changed(begun(0), 1, 10, "drag a"), 2, 11, "drag b"), 3, 12);
  expect(undone(history).now).toBe(2);
  expect(undone(undone(history)).now).toBe(1);
  expect(undone(changed(history, 4, 13)).now).toBe(3);
});

test("who changes something after undoing has nothing to do again, and loses nothing of before", () => {
  const history = changed(undone(typed("a", "ab")), "ac", 1_050);
  expect(redone(history)).toBe(history);
  expect(undone(history).now).toBe("a");
});

test("old steps are forgotten in the end", () => {
  let history = begun(0);
  for (let step = 1; step <= 500; step++) history = changed(history, step, step * 1000);
  expect(history.past).toHaveLength(100);
  expect(history.past[0]).toBe(400);
});
