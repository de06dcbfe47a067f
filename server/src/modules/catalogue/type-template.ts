import type { TypeDefinition } from "@liangzheng/contract";
import {
  checkDesign,
  type DesignDatum,
  type DesignSubject,
  type FontMetrics,
  standardDesign,
} from "@liangzheng/ofd";
import type { FieldFault } from "@liangzheng/problem";

type Printed = Pick<TypeDefinition, "name" | "fields">;
type Field = TypeDefinition["fields"][number];

/** Data that repeat metadata of every licence (GB/T 36903), which a page may print in their place. */
const sameAs: Readonly<Record<NonNullable<Field["from"]>, string>> = {
  number: "ZZBH",
  "holder-name": "CZZT",
  "holder-code": "CZZTDM",
  "issuer-name": "ZZBFJG",
  "issued-on": "ZZBFRQ",
  "valid-to": "ZZYXQJZRQ",
};

const kindOf = ({ kind }: Field): DesignDatum["kind"] =>
  kind === "photo" || kind === "long-text" ? kind : kind === "date" || kind === "datetime" ? "date" : "text";

/** What the template of a type has to print. */
export const subjectOf = ({ name, fields }: Printed): DesignSubject => ({
  title: name,
  data: fields
    .filter(({ printed }) => printed !== false)
    .map((field) => ({
      id: `KZ_${field.id}`,
      label: field.label,
      kind: kindOf(field),
      ...(field.from === undefined ? {} : { same: sameAs[field.from] }),
    })),
});

/** Data that the standard face prints outside its grid. */
const inFrame = new Set(["number", "issuer-name", "issued-on"]);

/** The standard face of a type's fields: where a design begins. */
export function startTemplate(printed: Printed, landscape: boolean): TypeDefinition["template"] {
  const { title, data } = subjectOf({
    ...printed,
    fields: printed.fields.filter(({ from }) => !inFrame.has(from ?? "")),
  });
  const issuer = printed.fields.find(({ from }) => from === "issuer-name");
  return copyOf(
    standardDesign({ title, issuerLabel: issuer?.label ?? "颁发机构", landscape, fields: data }),
  ) as TypeDefinition["template"];
}

/** Values of a library are read-only, those of the contract are not. */
const copyOf = (value: unknown): unknown => structuredClone(value);

/** What stands against a template, by its place in the definition. */
export const templateFaults = (
  { template, ...printed }: Printed & Pick<TypeDefinition, "template">,
  metrics?: FontMetrics,
): readonly FieldFault[] =>
  checkDesign(template, subjectOf(printed), metrics).map(({ at, rule, message }) => ({
    field: `/template${at}`,
    rule: `template-${rule}`,
    message,
  }));

/**
 * A definition as it is stored. Those of before there were designs say only which way the page lies: they mean the
 * standard face of their fields, and keep meaning it.
 */
export function readDefinition(stored: unknown): TypeDefinition {
  const definition = stored as TypeDefinition & { readonly template: { readonly landscape?: boolean } };
  const { landscape } = definition.template;
  return landscape === undefined
    ? definition
    : { ...definition, template: startTemplate(definition, landscape) };
}
