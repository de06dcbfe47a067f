import { type Fault, IdentError, throwIfFaulty } from "./error.ts";
import { characterValue } from "./iso7064.ts";

/** Organisation code (组织机构代码, GB 11714): eight digits or capitals and a check character, written without hyphen. */
export type OrganisationCode = string & { readonly __brand: "OrganisationCode" };

const weights = [3, 7, 9, 10, 5, 8, 4, 2] as const;

function checkCharacter(text: string): string {
  const sum = weights.reduce((total, weight, at) => total + weight * characterValue(text, at), 0);
  const check = (11 - (sum % 11)) % 11;
  return check === 10 ? "X" : String(check);
}

function organisationCodeFault(text: string): Fault | undefined {
  const part = "organisation-code";
  if (text.length !== 9) return { code: "bad-length", part };
  if (!/^[0-9A-Z]{8}[0-9X]$/.test(text)) return { code: "bad-character", part };
  return checkCharacter(text) === text[8] ? undefined : { code: "bad-check", part };
}

/**
 * Accepts the printed form with its hyphen (`00DEM101-8`) and the stored one without.
 * @throws IdentError `bad-length`, `bad-character` or `bad-check`.
 */
export function parseOrganisationCode(text: string): OrganisationCode {
  const stored = text.length === 10 && text[8] === "-" ? text.slice(0, 8) + text.slice(9) : text;
  throwIfFaulty(organisationCodeFault(stored));
  return stored as OrganisationCode;
}

/** Whether the text is an organisation code as stored, without hyphen. */
export const isOrganisationCode = (text: string): text is OrganisationCode =>
  organisationCodeFault(text) === undefined;

/** The printed form of GB 11714: body, hyphen, check character. */
export const formatOrganisationCode = (code: OrganisationCode): string =>
  `${code.slice(0, 8)}-${code.slice(8)}`;

/**
 * Adds the check character to an eight-character body.
 * @throws IdentError `bad-length` or `bad-character`.
 */
export function completeOrganisationCode(body: string): OrganisationCode {
  if (body.length !== 8) throw new IdentError("bad-length", "organisation-code");
  if (!/^[0-9A-Z]{8}$/.test(body)) throw new IdentError("bad-character", "organisation-code");
  return (body + checkCharacter(body)) as OrganisationCode;
}
