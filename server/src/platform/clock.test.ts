import { expect, test } from "vitest";
import { doubtAfter, watchClock } from "./clock.ts";

const start = Date.parse("2026-03-02T02:00:00Z");

function aClock() {
  const state = { wall: start, steady: 5_000 };
  const clock = watchClock({ now: () => new Date(state.wall), steady: () => state.steady });
  const pass = (ms: number, wallMs = ms): void => {
    state.steady += ms;
    state.wall += wallMs;
  };
  return { clock, pass };
}

test("a clock that runs evenly is not doubted, however long nobody looks", () => {
  const { clock, pass } = aClock();
  expect(clock.doubt(undefined)).toBeUndefined();
  pass(40 * 24 * 3_600_000);
  expect(clock.doubt(new Date(start))).toBeUndefined();
});

test.each([
  ["back", -5_000],
  ["ahead", 3_600_000],
])("a clock set %s is doubted for a minute after it was seen", (_, by) => {
  const { clock, pass } = aClock();
  pass(10_000, 10_000 + by);
  expect(clock.doubt(undefined)).toBe(`the clock jumped by ${by} ms less than a minute ago`);
  pass(59_000);
  expect(clock.doubt(undefined)).toMatch(/jumped/);
  pass(1_000);
  expect(clock.doubt(undefined)).toBeUndefined();
});

test("a look in between notices the jump when it happens, and the minute runs from there", () => {
  const { clock, pass } = aClock();
  pass(10_000, 20_000);
  clock.look();
  pass(60_000);
  expect(clock.doubt(undefined)).toBeUndefined();
});

test("what an adjustment in small steps does is no jump", () => {
  const { clock, pass } = aClock();
  for (let second = 0; second < 100; second++) {
    pass(10_000, 10_005);
    expect(clock.doubt(undefined)).toBeUndefined();
  }
});

test("time does not run back behind what was certified, but for the difference of two processes", () => {
  expect(doubtAfter(new Date(start + 2_000), new Date(start))).toBeUndefined();
  expect(doubtAfter(new Date(start + 2_001), new Date(start))).toContain("2026-03-02T02:00:02.001Z");
  expect(aClock().clock.doubt(new Date(start + 60_000))).toMatch(/before the newest time stamp/);
});
