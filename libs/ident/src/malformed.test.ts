import fc from "fast-check";
import { expect, test } from "vitest";
import { parseCalendarDate, parseCompactDate } from "./calendar.ts";
import { isCitizenNumber, parseCitizenNumber } from "./citizen-number.ts";
import { isDivisionCode, parseDivisionCode } from "./division-code.ts";
import { IdentError } from "./error.ts";
import { isLicenceIdentifier, parseLicenceIdentifier } from "./licence-identifier.ts";
import { parseOrganisationCode } from "./organisation-code.ts";
import { parseTypeCode } from "./type-code.ts";
import { tidyTyped } from "./typed-input.ts";
import { isUscc, parseUscc } from "./uscc.ts";
import { isVin, parseVin } from "./vin.ts";

const good = "1.2.156.3005.2.11100000000013338W032.1199010000DEM10506.2024000001.001";

test.each([
  ["the old root", "1.2.156.3003.2.11100000000013338W032.1199010000DEM10506.1.001.0", "bad-root", "root"],
  ["no root", "11100000000013338W032.1199010000DEM10506.1.001.0", "bad-root", "root"],
  ["a longer root", "1.2.156.3005.21.11100000000013338W032.1199010000DEM10506.1.001.0", "bad-root", "root"],
  ["nothing", "", "bad-root", "root"],
  ["the root alone", "1.2.156.3005.2.", "bad-form", "licence-identifier"],
  ["no check", good, "bad-form", "licence-identifier"],
  ["a part too many", `${good}.0.0`, "bad-form", "licence-identifier"],
  ["an empty check", `${good}.`, "bad-check", "check"],
  ["a check of two characters", `${good}.00`, "bad-check", "check"],
  ["a small check", `${good}.a`, "bad-check", "check"],
  ["a line end after it", `${good}.0\n`, "bad-check", "check"],
  ["a type code that fails its USCC", `${good.replace("013338W", "013339W")}.0`, "bad-check", "type-code"],
  ["a short type code", `${good.replace("W032", "W32")}.0`, "bad-length", "type-code"],
  ["an issuer that fails", `${good.replace("10506", "10507")}.0`, "bad-check", "issuer"],
  ["a seven-digit issuer", `${good.replace("1199010000DEM10506", "9901010")}.0`, "bad-length", "issuer"],
  [
    "a six-digit issuer that is no division",
    `${good.replace("1199010000DEM10506", "000000")}.0`,
    "bad-length",
    "issuer",
  ],
  ["a small serial", `${good.replace("2024000001", "2024a")}.0`, "bad-character", "serial"],
  ["an empty serial", `${good.replace("2024000001", "")}.0`, "bad-length", "serial"],
  ["version 000", `${good.replace(".001", ".000")}.0`, "out-of-range", "version"],
  ["version 1", `${good.replace(".001", ".1")}.0`, "bad-length", "version"],
  ["version 0x1", `${good.replace(".001", ".0x1")}.0`, "bad-character", "version"],
  ["ten thousand characters", `${good}.${"0".repeat(10_000)}`, "bad-length", "licence-identifier"],
] as const)("an identifier with %s is refused", (_, text, code, part) => {
  expect(() => parseLicenceIdentifier(text)).toThrow(new IdentError(code, part));
});

const parsers = [
  parseLicenceIdentifier,
  parseTypeCode,
  parseUscc,
  parseOrganisationCode,
  parseCitizenNumber,
  parseDivisionCode,
  parseVin,
  parseCalendarDate,
  parseCompactDate,
];

test("whatever the text, a parser returns it or throws IdentError", () => {
  const texts = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.stringMatching(/^[0-9A-Z.]{0,60}$/),
    fc.constantFrom(...["__proto__", "constructor", "\u0000", "\ud800", "٣".repeat(18), "９".repeat(18)]),
  );
  fc.assert(
    fc.property(fc.constantFrom(...parsers), texts, (parse, text) => {
      try {
        parse(text);
      } catch (error) {
        expect(error).toBeInstanceOf(IdentError);
      }
    }),
    { numRuns: 2000 },
  );
});

test("a line end, a space or a byte order mark around a good code makes it another text", () => {
  const cases = [
    [isUscc, "91990101MADEM00117"],
    [isCitizenNumber, "990101199001020014"],
    [isDivisionCode, "990101"],
    [isVin, "1M8GDM9AXKP042788"],
    [isLicenceIdentifier, "1.2.156.3005.2.11100000000013338W050.1199000000DEM1069X.2024000002.001.3"],
  ] as const;
  for (const [is, text] of cases) {
    expect(is(text)).toBe(true);
    for (const around of [`${text}\n`, ` ${text}`, `${text} `, `\ufeff${text}`, `${text}\r`])
      expect([around, is(around)]).toEqual([around, false]);
  }
});

test("tidying makes one text of what keyboards and spreadsheets produce", () => {
  for (const typed of [
    " 11010519491231002x ",
    "１１０１０５１９４９１２３１００２ｘ",
    "110105 19491231 002X",
    "\ufeff11010519491231002X\u200b",
  ])
    expect(parseCitizenNumber(tidyTyped(typed))).toBe("11010519491231002X");
});
