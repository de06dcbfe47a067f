import { inflateSync } from "node:zlib";
import { expect, test } from "vitest";
import { drawPortrait } from "./portrait.ts";

const sitters = Array.from({ length: 60 }, (_, at) => ({
  seed: `sitter ${at}`,
  sitter: { sex: at % 2 === 0 ? ("male" as const) : ("female" as const), age: 18 + at },
}));

test("a portrait is the same for the same seed and another for another", () => {
  const draw = (seed: string) => drawPortrait(seed, { sex: "female", age: 30 });
  expect(draw("a")).toEqual(draw("a"));
  expect(draw("a")).not.toEqual(draw("b"));
});

test("a portrait is a PNG of 180 by 240 in at most six kilobytes", () => {
  for (const { seed, sitter } of sitters) {
    const bytes = Buffer.from(drawPortrait(seed, sitter));
    expect(bytes.subarray(1, 4).toString("latin1")).toBe("PNG");
    expect([bytes.readUInt32BE(16), bytes.readUInt32BE(20)]).toEqual([180, 240]);
    expect(bytes.length).toBeLessThanOrEqual(6144);
  }
});

test("its rows are all there and name colours of its palette", () => {
  const bytes = Buffer.from(drawPortrait("rows", { sex: "male", age: 40 }));
  const palette = bytes.readUInt32BE(bytes.indexOf("PLTE") - 4) / 3;
  const at = bytes.indexOf("IDAT");
  const rows = inflateSync(bytes.subarray(at + 4, at + 4 + bytes.readUInt32BE(at - 4)));
  expect(rows).toHaveLength(181 * 240);
  expect(Math.max(...rows)).toBeLessThan(palette);
});
