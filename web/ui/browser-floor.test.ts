import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

/** What Chrome 86 does not know, by the version that brought it. It drops the rule, or the whole block, in silence. */
const NEWER: readonly (readonly [what: string, pattern: RegExp])[] = [
  ["inset (87)", /[\s;{]inset\s*:/],
  ["logical shorthands (87)", /[\s;{](?:margin|padding)-(?:inline|block)\s*:/],
  [":is() and :where() (88)", /:(?:is|where)\(/],
  [":not() with a list (88)", /:not\([^()]*,/],
  ["aspect-ratio (88)", /[\s;{]aspect-ratio\s*:/],
  ["overflow: clip (90)", /overflow(?:-[xy])?\s*:\s*clip/],
  ["cascade layers (99)", /@layer\b/],
  ["media ranges (104)", /@media[^{]*[<>]/],
  [":has() (105)", /:has\(/],
  ["container queries (105)", /@container\b/],
  ["dynamic viewport units (108)", /\d[dsl]v[hw]\b/],
  ["color-mix (111)", /color-mix\(/],
  ["nesting (112)", /&\s*[.:[{]/],
];

function tooNew(css: string): readonly string[] {
  const plain = css.replace(/\/\*[\s\S]*?\*\//g, "");
  return NEWER.filter(([, pattern]) => pattern.test(plain)).map(([what]) => what);
}

const styles = readdirSync(import.meta.dirname, { recursive: true, encoding: "utf8" }).filter((file) =>
  file.endsWith(".css"),
);

test("there are styles to look at", () => {
  expect(styles.length).toBeGreaterThan(20);
});

test.each(styles)("%s uses nothing that Chrome 86 does not know", (file) => {
  expect(tooNew(readFileSync(join(import.meta.dirname, file), "utf8"))).toEqual([]);
});

test.each([
  ["a { inset: 0; }", "inset (87)"],
  ["a { margin-inline: auto; }", "logical shorthands (87)"],
  ["a:is(b, c) { top: 0; }", ":is() and :where() (88)"],
  ["a:not(.b, .c) { top: 0; }", ":not() with a list (88)"],
  ["@layer base { a { top: 0; } }", "cascade layers (99)"],
  ["@media (width >= 640px) { a { top: 0; } }", "media ranges (104)"],
  ["a:has(b) { top: 0; }", ":has() (105)"],
  ["a { height: 100dvh; }", "dynamic viewport units (108)"],
  ["a { color: color-mix(in srgb, red, blue); }", "color-mix (111)"],
  ["a { &:hover { top: 0; } }", "nesting (112)"],
])("the check sees %s", (css, what) => {
  expect(tooNew(css)).toEqual([what]);
});
