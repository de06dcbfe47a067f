import { type DivisionCode, isDivisionCode, requireFictitious } from "./division-code.ts";
import { type Fault, IdentError, throwIfFaulty } from "./error.ts";
import { completeOrganisationCode, isOrganisationCode, type OrganisationCode } from "./organisation-code.ts";

/** Unified social credit code (统一社会信用代码, GB 32100): eighteen characters, the last a check. */
export type Uscc = string & { readonly __brand: "Uscc" };

export interface UsccParts {
  /** Character 1: 1 编办, 5 民政, 9 市场监管, Y other … */
  readonly registrar: string;
  /** Character 2, in the registrar's own list. */
  readonly category: string;
  /** Characters 3 to 8, when they have the shape of a division; 100000 for national registrars. */
  readonly division: DivisionCode | undefined;
  /** Characters 9 to 17, when their own check (GB 11714) holds. A USCC whose inner check fails is still a USCC. */
  readonly organisationCode: OrganisationCode | undefined;
}

/** GB 32100: digits and capitals without I, O, S, V, Z. */
const alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
const weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28] as const;
const shape = /^[0-9A-HJ-NP-RTUW-Y]{2}[0-9]{6}[0-9A-HJ-NP-RTUW-Y]{10}$/;

function checkCharacter(text: string): string {
  const sum = weights.reduce((total, weight, at) => total + weight * alphabet.indexOf(text[at] ?? ""), 0);
  return alphabet[(31 - (sum % 31)) % 31] ?? "";
}

export function usccFault(text: string): Fault | undefined {
  if (text.length !== 18) return { code: "bad-length", part: "uscc" };
  if (!shape.test(text)) return { code: "bad-character", part: "uscc" };
  return checkCharacter(text) === text[17] ? undefined : { code: "bad-check", part: "uscc" };
}

/** @throws IdentError `bad-length`, `bad-character` or `bad-check`. */
export function parseUscc(text: string): Uscc {
  throwIfFaulty(usccFault(text));
  return text as Uscc;
}

export const isUscc = (text: string): text is Uscc => usccFault(text) === undefined;

export function usccParts(uscc: Uscc): UsccParts {
  const division = uscc.slice(2, 8);
  const organisationCode = uscc.slice(8, 17);
  return {
    registrar: uscc.slice(0, 1),
    category: uscc.slice(1, 2),
    division: isDivisionCode(division) ? division : undefined,
    organisationCode: isOrganisationCode(organisationCode) ? organisationCode : undefined,
  };
}

/** `91 990101 MADEM0011 7`: registrar and category, division, organisation, check. */
export const formatUscc = (uscc: Uscc): string =>
  [uscc.slice(0, 2), uscc.slice(2, 8), uscc.slice(8, 17), uscc.slice(17)].join(" ");

/** Registered in 99xxxx: demonstration data, refused in production. */
export const isFictitiousUscc = (uscc: Uscc): boolean => uscc.startsWith("99", 2);

/**
 * A USCC for demonstration data: both check characters are added.
 * @param registration registrar and category, such as `91`.
 * @param organisation the eight-character body of the organisation code.
 * @throws IdentError `not-fictitious` outside 99xxxx, `bad-length`, `bad-character`.
 */
export function makeFictitiousUscc(registration: string, division: DivisionCode, organisation: string): Uscc {
  requireFictitious(division);
  const body = registration + division + completeOrganisationCode(organisation);
  if (body.length !== 17) throw new IdentError("bad-length", "uscc");
  return parseUscc(body + checkCharacter(body));
}
