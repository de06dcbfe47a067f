import { type Fault, IdentError, throwIfFaulty } from "./error.ts";
import { type Uscc, usccFault } from "./uscc.ts";

/** Licence type code (证照类型代码, GB/T 36904): USCC of the body that defines the type, then three characters. */
export type TypeCode = string & { readonly __brand: "TypeCode" };

export interface TypeCodeParts {
  readonly definingAuthority: Uscc;
  readonly number: string;
}

export function typeCodeFault(text: string): Fault | undefined {
  const part = "type-code";
  if (text.length !== 21) return { code: "bad-length", part };
  const fault = usccFault(text.slice(0, 18));
  if (fault !== undefined) return { code: fault.code, part };
  return /^[0-9A-Z]{3}$/.test(text.slice(18)) ? undefined : { code: "bad-character", part };
}

/** @throws IdentError `bad-length`, `bad-character` or `bad-check` (that of the USCC; the code has none of its own). */
export function parseTypeCode(text: string): TypeCode {
  throwIfFaulty(typeCodeFault(text));
  return text as TypeCode;
}

export const isTypeCode = (text: string): text is TypeCode => typeCodeFault(text) === undefined;

export const typeCodeParts = (code: TypeCode): TypeCodeParts => ({
  definingAuthority: code.slice(0, 18) as Uscc,
  number: code.slice(18),
});

/**
 * The code of a body's n-th type.
 * @throws IdentError `out-of-range` unless 1 ≤ number ≤ 999.
 */
export function makeTypeCode(definingAuthority: Uscc, number: number): TypeCode {
  if (!Number.isInteger(number) || number < 1 || number > 999)
    throw new IdentError("out-of-range", "type-code");
  return parseTypeCode(definingAuthority + String(number).padStart(3, "0"));
}
