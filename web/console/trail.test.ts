import { expect, test } from "vitest";
import { currentCursor, nextTrail, previousTrail } from "./trail.ts";

test("going forward and back again ends on the first page", () => {
  const second = nextTrail(undefined, "a");
  const third = nextTrail(second, "b");
  expect(currentCursor(undefined)).toBeUndefined();
  expect(currentCursor(second)).toBe("a");
  expect(currentCursor(third)).toBe("b");
  expect(previousTrail(third)).toBe(second);
  expect(previousTrail(second)).toBeUndefined();
  expect(previousTrail(undefined)).toBeUndefined();
});
