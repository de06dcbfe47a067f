import type { DraftContent, TypeDefinition } from "@liangzheng/contract";
import { isCalendarDate, isCitizenNumber, isDivisionCode, isUscc, isVin } from "@liangzheng/ident";
import type { FieldFault } from "@liangzheng/problem";
import { codeTypes } from "../parties/index.ts";

export type DraftKind = "first" | "change" | "renewal" | "replacement";
export type DraftState = "open" | "submitted" | "sealing" | "issued" | "discarded";

/** Decisions open in each state; what is not in the row is refused. */
const decisions = {
  open: ["save", "submit", "discard"],
  submitted: ["approve", "return"],
  sealing: ["withdraw"],
  issued: [],
  discarded: [],
} as const satisfies Record<DraftState, readonly string[]>;
export type Decision = "save" | "submit" | "discard" | "approve" | "return" | "withdraw";
export const mayDecide = (state: DraftState, decision: Decision): boolean =>
  (decisions[state] as readonly string[]).includes(decision);

/** What a batch still wants before it may be worked off. */
export type Approval = "not-needed" | "awaited" | "given";
export const approvalOf = (batch: {
  readonly secondPerson: boolean;
  readonly approvedBy: string | null;
}): Approval => (batch.secondPerson ? (batch.approvedBy === null ? "awaited" : "given") : "not-needed");

/** A draft of a batch goes the way of its batch. While that awaits a second person, they may decide on one by itself. */
export const mayDecideAlone = (approval: Approval, decision: Decision): boolean =>
  approval === "awaited" && (decision === "approve" || decision === "return");

type Field = TypeDefinition["fields"][number];

/** What a datum repeats is filled in here, whatever the client sent. */
export function completed(
  definition: TypeDefinition,
  content: DraftContent,
  issuerName: string,
): DraftContent {
  const [first] = content.holders;
  const known: Readonly<Record<NonNullable<Field["from"]>, string>> = {
    number: content.number,
    "holder-name": content.holders.map((holder) => holder.name).join("、"),
    "holder-code": first?.code ?? "",
    "issuer-name": issuerName,
    "issued-on": compact(content.issuedOn),
    "valid-to": content.validTo === null ? "" : compact(content.validTo),
  };
  const fields = { ...content.fields };
  for (const field of definition.fields) {
    if (field.from === undefined) continue;
    const value = known[field.from];
    if (value === "") delete fields[field.id];
    else fields[field.id] = value;
  }
  return { ...content, fields };
}

const compact = (day: string | null): string => (day ?? "").replaceAll("-", "");

/**
 * Everything that stands against issuing a content: JSON pointer, rule, and words for the clerk. Never the value.
 * Duplicates are not looked for here; that needs the register.
 */
export function contentFaults(definition: TypeDefinition, content: DraftContent): readonly FieldFault[] {
  return [
    ...numberFaults(definition, content),
    ...holderFaults(definition, content),
    ...dateFaults(definition, content),
    ...fieldFaults(definition, content),
  ];
}

function* numberFaults({ number }: TypeDefinition, content: DraftContent): Generator<FieldFault> {
  if (content.number === "") yield { field: "/number", rule: "required", message: "is required" };
  else if (!new RegExp(`^(?:${number.pattern})$`, "u").test(content.number)) {
    yield {
      field: "/number",
      rule: "pattern",
      message: `does not follow the rule: ${number.rule}; for example ${number.example}`,
    };
  }
}

function* holderFaults(definition: TypeDefinition, { holders }: DraftContent): Generator<FieldFault> {
  if (holders.length === 0)
    yield { field: "/holders", rule: "required", message: "a licence needs a holder" };
  if (holders.length > 1 && !definition.severalHolders)
    yield { field: "/holders", rule: "one", message: "this type has one holder" };
  const seen = new Set<string>();
  for (const [index, holder] of holders.entries()) {
    const at = `/holders/${index}`;
    const type = codeTypes[holder.codeType];
    if (type === undefined || type.kind !== holder.kind) {
      yield {
        field: `${at}/codeType`,
        rule: "code-type",
        message: "is no code type of such a holder (GB/T 36903)",
      };
    }
    if (definition.holders !== "either" && definition.holders !== holder.kind) {
      yield {
        field: `${at}/kind`,
        rule: "holder-kind",
        message: `this type is held by a ${definition.holders}`,
      };
    }
    if (holder.codeType === "111" && !isCitizenNumber(holder.code)) {
      yield {
        field: `${at}/code`,
        rule: "citizen-number",
        message: "is no citizen number: date or check digit is wrong (GB 11643)",
      };
    }
    if (holder.codeType === "001" && !isUscc(holder.code)) {
      yield {
        field: `${at}/code`,
        rule: "uscc",
        message: "is no unified social credit code: the check is wrong (GB 32100)",
      };
    }
    const name = `${holder.codeType}/${holder.code}`;
    if (seen.has(name)) yield { field: `${at}/code`, rule: "unique", message: "stands twice" };
    seen.add(name);
  }
}

