import { PdfError } from "./error.ts";

/** Letter of GB/T 33190 §9.1, operator of ISO 32000-1 §8.5.2, numbers before it. Arcs and quadratic curves are not written here. */
const operators: Readonly<Record<string, readonly [operator: string, operands: number]>> = {
  S: ["m", 2],
  M: ["m", 2],
  L: ["l", 2],
  B: ["c", 6],
  C: ["h", 0],
};

/** What both formats read alike. */
const number = /^-?\d{1,5}(?:\.\d{1,4})?$/;

/** Abbreviated data as PDF's path construction. @throws PdfError `unsupported-object`. */
export function pathOperators(abbreviated: string): string {
  const items = abbreviated.trim().split(/[\s,]+/);
  let out = "";
  for (let at = 0; at < items.length; ) {
    const [operator, operands] = operators[items[at] ?? ""] ?? [];
    if (operator === undefined || operands === undefined)
      throw new PdfError("unsupported-object", "path data");
    for (let i = at + 1; i <= at + operands; i++) {
      const item = items[i] ?? "";
      if (!number.test(item)) throw new PdfError("unsupported-object", "path data");
      out += `${item} `;
    }
    out += `${operator}\n`;
    at += 1 + operands;
  }
  return out;
}
