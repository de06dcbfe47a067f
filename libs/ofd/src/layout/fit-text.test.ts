import fc from "fast-check";
import { expect, test } from "vitest";
import { type FontMetrics, fitText, isFitted } from "./fit-text.ts";
import { printedText } from "./printed-text.ts";
import type { TextStyle } from "./template.ts";

const metrics: FontMetrics = {
  advance: (_face, point) => (point === 0x9f98 ? undefined : point < 0x2e80 ? 0.5 : 1),
};
const style: TextStyle = {
  face: "serif",
  size: 5,
  minimumSize: 2,
  align: "left",
  vertical: "middle",
  colour: "#000000",
};
const box = { x: 10, y: 10, width: 50, height: 7 };

const setText = (text: string, change: Partial<TextStyle> = {}) => {
  const result = fitText(text, box, { ...style, ...change }, metrics);
  if (!isFitted(result)) throw new Error(result.reason);
  return result;
};

test("a text that fits keeps its size", () => {
  const { size, lines } = setText("演示市交通");
  expect(size).toBe(5);
  expect(lines).toHaveLength(1);
  expect(lines[0]?.deltaX).toEqual([5, 5, 5, 5]);
});

test("a longer text shrinks until it fits, and no further", () => {
  expect(setText("演".repeat(11)).size).toBeCloseTo(4.5);
  expect(setText("演".repeat(12)).size).toBeCloseTo(4.1);
});

test("a text too long for one line takes two where the box has room for two at a smaller size", () => {
  const { size, lines } = setText("演".repeat(40));
  expect(lines).toHaveLength(2);
  expect(size * 1.4 * 2).toBeLessThanOrEqual(box.height + 1e-6);
});

test("a text that does not fit at the minimum says so", () => {
  expect(fitText("演".repeat(400), box, style, metrics)).toEqual({ reason: "does-not-fit" });
});

test("characters without a glyph are named once each", () => {
  expect(fitText("龘演龘", box, style, metrics)).toEqual({ reason: "missing-glyph", characters: ["龘"] });
});

test("alignment puts the rest of the line before, around or between the characters", () => {
  expect(setText("演示", { align: "right" }).lines[0]?.x).toBeCloseTo(40);
  expect(setText("演示", { align: "centre" }).lines[0]?.x).toBeCloseTo(20);
  expect(setText("演示", { align: "spread" }).lines[0]?.deltaX).toEqual([45]);
});

test("letter spacing stands between characters, not after the last", () => {
  const line = setText("演示市", { letterSpacing: 2, align: "right" }).lines[0];
  expect(line?.deltaX).toEqual([7, 7]);
  expect(line?.x).toBeCloseTo(50 - 19);
});

test("whatever is set stays inside its box and loses nothing", () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom(..."演示食品AB01 ，。（）-"), { minLength: 1, maxLength: 60 }),
      fc.constantFrom("left", "centre", "right", "spread"),
      (characters, align) => {
        const text = characters.join("");
        const result = fitText(text, box, { ...style, align }, metrics);
        if (!isFitted(result)) return;
        expect(result.lines.map((line) => line.text).join("")).toBe(text);
        for (const line of result.lines) {
          expect(line.deltaX).toHaveLength(Array.from(line.text).length - 1);
          expect(line.y).toBeLessThanOrEqual(box.height);
          expect(line.y - 0.88 * result.size).toBeGreaterThanOrEqual(-1e-6);
          const last = Array.from(line.text.trimEnd()).length;
          const reach = line.x + line.deltaX.slice(0, Math.max(0, last - 1)).reduce((sum, d) => sum + d, 0);
          expect(reach).toBeLessThanOrEqual(box.width + 0.05);
        }
      },
    ),
    { numRuns: 300 },
  );
});

test("dates are printed in words and everything else as it is kept", () => {
  expect(printedText("date", "20240102")).toBe("2024年01月02日");
  expect(printedText("date", "202408010830")).toBe("2024年08月01日08时30分");
  expect(printedText("date", "99991231")).toBe("长期");
  expect(printedText("date", "2024.01.02")).toBe("2024.01.02");
  expect(printedText("text", "20240102")).toBe("20240102");
});
