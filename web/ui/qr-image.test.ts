import { expect, test } from "vitest";
import { qrPath } from "./qr-image.tsx";

/** Draws the path back into modules. */
function modules(path: string, side: number): boolean[][] {
  const rows = Array.from({ length: side }, () => Array.from({ length: side }, () => false));
  for (const [, x, y, run] of path.matchAll(/M(\d+) (\d+)h(\d+)v1/g))
    for (let at = 0; at < Number(run); at++) {
      const row = rows[Number(y)];
      if (row) row[Number(x) + at] = true;
    }
  return rows;
}

test("the quiet zone is four modules wide on every side", () => {
  const { path, side } = qrPath("LZ1:ABC");
  const rows = modules(path, side);
  const dark = rows.flatMap((row, y) => row.flatMap((on, x) => (on ? [[x, y]] : []))).flat();
  expect(Math.min(...dark)).toBe(4);
  expect(Math.max(...dark)).toBe(side - 5);
});

test("the finder patterns are where readers look for them", () => {
  const { path, side } = qrPath("LZ1:ABC");
  const rows = modules(path, side);
  for (const [left, top] of [
    [4, 4],
    [side - 11, 4],
    [4, side - 11],
  ] as const)
    expect(rows[top]?.slice(left, left + 7)).toEqual([true, true, true, true, true, true, true]);
});

test("250 bytes of base45 at level L stay within version 11", () => {
  const { side } = qrPath("6BFOXN%TSMAHN-HP+".repeat(22));
  expect(side - 8).toBeLessThanOrEqual(61);
});
