import type { DraftContent, TypeDefinition } from "@liangzheng/contract";
import { isCalendarDate, isCitizenNumber, isDivisionCode, isUscc, isVin } from "@liangzheng/ident";
import { CODE_TYPES } from "../codes.ts";

/** A wrong place of a content: JSON pointer and rule. The words are for the page. */
export interface ContentFault {
  readonly field: string;
  readonly rule: string;
}

type Field = TypeDefinition["fields"][number];

const CHECKS: Readonly<Record<NonNullable<Field["check"]>, (value: string) => boolean>> = {
  "citizen-number": isCitizenNumber,
  uscc: isUscc,
  vin: isVin,
  division: isDivisionCode,
};

/** The check that a holder's code of this type must pass, where one is known. */
export const holderCheck = (codeType: string): "citizen-number" | "uscc" | undefined =>
  codeType === "111" ? "citizen-number" : codeType === "001" ? "uscc" : undefined;

export const passes = (check: NonNullable<Field["check"]>, value: string): boolean => CHECKS[check](value);

/**
 * The faults that a browser can see, told before anything is sent. The server checks all of it again, and more:
 * what it says counts.
 */
export function contentFaults(definition: TypeDefinition, content: DraftContent): readonly ContentFault[] {
  return [
    ...numberFaults(definition, content.number),
    ...holderFaults(definition, content),
    ...dateFaults(definition, content),
    ...definition.fields.flatMap((field) => fieldFaults(field, content.fields[field.id] ?? "")),
  ];
}

function numberFaults({ number: { pattern } }: TypeDefinition, number: string): ContentFault[] {
  if (number === "") return [{ field: "/number", rule: "required" }];
  return matches(pattern, number) ? [] : [{ field: "/number", rule: "pattern" }];
}

export function matches(pattern: string, text: string): boolean {
  try {
    return new RegExp(`^(?:${pattern})$`, "u").test(text);
  } catch {
    // A pattern that this browser cannot read is for the server to judge.
    return true;
  }
}

function holderFaults(definition: TypeDefinition, { holders }: DraftContent): ContentFault[] {
  if (holders.length === 0) return [{ field: "/holders/0/code", rule: "required" }];
  if (holders.length > 1 && !definition.severalHolders) return [{ field: "/holders/1/code", rule: "one" }];
  return holders.flatMap(({ kind, codeType, code, name }, at): ContentFault[] => {
    const faults: ContentFault[] = [];
    const fault = (part: string, rule: string): void =>
      void faults.push({ field: `/holders/${at}/${part}`, rule });
    if (!(CODE_TYPES[kind] as readonly string[]).includes(codeType)) fault("codeType", "code-type");
    if (definition.holders !== "either" && definition.holders !== kind) fault("kind", "holder-kind");
    const check = holderCheck(codeType);
    if (code === "") fault("code", "required");
    else if (check && !passes(check, code)) fault("code", check);
    else if (holders.findIndex((one) => one.codeType === codeType && one.code === code) < at)
      fault("code", "unique");
    if (name === "") fault("name", "required");
    return faults;
  });
}

function dateFaults({ validity }: TypeDefinition, content: DraftContent): ContentFault[] {
  const { issuedOn, validFrom, validTo } = content;
  const faults: ContentFault[] = [];
  if (issuedOn === null) faults.push({ field: "/issuedOn", rule: "required" });
  for (const name of ["issuedOn", "validFrom", "validTo"] as const) {
    const day = content[name];
    if (day !== null && !isCalendarDate(day)) faults.push({ field: `/${name}`, rule: "date" });
  }
  if (validTo !== null && validTo < (validFrom ?? issuedOn ?? validTo))
    faults.push({ field: "/validTo", rule: "order" });
  if (validTo === null && !validity.some(({ unit }) => unit === "forever"))
    faults.push({ field: "/validTo", rule: "required" });
  return faults;
}

function fieldFaults(field: Field, value: string): ContentFault[] {
  if (field.from !== undefined) return [];
  const at = `/fields/${field.id}`;
  if (value === "") return field.required ? [{ field: at, rule: "required" }] : [];
  const rule = brokenRule(field, value);
  return rule ? [{ field: at, rule }] : [];
}

function brokenRule(field: Field, value: string): string | undefined {
  if (field.kind !== "photo" && field.maxLength !== null && [...value].length > field.maxLength)
    return "length";
  if (field.kind === "date") {
    const day = `${value.slice(0, 4)}-${value.slice(4, 6)}-${value.slice(6)}`;
    if (!/^\d{8}$/.test(value) || (value !== "99991231" && !isCalendarDate(day))) return "date";
  }
  if (field.kind === "number" && !/^-?\d+(?:\.\d+)?$/.test(value)) return "number";
  if (field.kind === "code" && field.codes !== undefined && !Object.hasOwn(field.codes, value))
    return "code-list";
  if (field.check !== undefined && !passes(field.check, value)) return field.check;
  return undefined;
}