function* dateFaults(
  { validity }: TypeDefinition,
  { issuedOn, validFrom, validTo }: DraftContent,
): Generator<FieldFault> {
  if (issuedOn === null) yield { field: "/issuedOn", rule: "required", message: "is required" };
  for (const [field, day] of [
    ["/issuedOn", issuedOn],
    ["/validFrom", validFrom],
    ["/validTo", validTo],
  ] as const) {
    if (day !== null && !isCalendarDate(day))
      yield { field, rule: "date", message: "is no day of the calendar" };
  }
  if (validTo !== null && validTo < (validFrom ?? issuedOn ?? validTo)) {
    yield { field: "/validTo", rule: "order", message: "lies before the beginning" };
  }
  if (validTo === null && !validity.some(({ unit }) => unit === "forever")) {
    yield { field: "/validTo", rule: "required", message: "this type has an end" };
  }
}

const checks: Readonly<Record<NonNullable<Field["check"]>, readonly [(value: string) => boolean, string]>> = {
  "citizen-number": [isCitizenNumber, "is no citizen number: date or check digit is wrong (GB 11643)"],
  uscc: [isUscc, "is no unified social credit code: the check is wrong (GB 32100)"],
  vin: [isVin, "is no vehicle identification number: the check is wrong (GB 16735)"],
  division: [isDivisionCode, "is no division code (GB/T 2260)"],
};
const compactDate = /^\d{8}$/;

function* fieldFaults(definition: TypeDefinition, { fields }: DraftContent): Generator<FieldFault> {
  const known = new Map(definition.fields.map((field) => [field.id, field]));
  for (const id of Object.keys(fields)) {
    if (!known.has(id))
      yield { field: `/fields/${id}`, rule: "unknown", message: "is no field of this type" };
  }
  for (const field of definition.fields) {
    const at = `/fields/${field.id}`;
    const value = fields[field.id] ?? "";
    if (value === "") {
      // A datum that is filled in from another says nothing while that one is missing.
      if (field.required && field.from === undefined)
        yield { field: at, rule: "required", message: "is required" };
      continue;
    }
    if (field.kind !== "photo" && field.maxLength !== null && [...value].length > field.maxLength) {
      yield { field: at, rule: "length", message: `has more than ${field.maxLength} characters` };
    }
    if (
      field.kind === "date" &&
      !(
        compactDate.test(value) &&
        (value === "99991231" ||
          isCalendarDate(`${value.slice(0, 4)}-${value.slice(4, 6)}-${value.slice(6)}`))
      )
    ) {
      yield { field: at, rule: "date", message: "is no day of the calendar (YYYYMMDD)" };
    }
    if (field.kind === "number" && !/^-?\d+(?:\.\d+)?$/.test(value))
      yield { field: at, rule: "number", message: "is no number" };
    if (field.kind === "code" && field.codes !== undefined && !(value in field.codes)) {
      yield { field: at, rule: "code-list", message: `is none of: ${Object.keys(field.codes).join(", ")}` };
    }
    if (field.kind === "photo" && !photoPattern.test(value))
      yield { field: at, rule: "photo", message: "is no PNG or JPEG picture" };
    const check = field.check === undefined ? undefined : checks[field.check];
    if (check !== undefined && !check[0](value))
      yield { field: at, rule: field.check ?? "check", message: check[1] };
  }
}

const photoPattern = /^data:image\/(?:png|jpeg);base64,[A-Za-z0-9+/]+=*$/;

/** The serial 流水号 of an identifier: the digits and capitals of the licence number (GB/T 36904). */
export function serialOf(number: string, fallback: string): string {
  const serial = number.toUpperCase().replace(/[^0-9A-Z]/g, "");
  return serial === "" ? fallback : serial;
}

/** The number that a change, renewal or replacement gives a version: the next one, or the first of a new licence. */
export function ruleFor(
  definition: TypeDefinition,
  kind: DraftKind,
): "first" | "next-version" | "new-licence" {
  switch (kind) {
    case "first":
      return "first";
    case "change":
      return definition.onChange;
    case "renewal":
      return definition.onRenewal;
    case "replacement":
      return definition.onReplacement;
  }
}
