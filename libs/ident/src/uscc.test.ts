import fc from "fast-check";
import { expect, test } from "vitest";
import vectors from "../vectors/uscc.json" with { type: "json" };
import { parseDivisionCode } from "./division-code.ts";
import { IdentError } from "./error.ts";
import { formatOrganisationCode, isOrganisationCode, parseOrganisationCode } from "./organisation-code.ts";
import { isTypeCode, makeTypeCode, parseTypeCode, typeCodeParts } from "./type-code.ts";
import { formatUscc, isFictitiousUscc, isUscc, makeFictitiousUscc, parseUscc, usccParts } from "./uscc.ts";

const alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
const codes = fc.constantFrom(...vectors.accepted.map(({ code }) => code));

const change = (text: string, at: number, other: string): string =>
  text.slice(0, at) + other + text.slice(at + 1);
const transpose = (text: string, at: number): string =>
  text.slice(0, at) + text.charAt(at + 1) + text.charAt(at) + text.slice(at + 2);

test.each(vectors.accepted)("$id is read into division and organisation code", (vector) => {
  expect(usccParts(parseUscc(vector.code))).toEqual({
    registrar: vector.code[0],
    category: vector.code[1],
    division: vector.division,
    organisationCode: vector.organisationCode,
  });
});

test("every change of one character of a USCC is detected", () => {
  fc.assert(
    fc.property(codes, fc.nat(17), fc.constantFrom(...alphabet), (code, at, other) => {
      fc.pre(code[at] !== other);
      expect(isUscc(change(code, at, other))).toBe(false);
    }),
    { numRuns: 1000 },
  );
});

test("every adjacent transposition in a USCC is detected", () => {
  for (const { code } of vectors.accepted)
    for (let at = 0; at < 17; at++)
      if (code[at] !== code[at + 1])
        expect([code, at, isUscc(transpose(code, at))]).toEqual([code, at, false]);
});

test("letters that GB 32100 leaves out are refused", () => {
  for (const letter of ["I", "O", "S", "V", "Z", "a", "-"])
    expect(() => parseUscc(change("91990101MADEM00117", 8, letter))).toThrow(
      new IdentError("bad-character", "uscc"),
    );
});

test("a USCC whose inner organisation code fails its own check is a USCC all the same, and its parts say so", () => {
  const inner = [...alphabet]
    .map((check) => `91990101MADEM0012${check}`)
    .filter(isUscc)
    .map((code) => usccParts(code).organisationCode);
  expect(inner).toEqual([undefined]);
});

test("USCC is shown in its four parts", () => {
  expect(formatUscc(parseUscc("91990101MADEM00117"))).toBe("91 990101 MADEM0011 7");
});

test("a fictitious USCC gets both checks, and no other division gets one", () => {
  const made = makeFictitiousUscc("91", parseDivisionCode("990101"), "MADEM001");
  expect(made).toBe("91990101MADEM00117");
  expect(isFictitiousUscc(made)).toBe(true);
  expect(isFictitiousUscc(parseUscc("11100000000013127D"))).toBe(false);
  expect(() => makeFictitiousUscc("91", parseDivisionCode("340100"), "MADEM001")).toThrow(
    new IdentError("not-fictitious", "division-code"),
  );
});

test("an organisation code is read with or without its hyphen and shown with it", () => {
  const code = parseOrganisationCode("00DEM101-8");
  expect(code).toBe("00DEM1018");
  expect(parseOrganisationCode(code)).toBe(code);
  expect(formatOrganisationCode(code)).toBe("00DEM101-8");
  expect(parseOrganisationCode("MADEM002-X")).toBe("MADEM002X");
  expect(isOrganisationCode("00DEM101-8")).toBe(false);
});

test("a changed or transposed digit in an organisation code of digits is detected", () => {
  for (const code of ["000013127", "006122244", "013544541"]) {
    for (let at = 0; at < 9; at++) {
      for (let digit = 0; digit < 10; digit++)
        if (String(digit) !== code[at])
          expect(isOrganisationCode(change(code, at, String(digit)))).toBe(false);
      if (at < 8 && code[at] !== code[at + 1]) expect(isOrganisationCode(transpose(code, at))).toBe(false);
    }
  }
});

test("a type code is the defining body and three characters", () => {
  const code = parseTypeCode("11100000000013338W032");
  expect(typeCodeParts(code)).toEqual({ definingAuthority: "11100000000013338W", number: "032" });
  expect(makeTypeCode(typeCodeParts(code).definingAuthority, 32)).toBe(code);
  expect(isTypeCode("11100000000013338X032")).toBe(false);
  expect(() => parseTypeCode("11100000000013338W0a2")).toThrow(new IdentError("bad-character", "type-code"));
  expect(() => makeTypeCode(typeCodeParts(code).definingAuthority, 1000)).toThrow(
    new IdentError("out-of-range", "type-code"),
  );
});
