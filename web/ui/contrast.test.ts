import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const css = readFileSync(join(import.meta.dirname, "tokens.css"), "utf8");

function tokensOf(selector: string): Readonly<Record<string, string>> {
  const [, rest = ""] = css.split(`${selector} {`);
  const block = rest.slice(0, rest.indexOf("\n}"));
  return Object.fromEntries(
    [...block.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map(([, name, value]) => [name, value]),
  );
}

/** Relative luminance and contrast ratio: WCAG 2.2, definitions of those terms. */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

const normal = tokensOf(":root");
const modes = {
  normal,
  elder: { ...normal, ...tokensOf(':root[data-mode="elder"]') },
  contrast: { ...normal, ...tokensOf(':root[data-mode="contrast"]') },
} as const;

function colour(mode: keyof typeof modes, token: string): string {
  const value = Object.entries(modes[mode]).find(([name]) => name === token)?.[1];
  if (!value) throw new Error(`no colour --${token}`);
  return value;
}

const texts: readonly (readonly [text: string, ground: string])[] = [
  ...["ink", "ink-2", "ink-3", "link", "good", "warn", "bad", "calm", "used", "pending"].flatMap((text) => [
    [text, "paper"] as const,
    [text, "page"] as const,
    [text, "paper-sunk"] as const,
  ]),
  ["on-blue", "blue"],
  ["link", "blue-wash"],
  ...["good", "warn", "bad", "calm", "used", "pending"].map((tone) => [tone, `${tone}-wash`] as const),
];

test.each(
  (["normal", "elder", "contrast"] as const).flatMap((mode) => texts.map((pair) => [mode, ...pair] as const)),
)("in %s mode %s on %s is readable", (mode, text, ground) => {
  const least = mode === "contrast" ? 7 : 4.5;
  expect(contrast(colour(mode, text), colour(mode, ground))).toBeGreaterThanOrEqual(least);
});

test.each(["normal", "elder", "contrast"] as const)("in %s mode the edge of an input is seen", (mode) => {
  expect(contrast(colour(mode, "line-strong"), colour(mode, "paper"))).toBeGreaterThanOrEqual(3);
});

test("black on white is 21 to 1", () => {
  expect(contrast("#000000", "#ffffff")).toBeCloseTo(21);
});
