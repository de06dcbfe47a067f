import type { TypeDefinition } from "@liangzheng/contract";
import type { Face } from "./licence-file.ts";

/** What a sample page is made of: the data of a definition that need not be finished. */
export interface Sampled extends Pick<TypeDefinition, "name" | "fields"> {
  /** A licence number as the type has them. */
  readonly example: string;
  /** As long as a person's would be, or as long as each field lets it be. */
  readonly fill: "usual" | "longest";
}

type Field = TypeDefinition["fields"][number];

const usual = "食品销售；日用百货销售；道路普通货物运输。";
const endless = "示范经营项目、演示事项及其他依法须经批准的内容，";

const filled = (length: number): string =>
  endless.repeat(Math.ceil(length / endless.length)).slice(0, length);

function sampleValue({ kind, codes, label, maxLength }: Field, fill: Sampled["fill"]): string {
  switch (kind) {
    case "photo":
      return "";
    case "code": {
      const known = Object.keys(codes ?? {});
      const byLength = known.toSorted((a, b) => (codes?.[b] ?? "").length - (codes?.[a] ?? "").length);
      return (fill === "longest" ? byLength : known)[0] ?? "";
    }
    case "date":
      return "20260301";
    case "datetime":
      return "202603010830";
    case "number":
      return fill === "longest" ? "9".repeat(Math.min(maxLength ?? 6, 12)) : "12";
    case "text":
    case "long-text": {
      if (fill === "longest") return filled(maxLength ?? 100);
      const text = kind === "long-text" ? usual : `示范${label}`;
      return text.slice(0, maxLength ?? text.length);
    }
  }
}

/** Fictitious data of division 990100 for every field of a type. */
export function sampleFace({ name, fields, example, fill }: Sampled): Face {
  const issuer = { name: "示范市行政审批局", code: "1199010000DEM10506" };
  const holder = { kind: "person", name: "演示甲", code: "990101199001020014", codeType: "111" } as const;
  const known: Readonly<Record<NonNullable<Field["from"]>, string>> = {
    number: example,
    "holder-name": holder.name,
    "holder-code": holder.code,
    "issuer-name": issuer.name,
    "issued-on": "20260301",
    "valid-to": "20310228",
  };
  return {
    identifier: "1.2.156.3005.2.11100000000019713D071.1199010000DEM10506.990100000003.001.G",
    typeName: name,
    typeCode: "1199000000DEM9001Q901",
    number: example,
    holders: [holder],
    issuer,
    issuedOn: "2026-03-01",
    validFrom: "2026-03-01",
    validTo: "2031-02-28",
    fields: Object.fromEntries(
      fields
        .filter(({ kind }) => kind !== "photo")
        .map((field) => [
          field.id,
          field.from !== undefined && fill === "usual" ? known[field.from] : sampleValue(field, fill),
        ]),
    ),
  };
}
