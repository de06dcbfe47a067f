import { type Fault, IdentError, throwIfFaulty } from "./error.ts";

/**
 * A division of GB/T 2260 (six digits, down to the county) or a statistical division code (twelve digits, towns and
 * villages). One spelling per division: six digits down to the county, twelve below it.
 */
export type DivisionCode = string & { readonly __brand: "DivisionCode" };

export const divisionLevels = ["nation", "province", "city", "county", "town", "village"] as const;
export type DivisionLevel = (typeof divisionLevels)[number];

/** 100000 stands for the whole country in USCCs and in the national catalogue. */
export const nation = "100000" as DivisionCode;

function divisionFault(text: string): Fault | undefined {
  const part = "division-code";
  if (text.length !== 6 && text.length !== 9 && text.length !== 12) return { code: "bad-length", part };
  if (!/^[0-9]+$/.test(text)) return { code: "bad-character", part };
  const long = text.padEnd(12, "0");
  if (long === "100000000000") return undefined;
  const [province, city, county] = [long.slice(0, 2), long.slice(2, 4), long.slice(4, 6)];
  const [town, village] = [long.slice(6, 9), long.slice(9)];
  // A town may hang on a city without counties (441900003000), every other level needs the one above it.
  const gap =
    !/^[1-9]{2}$/.test(province) ||
    (city === "00" && (county !== "00" || town !== "000")) ||
    (town === "000" && village !== "000");
  return gap ? { code: "bad-form", part } : undefined;
}

const shorten = (text: string): string => {
  const long = text.padEnd(12, "0");
  return long.endsWith("000000") ? long.slice(0, 6) : long;
};

/**
 * Reads six, nine or twelve digits and gives the one spelling of the division. Shape only: whether the code was ever
 * assigned is for a table of divisions to say.
 * @throws IdentError `bad-length`, `bad-character` or `bad-form` (a level is missing between two others).
 */
export function parseDivisionCode(text: string): DivisionCode {
  throwIfFaulty(divisionFault(text));
  return shorten(text) as DivisionCode;
}

/** Whether the text is a division code in its one spelling. */
export const isDivisionCode = (text: string): text is DivisionCode =>
  divisionFault(text) === undefined && shorten(text) === text;

/** The level that the digits name; a town right under a city is a `town`. */
export function divisionLevel(code: DivisionCode): DivisionLevel {
  if (code === nation) return "nation";
  if (code.length === 12) return code.endsWith("000") ? "town" : "village";
  if (!code.endsWith("00")) return "county";
  return code.endsWith("0000") ? "province" : "city";
}

/**
 * The division one level up: a village's town, a town's county (or city, where there are no counties) … a province's
 * {@link nation}. Nothing stands above the nation.
 */
export function parentDivision(code: DivisionCode): DivisionCode | undefined {
  switch (divisionLevel(code)) {
    case "nation":
      return undefined;
    case "province":
      return nation;
    case "city":
      return `${code.slice(0, 2)}0000` as DivisionCode;
    case "county":
      return `${code.slice(0, 4)}00` as DivisionCode;
    case "town":
      return code.slice(0, 6) as DivisionCode;
    case "village":
      return `${code.slice(0, 9)}000` as DivisionCode;
  }
}

const significantDigits = { nation: 0, province: 2, city: 4, county: 6, town: 9, village: 12 } as const;

/** The digits that every division inside this one begins with, for an index range: `""` for the nation. */
export const divisionPrefix = (code: DivisionCode): string =>
  code.slice(0, significantDigits[divisionLevel(code)]);

/** Whether `descendant` is `ancestor` itself or lies inside it. */
export const divisionContains = (ancestor: DivisionCode, descendant: DivisionCode): boolean =>
  ancestor === nation || (descendant !== nation && descendant.startsWith(divisionPrefix(ancestor)));

/** 99xxxx, which GB/T 2260 leaves unassigned: demonstration data, refused in production. */
export const isFictitiousDivision = (code: DivisionCode): boolean => code.startsWith("99");

/** @throws IdentError `not-fictitious` unless the division is in 99xxxx. */
export function requireFictitious(code: DivisionCode): void {
  if (!isFictitiousDivision(code)) throw new IdentError("not-fictitious", "division-code");
}

/** `990101 001 002`: county, town, village. */
export const formatDivisionCode = (code: DivisionCode): string =>
  code.length === 6 ? code : `${code.slice(0, 6)} ${code.slice(6, 9)} ${code.slice(9)}`;
