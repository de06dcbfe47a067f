import fc from "fast-check";
import { expect, test } from "vitest";
import { ShowCodeError } from "./error.ts";
import { parseShortCode } from "./short-code.ts";
import { parseShowCode } from "./show-code.ts";

const good = "LZ1:04HMASW9NF6YZZPWQAC7CN1J20B";

test.each([
  ["nothing", "", "foreign-code"],
  ["white space", " \r\n", "foreign-code"],
  ["a link", "https://example.cn/x?c=LZ1:04HMASW9NF6YZZPWQAC7CN1J20B", "foreign-code"],
  ["a payment code", "280000000000000000", "foreign-code"],
  ["a Wi-Fi code", "WIFI:T:WPA;S:a;P:b;;", "foreign-code"],
  ["a citizen number", "990101199001020014", "foreign-code"],
  [
    "a licence identifier",
    "1.2.156.3005.2.11100000000013338W050.1199000000DEM1069X.2024000002.001.3",
    "foreign-code",
  ],
  ["a health certificate", "HC1:6BFOXN", "foreign-code"],
  ["our letters without version", "LZ:04HMASW9NF6YZZPWQAC7CN1J20B", "foreign-code"],
  ["our code twice", good + good, "bad-length"],
  ["our code after text", `x${good}`, "foreign-code"],
  ["no colon", good.replace(":", ""), "foreign-code"],
  ["a thousand characters", good.padEnd(1000), "foreign-code"],
  ["a later version", good.replace("LZ1", "LZ2"), "unsupported-version"],
  ["a version of two digits", good.replace("LZ1", "LZ10"), "unsupported-version"],
  ["version 01", good.replace("LZ1", "LZ01"), "unsupported-version"],
  ["the head alone", "LZ1:", "bad-length"],
  ["one character less", good.slice(0, -1), "bad-length"],
  ["one character more", `${good}0`, "bad-length"],
  ["white space inside", good.replace("HM", "H M"), "bad-length"],
  ["a letter outside the alphabet", good.replace("HM", "HO"), "bad-check"],
  ["a Chinese character", good.replace("HM", "H证"), "bad-check"],
  ["a line end inside", good.replace("HM", "H\n"), "bad-check"],
] as const)("a QR text with %s is refused with its own code", (_, text, code) => {
  expect(() => parseShowCode(text)).toThrow(new ShowCodeError(code));
});

test.each([
  ["", "foreign-code"],
  ["123456789A", "foreign-code"],
  ["-", "foreign-code"],
  [good, "foreign-code"],
  ["1".repeat(300), "foreign-code"],
  ["123456789", "bad-length"],
  ["12345678971", "bad-length"],
  ["1234567890", "bad-check"],
] as const)("the typed text %j is refused with %s", (text, code) => {
  expect(() => parseShortCode(text)).toThrow(new ShowCodeError(code));
});

test("whatever the text, a parser gives a code or throws ShowCodeError, which does not repeat it", () => {
  const texts = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.string({ unit: "grapheme" }).map((rest) => `LZ1:${rest}`),
    fc.stringMatching(/^ ?LZ1:[0-9A-Z]{26,28}\n?$/),
  );
  fc.assert(
    fc.property(fc.constantFrom(parseShowCode, parseShortCode), texts, (parse, text) => {
      try {
        parse(text);
      } catch (error) {
        expect(error).toBeInstanceOf(ShowCodeError);
        if (error instanceof ShowCodeError) expect(error.message).toBe(error.code);
      }
    }),
    { numRuns: 500 },
  );
});
