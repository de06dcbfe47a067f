/** Identifiers of licences, organisations, persons, places and vehicles: parse, check, show, mask. Pure, no tables. */
export {
  type CalendarDate,
  dateInShanghai,
  type EndDate,
  endOfDayInShanghai,
  formatCompactDate,
  formatCompactEndDate,
  isCalendarDate,
  parseCalendarDate,
  parseCompactDate,
  parseCompactEndDate,
  startOfDayInShanghai,
} from "./calendar.ts";
export {
  birthDateOf,
  type CitizenNumber,
  divisionOf,
  formatCitizenNumber,
  isCitizenNumber,
  isFictitiousCitizenNumber,
  isOldCitizenNumber,
  makeFictitiousCitizenNumber,
  parseCitizenNumber,
  type Sex,
  sexOf,
} from "./citizen-number.ts";
export {
  type DivisionCode,
  type DivisionLevel,
  divisionContains,
  divisionLevel,
  divisionLevels,
  divisionPrefix,
  formatDivisionCode,
  isDivisionCode,
  isFictitiousDivision,
  nation,
  parentDivision,
  parseDivisionCode,
} from "./division-code.ts";
export { IdentError, type IdentErrorCode, type IdentPart } from "./error.ts";
export { holdsMod1110, holdsMod3736, mod1110Digit, mod3736Character } from "./iso7064.ts";
export {
  isLicenceIdentifier,
  type LicenceIdentifier,
  type LicenceIdentifierParts,
  licenceIdentifierParts,
  licenceIdentifierRoot,
  makeLicenceIdentifier,
  type NewLicenceIdentifier,
  nextVersion,
  parseLicenceIdentifier,
} from "./licence-identifier.ts";
export {
  mask,
  maskAddress,
  maskName,
  maskNumber,
  maskToLast4,
  type PresentMask,
  presentMasks,
} from "./mask.ts";
export {
  formatOrganisationCode,
  isOrganisationCode,
  type OrganisationCode,
  parseOrganisationCode,
} from "./organisation-code.ts";
export {
  isTypeCode,
  makeTypeCode,
  parseTypeCode,
  type TypeCode,
  type TypeCodeParts,
  typeCodeParts,
} from "./type-code.ts";
export { tidyTyped } from "./typed-input.ts";
export {
  formatUscc,
  isFictitiousUscc,
  isUscc,
  makeFictitiousUscc,
  parseUscc,
  type Uscc,
  type UsccParts,
  usccParts,
} from "./uscc.ts";
export { formatVin, isVin, parseVin, type Vin } from "./vin.ts";
