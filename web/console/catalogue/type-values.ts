import type { TypeDefinition } from "@liangzheng/contract";
import { type JointValues, jointOf, jointValuesOf } from "./joint-sealing/joint-sealing-values.ts";
import { reconciled } from "./template/template-elements.ts";

type Field = TypeDefinition["fields"][number];
type Unit = TypeDefinition["validity"][number]["unit"];

/** A field as its form holds it: every choice a string, empty for none. */
export interface FieldValues {
  id: string;
  label: string;
  labelEn: string;
  kind: Field["kind"];
  maxLength: string;
  required: boolean;
  printed: boolean;
  sensitivity: Field["sensitivity"];
  mask: string;
  check: string;
  object: string;
  from: string;
  codes: string;
}

type Reshaped = "fields" | "validity" | "number" | "template" | "jointSealing";

export interface TypeValues extends Omit<TypeDefinition, Reshaped> {
  typeKey: string;
  number: { rule: string; pattern: string; example: string };
  validity: { unit: Unit; count: string }[];
  jointSealing: JointValues;
  /** Null until there is one: the standard page is then made of the fields when they are saved. */
  template: TypeDefinition["template"] | null;
  fields: FieldValues[];
}

export const emptyField = (): FieldValues => ({
  id: "",
  label: "",
  labelEn: "",
  kind: "text",
  maxLength: "100",
  required: true,
  printed: true,
  sensitivity: "P0",
  mask: "",
  check: "",
  object: "",
  from: "",
  codes: "",
});

/** A beginning that is already sound in everything that can be guessed. */
export const newTypeValues = (): TypeValues => ({
  typeKey: "",
  name: "",
  nameEn: "",
  code: "",
  codeIsPlaceholder: true,
  definingOrganName: "",
  definingOrganCode: "",
  level: "province",
  origin: "made-here",
  kind: "licence",
  holders: "organisation",
  severalHolders: false,
  oneHolderMayShow: true,
  validity: [{ unit: "year", count: "5" }],
  secondPerson: true,
  onePerHolder: true,
  number: { rule: "", pattern: "", example: "" },
  jointSealing: jointValuesOf(undefined),
  onChange: "next-version",
  onRenewal: "next-version",
  onReplacement: "next-version",
  fields: [
    { ...emptyField(), id: "MC", label: "名称", labelEn: "Name", from: "holder-name" },
    {
      ...emptyField(),
      id: "ZSBH",
      label: "证书编号",
      labelEn: "Licence number",
      from: "number",
      maxLength: "60",
    },
    { ...emptyField(), id: "FZJG", label: "发证机关", labelEn: "Issued by", from: "issuer-name" },
  ],
  template: null,
  basis: "",
});

export function typeValuesOf(typeKey: string, definition: TypeDefinition): TypeValues {
  return {
    ...definition,
    typeKey,
    number: { ...definition.number },
    template: definition.template,
    jointSealing: jointValuesOf(definition.jointSealing),
    validity: definition.validity.map(({ unit, count }) => ({ unit, count: String(count) })),
    fields: definition.fields.map((field) => ({
      id: field.id,
      label: field.label,
      labelEn: field.labelEn,
      kind: field.kind,
      maxLength: field.maxLength === null ? "" : String(field.maxLength),
      required: field.required,
      printed: field.printed ?? true,
      sensitivity: field.sensitivity,
      mask: field.mask ?? "",
      check: field.check ?? "",
      object: field.object ?? "",
      from: field.from ?? "",
      codes: Object.entries(field.codes ?? {})
        .map(([code, meaning]) => `${code}=${meaning}`)
        .join("\n"),
    })),
  };
}

/** A definition whose page may still be made. */
export type Undesigned = Omit<TypeDefinition, "template"> & Pick<TypeValues, "template">;

/** The page follows the fields: what is gone leaves it, what is new finds a place on it. */
export function definitionOf({ typeKey: _, jointSealing, ...values }: TypeValues): Undesigned {
  const definition = {
    ...values,
    ...jointOf(jointSealing),
    validity: values.validity.map(({ unit, count }) => ({
      unit,
      count: unit === "forever" ? 0 : Number(count),
    })),
    fields: values.fields.map(fieldOf),
  };
  const { template } = definition;
  return { ...definition, template: template && reconciled(template, definition) };
}

function fieldOf(values: FieldValues): Field {
  const { id, label, labelEn, kind, required, sensitivity } = values;
  const measured = kind === "text" || kind === "long-text" || kind === "number";
  return {
    id,
    label,
    labelEn,
    kind,
    required,
    sensitivity,
    maxLength: measured && values.maxLength ? Number(values.maxLength) : null,
    ...(values.mask && sensitivity !== "P0" && { mask: values.mask as NonNullable<Field["mask"]> }),
    ...(values.check && kind === "text" && { check: values.check as NonNullable<Field["check"]> }),
    ...(!values.printed && { printed: false }),
    ...(values.object && { object: values.object as NonNullable<Field["object"]> }),
    ...(values.from && { from: values.from as NonNullable<Field["from"]> }),
    ...(kind === "code" && { codes: parseCodes(values.codes) ?? {} }),
  };
}

/** `1=男` a line; nothing when a line is not so. */
export function parseCodes(text: string): Record<string, string> | undefined {
  const lines = text
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean);
  const pairs = lines.map((line) => /^([^=]+)=(.+)$/.exec(line));
  if (pairs.length === 0 || pairs.some((pair) => pair === null)) return undefined;
  return Object.fromEntries(pairs.map((pair) => [pair?.[1]?.trim() ?? "", pair?.[2]?.trim() ?? ""]));
}
