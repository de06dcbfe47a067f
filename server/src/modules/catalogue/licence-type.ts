import type { TypeDefinition } from "@liangzheng/contract";
import { parseTypeCode } from "@liangzheng/ident";
import type { FontMetrics } from "@liangzheng/ofd";
import type { FieldFault } from "@liangzheng/problem";
import { templateFaults } from "./type-template.ts";

export type { TypeDefinition } from "@liangzheng/contract";

export interface LicenceType {
  readonly typeKey: string;
  readonly version: number;
  readonly definition: TypeDefinition;
}

/** What stands against publishing a definition, beyond its shape. Without `metrics` no text of its page is set. */
export function definitionFaults(
  definition: TypeDefinition,
  published: TypeDefinition | undefined,
  metrics?: FontMetrics,
): readonly FieldFault[] {
  const faults: FieldFault[] = [];
  const fault = (field: string, rule: string, message: string): void =>
    void faults.push({ field, rule, message });
  try {
    parseTypeCode(definition.code);
  } catch {
    fault(
      "/code",
      "type-code",
      "is not 18 characters of a unified social credit code and 3 more (GB/T 36904)",
    );
  }
  if (published !== undefined && published.code !== definition.code) {
    fault("/code", "immutable", "a published type never changes its code");
  }
  if (published !== undefined && published.origin !== definition.origin) {
    fault("/origin", "immutable", "a published type never changes its origin");
  }
  const { holderSeals = [], holders, secondPerson, origin } = definition;
  if (holderSeals.length > 0 && (holders !== "organisation" || origin !== "made-here"))
    fault("/holderSeals", "holders", "seals are made for organisations, with what is issued here");
  if (holderSeals.length > 0 && !secondPerson)
    fault("/holderSeals", "second-person", "a seal wants a second person, and so does its licence");
  const sealers = definition.jointSealing?.parties.map(({ id }) => id) ?? [];
  if (sealers.length > 0 && origin !== "made-here")
    fault("/jointSealing", "origin", "what is not issued here is not sealed here");
  if (sealers.length > 0 && holderSeals.length > 0)
    fault(
      "/holderSeals",
      "joint",
      "the last body to seal would approve seals that are kept at another's desk",
    );
  if (new Set(sealers).size < sealers.length)
    fault("/jointSealing/parties", "unique", "a party stands twice");
  const fixed = new Set<string>();
  for (const [index, { organ }] of (definition.jointSealing?.parties ?? []).entries()) {
    if (organ.by !== "code") continue;
    if (fixed.has(organ.code))
      fault(`/jointSealing/parties/${index}/organ/code`, "unique", "a body seals a licence once");
    fixed.add(organ.code);
  }
  const seen = new Set<string>();
  for (const [index, field] of definition.fields.entries()) {
    if (seen.has(field.id)) fault(`/fields/${index}/id`, "unique", "stands twice");
    seen.add(field.id);
    if (field.kind === "code" && field.codes === undefined)
      fault(`/fields/${index}/codes`, "required", "a code needs its list");
    if (field.mask !== undefined && field.sensitivity === "P0") {
      fault(`/fields/${index}/mask`, "sensitivity", "public data is not masked");
    }
  }
  try {
    new RegExp(`^(?:${definition.number.pattern})$`, "u");
  } catch {
    fault("/number/pattern", "pattern", "is not a regular expression");
  }
  return [...faults, ...templateFaults(definition, metrics)];
}
