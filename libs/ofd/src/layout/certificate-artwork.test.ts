import { expect, test } from "vitest";
import { emblem, groundRosette, plaitBorder } from "./certificate-artwork.ts";
import { checkTemplate } from "./check-template.ts";
import { standardTemplate } from "./standard-template.ts";
import type { Artwork } from "./template.ts";

const box = { x: 10, y: 20, width: 140, height: 140 };

/** First and last point of every open piece of a path, where it comes to lie on the page. */
function endsOf({ box: own = box, placed = [1, 0, 0, 1], path }: Artwork): readonly (readonly number[])[] {
  const [a, b, c, d] = placed;
  return path
    .split(/(?=M )/)
    .filter((piece) => !piece.trimEnd().endsWith("C"))
    .flatMap((piece) => {
      const numbers = (piece.match(/-?\d+(?:\.\d+)?/g) ?? []).map(Number);
      return [numbers.slice(0, 2), numbers.slice(-2)];
    })
    .map(([x = 0, y = 0]) => [own.x + own.width / 2 + a * x + c * y, own.y + own.height / 2 + b * x + d * y]);
}

test("each line of a figure that is drawn in parts goes on where another begins", () => {
  const figures = [
    groundRosette(box, "#000000"),
    emblem([80, 90], 8, "#000000"),
    plaitBorder(box, 8.5, "#000000", "#ffffff"),
  ];
  for (const figure of figures) {
    const ends = figure.filter(({ placed }) => placed !== undefined).flatMap(endsOf);
    expect(ends.length).toBeGreaterThan(0);
    for (const [at, [x = 0, y = 0]] of ends.entries()) {
      const met = ends.filter(
        ([u = 0, v = 0], other) => other !== at && Math.abs(u - x) < 0.03 && Math.abs(v - y) < 0.03,
      );
      expect(met.length % 2).toBe(1);
    }
  }
});

test("what is placed is turned by quarters or mirrored, and nothing else", () => {
  const template = standardTemplate({
    title: "营业执照",
    issuerLabel: "登记机关",
    fields: [],
    landscape: true,
  });
  const faultsOf = (placed: unknown) =>
    checkTemplate({ ...template, artwork: [{ path: "M 0 0 L 1 1", stroke: "#000000", box, placed }] }).map(
      ({ at }) => at,
    );
  expect(faultsOf([0, -1, 1, 0])).toEqual([]);
  for (const placed of [[2, 0, 0, 1], [1, 0, 0, 0], [1, 0, 0], "1,0,0,1", 0.5])
    expect(faultsOf(placed)).toEqual(["/artwork/0/placed"]);
});
