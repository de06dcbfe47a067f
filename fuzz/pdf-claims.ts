import { createHash } from "node:crypto";
import { openPdf } from "@liangzheng/pdf";
import type { FileReport } from "@liangzheng/seal";
import { closureOf, shownOnly } from "../libs/pdf/src/read/closure.ts";
import { entriesOf, isOf, nameOf, type PdfValue } from "../libs/pdf/src/read/value.ts";

const digest = (bytes: Uint8Array | string): string => createHash("sha256").update(bytes).digest("base64");

/**
 * What a PDF that is *valid* claims: the bytes that its signatures cover, and what its pages show now. What was added later is told,
 * and is no claim.
 */
export function pdfClaimsOf(
  bytes: Uint8Array,
  { signatures, additions }: FileReport,
): Readonly<Record<string, string>> {
  const file = openPdf(bytes);
  const counted = signatures.filter(({ verdict }) => verdict === "valid");
  const covered = counted.map(({ checks }) => {
    const range = checks.find(({ name }) => name === "byte-range")?.detail ?? "";
    const [, gap = 0, after = 0, rest = 0] = range.split(" ").map(Number);
    return digest(Buffer.concat([bytes.subarray(0, gap), bytes.subarray(after, after + rest)]));
  });
  const root = file.trailer.get("Root") ?? null;
  const own = isOf(root, "reference") ? root.number : 0;
  const shown = [...closureOf(file, root, shownOnly)]
    .filter((number) => number !== own)
    .sort((a, b) => a - b)
    .map((number) => [number, asShown(file.object(number).value, additions.length > 0)]);
  return { covered: covered.join(), pages: digest(JSON.stringify(shown)) };
}

/** Without places, and without the notes of a page that has later ones. */
function asShown(value: PdfValue, added: boolean): unknown {
  if (isOf(value, "string")) return digest(value.bytes);
  if (isOf(value, "array")) return value.items.map((item) => asShown(item, added));
  const entries = entriesOf(value);
  if (entries === undefined) return value;
  const kept = [...entries].filter(
    ([key]) => !(added && key === "Annots" && nameOf(entries.get("Type")) === "Page"),
  );
  // A stream's length may be written as it likes; its bytes count.
  const data = isOf(value, "stream") ? digest(value.data) : "";
  return [data, kept.map(([key, item]) => [key, asShown(item, added)]).sort()];
}
