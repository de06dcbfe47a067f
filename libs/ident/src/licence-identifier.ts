import { type DivisionCode, isDivisionCode } from "./division-code.ts";
import { type Fault, IdentError, throwIfFaulty } from "./error.ts";
import { mod3736Character } from "./iso7064.ts";
import { type TypeCode, typeCodeFault } from "./type-code.ts";
import { type Uscc, usccFault } from "./uscc.ts";

/** Licence identifier (证照标识, GB/T 36904), with its root. It names one file version of a licence, not the licence. */
export type LicenceIdentifier = string & { readonly __brand: "LicenceIdentifier" };

interface CommonParts {
  readonly typeCode: TypeCode;
  readonly serial: string;
  /** 1 to 999. */
  readonly version: number;
  readonly check: string;
}

/** Old data carry a six-digit division where the issuer's USCC belongs: read, flagged, never made. */
export type LicenceIdentifierParts = CommonParts &
  (
    | { readonly issuerIsDivision: false; readonly issuer: Uscc }
    | { readonly issuerIsDivision: true; readonly issuer: DivisionCode }
  );

export interface NewLicenceIdentifier {
  readonly typeCode: TypeCode;
  readonly issuer: Uscc;
  /** Digits and capitals, at most 66, so that the whole fits the 128 characters of the national record. */
  readonly serial: string;
  /** 1 when left out. */
  readonly version?: number;
}

export const licenceIdentifierRoot = "1.2.156.3005.2";
const prefix = `${licenceIdentifierRoot}.`;
const longestRead = 200;
const longestMade = 128;

function issuerFault(issuer: string): Fault | undefined {
  if (issuer.length === 6 && isDivisionCode(issuer)) return undefined;
  const fault = usccFault(issuer);
  return fault && { code: fault.code, part: "issuer" };
}

function serialFault(serial: string): Fault | undefined {
  if (serial.length === 0) return { code: "bad-length", part: "serial" };
  return /^[0-9A-Z]+$/.test(serial) ? undefined : { code: "bad-character", part: "serial" };
}

function versionFault(version: string): Fault | undefined {
  if (version.length !== 3) return { code: "bad-length", part: "version" };
  if (!/^[0-9]{3}$/.test(version)) return { code: "bad-character", part: "version" };
  return version === "000" ? { code: "out-of-range", part: "version" } : undefined;
}

function identifierFault(text: string): Fault | undefined {
  if (text.length > longestRead) return { code: "bad-length", part: "licence-identifier" };
  if (!text.startsWith(prefix)) return { code: "bad-root", part: "root" };
  const fields = text.slice(prefix.length).split(".");
  if (fields.length !== 5) return { code: "bad-form", part: "licence-identifier" };
  const [typeCode = "", issuer = "", serial = "", version = "", check = ""] = fields;
  const fault =
    typeCodeFault(typeCode) ?? issuerFault(issuer) ?? serialFault(serial) ?? versionFault(version);
  if (fault !== undefined) return fault;
  // The check leaves out the dots and the root.
  return mod3736Character(typeCode + issuer + serial + version) === check
    ? undefined
    : { code: "bad-check", part: "check" };
}

/**
 * Reads `root.type.issuer.serial.version.check`, at most 200 characters, with its root and in capitals.
 * @throws IdentError naming the part: `bad-root` (also for the old root 1.2.156.3003.2), `bad-form`, `bad-length`,
 *   `bad-character`, `out-of-range` (version 000), `bad-check`.
 */
export function parseLicenceIdentifier(text: string): LicenceIdentifier {
  throwIfFaulty(identifierFault(text));
  return text as LicenceIdentifier;
}

export const isLicenceIdentifier = (text: string): text is LicenceIdentifier =>
  identifierFault(text) === undefined;

export function licenceIdentifierParts(identifier: LicenceIdentifier): LicenceIdentifierParts {
  const [typeCode = "", issuer = "", serial = "", version = "", check = ""] = identifier
    .slice(prefix.length)
    .split(".");
  const common = { typeCode: typeCode as TypeCode, serial, version: Number(version), check };
  return issuer.length === 6
    ? { ...common, issuerIsDivision: true, issuer: issuer as DivisionCode }
    : { ...common, issuerIsDivision: false, issuer: issuer as Uscc };
}

/**
 * The identifier of a new file version.
 * @throws IdentError `division-as-issuer` for a six-digit issuer, `out-of-range` for a version outside 1 to 999,
 *   `bad-length` and `bad-character` for the serial.
 */
export function makeLicenceIdentifier(parts: NewLicenceIdentifier): LicenceIdentifier {
  const { typeCode, issuer, serial, version = 1 } = parts;
  if (issuer.length === 6) throw new IdentError("division-as-issuer", "issuer");
  if (!Number.isInteger(version) || version < 1 || version > 999)
    throw new IdentError("out-of-range", "version");
  throwIfFaulty(typeCodeFault(typeCode) ?? issuerFault(issuer) ?? serialFault(serial));
  const written = String(version).padStart(3, "0");
  const check = mod3736Character(typeCode + issuer + serial + written);
  const identifier = [licenceIdentifierRoot, typeCode, issuer, serial, written, check].join(".");
  if (identifier.length > longestMade) throw new IdentError("bad-length", "serial");
  return identifier as LicenceIdentifier;
}

/**
 * The identifier of the next file version of the same licence: same type, issuer and serial.
 * @throws IdentError `out-of-range` after 999, `division-as-issuer` where the old identifier names no body.
 */
export function nextVersion(identifier: LicenceIdentifier): LicenceIdentifier {
  const parts = licenceIdentifierParts(identifier);
  if (parts.issuerIsDivision) throw new IdentError("division-as-issuer", "issuer");
  return makeLicenceIdentifier({ ...parts, version: parts.version + 1 });
}
