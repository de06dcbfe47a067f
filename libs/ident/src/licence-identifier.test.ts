import fc from "fast-check";
import { expect, test } from "vitest";
import vectors from "../vectors/licence-identifier.json" with { type: "json" };
import { IdentError } from "./error.ts";
import {
  isLicenceIdentifier,
  licenceIdentifierParts,
  licenceIdentifierRoot,
  makeLicenceIdentifier,
  nextVersion,
  parseLicenceIdentifier,
} from "./licence-identifier.ts";
import { parseTypeCode } from "./type-code.ts";
import { parseUscc, type Uscc } from "./uscc.ts";

const characters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const typeCode = parseTypeCode("11100000000013338W032");
const issuer = parseUscc("1199010000DEM10506");
const serials = fc
  .array(fc.nat(35), { minLength: 1, maxLength: 66 })
  .map((values) => values.map((value) => characters[value]).join(""));
const made = fc
  .record({ serial: serials, version: fc.integer({ min: 1, max: 999 }) })
  .map((some) => makeLicenceIdentifier({ typeCode, issuer, ...some }));

test.each(vectors.accepted)("$id is read into its parts and made again", (vector) => {
  const text = `${licenceIdentifierRoot}.${vector.body}.${vector.check}`;
  const parts = licenceIdentifierParts(parseLicenceIdentifier(text));
  expect(isLicenceIdentifier(text)).toBe(true);
  expect([parts.typeCode, parts.issuer, parts.serial].join(".")).toBe(vector.body.slice(0, -4));
  expect(parts).toMatchObject({
    version: vector.version,
    issuerIsDivision: vector.issuerIsDivision,
    check: vector.check,
  });
  if (!parts.issuerIsDivision) expect(makeLicenceIdentifier(parts)).toBe(text);
});

test.each(vectors.accepted)("$id is refused with any other check character", ({ body, check }) => {
  const others = [...characters].filter((other) => other !== check);
  expect(others.filter((other) => isLicenceIdentifier(`${licenceIdentifierRoot}.${body}.${other}`))).toEqual(
    [],
  );
});

test("what is made can be read, and gives its parts back", () => {
  fc.assert(
    fc.property(serials, fc.integer({ min: 1, max: 999 }), (serial, version) => {
      const identifier = makeLicenceIdentifier({ typeCode, issuer, serial, version });
      expect(identifier.length).toBeLessThanOrEqual(128);
      expect(licenceIdentifierParts(parseLicenceIdentifier(identifier))).toEqual({
        typeCode,
        issuer,
        issuerIsDivision: false,
        serial,
        version,
        check: identifier.slice(-1),
      });
    }),
  );
});

test("every change of one character after the root is detected", () => {
  fc.assert(
    fc.property(made, fc.nat(), fc.nat(35), (identifier, where, value) => {
      const at =
        licenceIdentifierRoot.length + 1 + (where % (identifier.length - licenceIdentifierRoot.length - 1));
      fc.pre(identifier[at] !== characters[value]);
      expect(
        isLicenceIdentifier(identifier.slice(0, at) + characters[value] + identifier.slice(at + 1)),
      ).toBe(false);
    }),
  );
});

test("the next version keeps type, issuer and serial and changes the check", () => {
  const first = makeLicenceIdentifier({ typeCode, issuer, serial: "2024000001" });
  const second = nextVersion(first);
  expect(licenceIdentifierParts(first).version).toBe(1);
  expect(licenceIdentifierParts(second)).toMatchObject({
    typeCode,
    issuer,
    serial: "2024000001",
    version: 2,
  });
  expect(second.slice(-1)).not.toBe(first.slice(-1));
});

test("after version 999 there is no next", () => {
  const last = makeLicenceIdentifier({ typeCode, issuer, serial: "1", version: 999 });
  expect(() => nextVersion(last)).toThrow(new IdentError("out-of-range", "version"));
});

test("a six-digit issuer is read with a flag, and never made nor carried on", () => {
  const old = parseLicenceIdentifier("1.2.156.3005.2.11100000MB03271699022.340100.000000016.001.9");
  expect(licenceIdentifierParts(old)).toMatchObject({ issuerIsDivision: true, issuer: "340100" });
  const refusal = new IdentError("division-as-issuer", "issuer");
  expect(() => nextVersion(old)).toThrow(refusal);
  expect(() => makeLicenceIdentifier({ typeCode, issuer: "340100" as Uscc, serial: "1" })).toThrow(refusal);
});

test.each([
  ["", "bad-length", "serial"],
  ["abc", "bad-character", "serial"],
  ["2024_1", "bad-character", "serial"],
  ["2024.1", "bad-character", "serial"],
  ["２０２４", "bad-character", "serial"],
  ["9".repeat(67), "bad-length", "serial"],
] as const)("the serial %j is refused with %s", (serial, code, part) => {
  expect(() => makeLicenceIdentifier({ typeCode, issuer, serial })).toThrow(new IdentError(code, part));
});

test.each([0, 1000, 1.5, -1, Number.NaN])("version %d is refused", (version) => {
  expect(() => makeLicenceIdentifier({ typeCode, issuer, serial: "1", version })).toThrow(
    new IdentError("out-of-range", "version"),
  );
});
