import { type CalendarDate, isCalendarDate } from "./calendar.ts";
import { type DivisionCode, isDivisionCode, requireFictitious } from "./division-code.ts";
import { type Fault, IdentError, throwIfFaulty } from "./error.ts";

/** Citizen identification number (公民身份号码, GB 11643): seventeen digits and a check of ISO 7064 MOD 11-2. */
export type CitizenNumber = string & { readonly __brand: "CitizenNumber" };

export type Sex = "male" | "female";

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const;
const checkCharacters = "10X98765432";

function checkCharacter(text: string): string {
  const sum = weights.reduce((total, weight, at) => total + weight * Number(text[at]), 0);
  return checkCharacters[sum % 11] ?? "";
}

const writtenBirthDate = (text: string): string =>
  `${text.slice(6, 10)}-${text.slice(10, 12)}-${text.slice(12, 14)}`;

function citizenNumberFault(text: string): Fault | undefined {
  if (isOldCitizenNumber(text)) return { code: "old-form", part: "citizen-number" };
  if (text.length !== 18) return { code: "bad-length", part: "citizen-number" };
  if (!/^[1-9][0-9]{16}[0-9X]$/.test(text)) return { code: "bad-character", part: "citizen-number" };
  if (!isCalendarDate(writtenBirthDate(text))) return { code: "bad-date", part: "birth-date" };
  return checkCharacter(text) === text[17] ? undefined : { code: "bad-check", part: "citizen-number" };
}

/** The fifteen digits used before GB 11643-1999: recognised, so that the person can be told, and never accepted. */
export const isOldCitizenNumber = (text: string): boolean =>
  /^[1-9][0-9]{14}$/.test(text) &&
  isCalendarDate(`19${text.slice(6, 8)}-${text.slice(8, 10)}-${text.slice(10, 12)}`);

/**
 * The division in it may have been abolished since, so it is not looked up; the birth date must be a real one.
 * @throws IdentError `old-form` for fifteen digits, `bad-length`, `bad-character`, `bad-date`, `bad-check`.
 */
export function parseCitizenNumber(text: string): CitizenNumber {
  throwIfFaulty(citizenNumberFault(text));
  return text as CitizenNumber;
}

export const isCitizenNumber = (text: string): text is CitizenNumber =>
  citizenNumberFault(text) === undefined;

export const birthDateOf = (number: CitizenNumber): CalendarDate => writtenBirthDate(number) as CalendarDate;

/** GB 11643: the sequence is odd for men and even for women. */
export const sexOf = (number: CitizenNumber): Sex => (Number(number[16]) % 2 === 1 ? "male" : "female");

/** Where the number was first given, when those digits have the shape of a division. Not where the person lives. */
export function divisionOf(number: CitizenNumber): DivisionCode | undefined {
  const division = number.slice(0, 6);
  return isDivisionCode(division) ? division : undefined;
}

/** `990101 19900102 0014`. */
export const formatCitizenNumber = (number: CitizenNumber): string =>
  [number.slice(0, 6), number.slice(6, 14), number.slice(14)].join(" ");

/** Given in 99xxxx: demonstration data, refused in production. */
export const isFictitiousCitizenNumber = (number: CitizenNumber): boolean => number.startsWith("99");

/**
 * A number for demonstration data.
 * @param sequence 0 to 999, odd for men.
 * @throws IdentError `not-fictitious` outside 99xxxx, `bad-form` for a division other than a county's six digits,
 *   `out-of-range` for the sequence.
 */
export function makeFictitiousCitizenNumber(
  division: DivisionCode,
  birthDate: CalendarDate,
  sequence: number,
): CitizenNumber {
  requireFictitious(division);
  if (division.length !== 6) throw new IdentError("bad-form", "division-code");
  if (!Number.isInteger(sequence) || sequence < 0 || sequence > 999)
    throw new IdentError("out-of-range", "sequence");
  const body = division + birthDate.replaceAll("-", "") + String(sequence).padStart(3, "0");
  return parseCitizenNumber(body + checkCharacter(body));
}
