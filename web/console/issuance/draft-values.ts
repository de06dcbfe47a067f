import type { DraftContent, TypeDefinition } from "@liangzheng/contract";

export interface HolderValues {
  kind: "person" | "organisation";
  codeType: string;
  code: string;
  name: string;
}

/** What the form holds: every value a string, as inputs have them. */
export interface DraftValues {
  number: string;
  holders: HolderValues[];
  issuedOn: string;
  validFrom: string;
  validTo: string;
  forever: boolean;
  fields: Record<string, string>;
}

type Field = TypeDefinition["fields"][number];

export const emptyHolder = (definition: TypeDefinition): HolderValues =>
  definition.holders === "person"
    ? { kind: "person", codeType: "111", code: "", name: "" }
    : { kind: "organisation", codeType: "001", code: "", name: "" };

/** A new licence: issued today, for the term that the type has, where it has only one. */
export function newValues(definition: TypeDefinition, today: string): DraftValues {
  const [term, another] = definition.validity;
  const only = another === undefined ? term : undefined;
  return {
    number: "",
    holders: [emptyHolder(definition)],
    issuedOn: today,
    validFrom: today,
    validTo: only && only.unit !== "forever" ? lastDay(today, only.unit, only.count) : "",
    forever: only?.unit === "forever",
    fields: {},
  };
}

export function valuesOf(definition: TypeDefinition, content: DraftContent): DraftValues {
  const fields: Record<string, string> = {};
  for (const field of definition.fields) fields[field.id] = shown(field, content.fields[field.id] ?? "");
  const mayBeForever = definition.validity.some(({ unit }) => unit === "forever");
  return {
    number: content.number,
    holders:
      content.holders.length > 0
        ? content.holders.map((holder) => ({ ...holder }))
        : [emptyHolder(definition)],
    issuedOn: content.issuedOn ?? "",
    validFrom: content.validFrom ?? "",
    validTo: content.validTo ?? "",
    forever: content.validTo === null && mayBeForever,
    fields,
  };
}

const isEmpty = ({ code, name }: HolderValues): boolean => code.trim() === "" && name.trim() === "";

/** What is sent: inputs that stand empty are left out, data filled in by the platform are never sent. */
export function contentOf(definition: TypeDefinition, values: DraftValues): DraftContent {
  const fields: Record<string, string> = {};
  for (const field of definition.fields) {
    const value = stored(field, values.fields[field.id] ?? "");
    if (value !== "" && field.from === undefined) fields[field.id] = value;
  }
  return {
    number: values.number.trim(),
    holders: values.holders
      .filter((holder) => !isEmpty(holder))
      .map(({ kind, codeType, code, name }) => ({
        kind,
        codeType,
        code: code.trim().toUpperCase(),
        name: name.trim(),
      })),
    issuedOn: values.issuedOn || null,
    validFrom: values.validFrom || null,
    validTo: values.forever ? null : values.validTo || null,
    fields,
  };
}

/** Dates are stored as 20290314 (GB/T 36903); the browser's input wants 2029-03-14. */
const shown = (field: Field, value: string): string =>
  field.kind === "date" && /^\d{8}$/.test(value)
    ? `${value.slice(0, 4)}-${value.slice(4, 6)}-${value.slice(6)}`
    : value;

const stored = (field: Field, value: string): string =>
  field.kind === "date" ? value.replaceAll("-", "") : field.kind === "photo" ? value : value.trim();

/** What the platform will fill in for a datum that repeats another. */
export function filledIn(field: Field, values: DraftValues, issuerName: string): string {
  if (field.from === undefined) return values.fields[field.id] ?? "";
  const names = values.holders.map(({ name }) => name.trim());
  const known: Readonly<Record<NonNullable<Field["from"]>, string>> = {
    number: values.number.trim(),
    "holder-name": names.filter(Boolean).join("、"),
    "holder-code": values.holders[0]?.code.trim() ?? "",
    "issuer-name": issuerName,
    "issued-on": values.issuedOn,
    "valid-to": values.forever ? "" : values.validTo,
  };
  return known[field.from];
}

/** The last day of a term that begins on `from`: the day before the same day of its end. */
export function lastDay(from: string, unit: "year" | "month" | "day", count: number): string {
  const [year = 0, month = 1, day = 1] = from.split("-").map(Number);
  if (!from || Number.isNaN(year)) return "";
  const months = year * 12 + (month - 1) + (unit === "year" ? 12 * count : unit === "month" ? count : 0);
  const [endYear, endMonth] = [Math.floor(months / 12), months % 12];
  // 29 February of a common year and 31 April do not exist: the month's last day stands for them.
  const length = new Date(Date.UTC(endYear, endMonth + 1, 0)).getUTCDate();
  const whole = day > length;
  const end =
    Date.UTC(endYear, endMonth, whole ? length + 1 : day) + (unit === "day" ? count * 86_400_000 : 0);
  return new Date(end - 86_400_000).toISOString().slice(0, 10);
}
