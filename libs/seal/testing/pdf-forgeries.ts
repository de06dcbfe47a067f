import { encodeUtf8 } from "@liangzheng/bytes";
import { content, replace, startOf, textOf } from "../../pdf/testing/small-pdf.ts";

/** An update that lists objects at places of its own: a table alone. */
export function relisted(before: Uint8Array, places: Readonly<Record<number, number>>): Uint8Array {
  const rows = Object.entries(places).map(([number, place]) => `${number} 1\n${row(place)}`);
  const text = `xref\n${rows.join("")}trailer\n<</Size 40/Root 1 0 R/Prev ${startOf(before)}>>\nstartxref\n${before.length}\n%%EOF\n`;
  return Uint8Array.from([...before, ...encodeUtf8(text)]);
}

/** The range of the file's signature, written otherwise. */
export function withRange(
  file: Uint8Array,
  ranges: (now: readonly number[]) => readonly (number | string)[],
): Uint8Array {
  const found = /\/ByteRange\[([\d ]+)\]/.exec(textOf(file))?.[1] ?? "";
  const text = ranges(found.trim().split(/\s+/).map(Number)).join(" ");
  return replace(file, found, text.padEnd(found.length));
}

/**
 * Signature wrapping (SWA): the end of what was signed is moved, so that the digest still fits, and in the gap stands a signature
 * of the forger's that says so, with a table that leads to it and to another text.
 */
export function wrapped(file: Uint8Array): Uint8Array {
  const ranges = (/\/ByteRange\[([\d ]+)\]/.exec(textOf(file))?.[1] ?? "").trim().split(/\s+/).map(Number);
  const [, gap = 0, after = 0, rest = 0] = ranges;
  const inside = textOf(file.subarray(gap, after));
  // What stood behind the signature stands there again, and the table where the end of the file looks for it.
  const head = textOf(file.subarray(after, startOf(file)));
  const update = (end: number, value: number, text: number): string =>
    `xref\n4 1\n${row(text)}6 1\n${row(textOf(file).lastIndexOf("6 0 obj"))}9 1\n${row(value)}` +
    `trailer\n<</Size 40/Root 1 0 R/Prev ${firstTable(file)}>>\n` +
    `9 0 obj\n<</Type/Sig/Filter/Adobe.PPKLite/SubFilter/adbe.pkcs7.detached/ByteRange[0 ${gap} ${String(end).padEnd(8)} ${rest}]/Contents${inside}>>\nendobj\n` +
    `4 0 obj\n${content("Pay 900")}\nendobj\n`;
  const start = startOf(file);
  const draft = update(0, 0, 0);
  const [value, text] = [start + draft.indexOf("9 0 obj"), start + draft.indexOf("4 0 obj\n<<")];
  const middle = encodeUtf8(head + update(start + draft.length, value, text));
  return Uint8Array.from([...file.subarray(0, after), ...middle, ...file.subarray(after)]);
}

const row = (place: number): string => `${String(place).padStart(10, "0")} 00000 n \n`;
const firstTable = (file: Uint8Array): number => Number(/startxref\n(\d+)/.exec(textOf(file))?.[1]);
