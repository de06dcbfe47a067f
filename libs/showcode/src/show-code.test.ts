import fc from "fast-check";
import { expect, test } from "vitest";
import vectors from "../vectors/showcode.json" with { type: "json" };
import { checkCharacter } from "./check-character.ts";
import { ShowCodeError } from "./error.ts";
import { encodeShowCode, makeShowCode, parseShowCode } from "./show-code.ts";

const fromHex = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex, "hex"));
const tokens = fc.uint8Array({ minLength: 16, maxLength: 16 });

test.each(vectors.showCodes)("the vector $id is written and read", ({ token, text }) => {
  expect(encodeShowCode({ token: fromHex(token) })).toBe(text);
  expect(parseShowCode(text)).toEqual({ token: fromHex(token) });
});

test.each(vectors.checkSystems)("the check system gives the published check of $id", (vector) => {
  expect(checkCharacter(vector.body, vector.alphabet === 10 ? 10 : 36)).toBe(vector.check);
});

test("every token comes back from its text, which fits the alphanumeric mode of QR", () => {
  fc.assert(
    fc.property(tokens, (token) => {
      const text = encodeShowCode({ token });
      expect(text).toMatch(/^LZ1:[0-9A-Z]{27}$/);
      expect(parseShowCode(text).token).toEqual(token);
    }),
  );
});

test("every misread character after the colon is caught before it reaches a network", () => {
  fc.assert(
    fc.property(
      tokens,
      fc.integer({ min: 4, max: 30 }),
      fc.constantFrom(..."0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
      (token, at, other) => {
        const text = encodeShowCode({ token });
        fc.pre(text[at] !== other);
        expect(() => parseShowCode(text.slice(0, at) + other + text.slice(at + 1))).toThrow(
          new ShowCodeError("bad-check"),
        );
      },
    ),
    { numRuns: 1000 },
  );
});

test("one token has one text: the two spare bits must be zero even when the check fits", () => {
  const body = "0000000000000000000000000";
  const refused = ["1", "2", "3"].map(
    (last) => `LZ1:${body}${last}${checkCharacter(`LZ1${body}${last}`, 36)}`,
  );
  for (const text of refused) expect(() => parseShowCode(text)).toThrow(new ShowCodeError("bad-check"));
  const accepted = `LZ1:${body}4${checkCharacter(`LZ1${body}4`, 36)}`;
  expect(encodeShowCode(parseShowCode(accepted))).toBe(accepted);
});

test("what scanners add is forgiven: white space, line ends, lower case, full-width forms", () => {
  const text = "LZ1:04HMASW9NF6YZZPWQAC7CN1J20B";
  const fullWidth = [...text].map((c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0)).join("");
  for (const scanned of [`${text}\r\n`, `\t ${text} `, `\ufeff${text}`, text.toLowerCase(), fullWidth])
    expect(encodeShowCode(parseShowCode(scanned))).toBe(text);
});

test("a code is made of exactly what the source gives", () => {
  const asked: number[] = [];
  const code = makeShowCode((n) => {
    asked.push(n);
    return new Uint8Array(n).fill(7);
  });
  expect(asked).toEqual([16]);
  expect(code).toEqual({ token: new Uint8Array(16).fill(7) });
});

test("a source that gives too little makes no code", () => {
  expect(() => makeShowCode(() => new Uint8Array(15))).toThrow(Error);
  expect(() => encodeShowCode({ token: new Uint8Array(15) })).toThrow(new ShowCodeError("bad-length"));
});
