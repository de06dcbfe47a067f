import fc from "fast-check";
import { expect, test } from "vitest";
import {
  afterSeal,
  dueFrom,
  isInLine,
  opensFirst,
  type StoredTaskState,
  type Task,
  taskStateAt,
} from "./joint-sealing.ts";

const tasks = (...states: StoredTaskState[]): Task[] =>
  states.map((state, position) => ({ state, position }));

test("in turn one opens after the other; side by side all are open from the beginning", () => {
  expect([0, 1, 2].map((at) => opensFirst("in-turn", at))).toEqual([true, false, false]);
  expect([0, 1, 2].map((at) => opensFirst("side-by-side", at))).toEqual([true, true, true]);
});

test("a seal opens the next in turn, waits for those at it, and the last one is the last", () => {
  expect(afterSeal(tasks("open", "waiting", "waiting"), 0)).toEqual({ opens: 1, isLast: false });
  expect(afterSeal(tasks("open", "open"), 1)).toEqual({ opens: null, isLast: false });
  expect(afterSeal(tasks("sealed", "open"), 1)).toEqual({ opens: null, isLast: true });
});

test("however the seals fall, each party seals once and the last seal alone ends it", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 8 }),
      fc.boolean(),
      fc.infiniteStream(fc.nat()),
      (count, turn, choices) => {
        const order = turn ? "in-turn" : "side-by-side";
        let all = Array.from(
          { length: count },
          (_, position): Task => ({ position, state: opensFirst(order, position) ? "open" : "waiting" }),
        );
        for (let seals = 1; seals <= count; seals++) {
          const open = all.filter(({ state }) => state === "open");
          expect(open.length).toBe(turn ? 1 : count - seals + 1);
          const sealed = open[(choices.next().value ?? 0) % open.length]?.position ?? -1;
          const { opens, isLast } = afterSeal(all, sealed);
          all = all.map((task) =>
            task.position === sealed
              ? { ...task, state: "sealed" }
              : task.position === opens
                ? { ...task, state: "open" }
                : task,
          );
          expect(isLast).toBe(seals === count);
        }
        expect(all.every(({ state }) => state === "sealed")).toBe(true);
      },
    ),
  );
});

test("an open task is overdue after its day, and no other is", () => {
  const dueAt = dueFrom(new Date("2026-03-02T02:00:00Z"), { deadlineDays: 5 });
  expect(dueAt).toEqual(new Date("2026-03-07T02:00:00Z"));
  expect(taskStateAt({ state: "open", dueAt }, dueAt)).toBe("open");
  const later = new Date(dueAt.getTime() + 1);
  expect(taskStateAt({ state: "open", dueAt }, later)).toBe("overdue");
  expect(taskStateAt({ state: "sealed", dueAt }, later)).toBe("sealed");
});

test.each([
  ["990100", "990101", true],
  ["990101", "990100", true],
  ["990100", "990000", true],
  ["990101", "990102", false],
  ["990100", "990200", false],
  ["990100", "990100", true],
])("%s and %s are in one line of divisions: %s", (one, other, expected) => {
  expect(isInLine(one, other)).toBe(expected);
});
