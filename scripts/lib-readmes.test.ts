import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { repository } from "./repository.ts";

const libs = join(repository, "libs");
const readmes = readdirSync(libs, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => ({ name, text: readFileSync(join(libs, name, "README.md"), "utf8") }));

/** As a heading, or as the first words of a paragraph. */
const part = (word: string): RegExp => new RegExp(`^(## ${word}$|\\*\\*${word}\\.\\*\\*)`, "m");
const order = [
  /\bowns\b/i,
  /^```ts$/m,
  ...["Invariants", "Clauses", "Proof", "Security", "Limits"].map(part),
];

/** The first place at which a text leaves the order, as the pattern that is missing or too early. */
function misplaced(text: string): string | undefined {
  let from = 0;
  for (const pattern of order) {
    const at = text.slice(from).search(pattern);
    if (at < 0) return String(pattern);
    from += at + 1;
  }
  return undefined;
}

test("the README of every library has the parts of the house in their order", () => {
  expect(readmes.length).toBeGreaterThan(9);
  for (const { name, text } of readmes) expect([name, misplaced(text)]).toEqual([name, undefined]);
});

test("every library says whether it is constant-time, where its hostile input is, and links to what exists", () => {
  for (const { name, text } of readmes) {
    expect([name, /constant[- ]time/.test(text)]).toEqual([name, true]);
    expect([name, /museum|hostile/.test(text)]).toEqual([name, true]);
    for (const [, path = ""] of text.matchAll(/\]\((?!https?:)([^)#]+)[^)]*\)/g))
      expect(() => readFileSync(join(libs, name, path)), `${name}: ${path}`).not.toThrow();
  }
});

test("a part that is missing or out of its order is found", () => {
  const [first] = readmes;
  const text = first?.text ?? "";
  expect(misplaced(text.replace("**Proof.**", ""))).toContain("Proof");
  expect(misplaced(`${text.replace("**Clauses.**", "")}\n**Clauses.** too late`)).toBeDefined();
});
