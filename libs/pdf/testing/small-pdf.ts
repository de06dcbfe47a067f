import { deflateSync } from "node:zlib";

/*
 * A page with a text, a form with a signature field and a text field, and what is done to such files: updates, signatures, attacks.
 * Everything is written by hand, so that what is wrong in a file is wrong on purpose.
 */

export type Objects = Readonly<Record<number, string>>;

const latin = (text: string): Uint8Array => Uint8Array.from(text, (sign) => sign.charCodeAt(0));
export const textOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString("latin1");

export const stream = (data: string, entries = ""): string =>
  `<<${entries}/Length ${data.length}>>\nstream\n${data}\nendstream`;

/** Numbers of the objects of `page`. */
export const at = {
  catalog: 1,
  pages: 2,
  page: 3,
  content: 4,
  font: 5,
  signature: 6,
  text: 7,
  form: 8,
} as const;
export const catalog = (more = "", form = "/AcroForm 8 0 R"): string =>
  `<</Type/Catalog/Pages 2 0 R${form}${more}>>`;
export const form = (fields: string, more = ""): string => `<</Fields[${fields}]/SigFlags 3${more}>>`;
export const signatureField = (more = ""): string =>
  `<</Type/Annot/Subtype/Widget/FT/Sig/T(first)/P 3 0 R/Rect[0 0 0 0]/F 132${more}>>`;
export const textField = (more = ""): string =>
  `<</Type/Annot/Subtype/Widget/FT/Tx/T(note)/P 3 0 R/Rect[10 10 90 30]/F 4${more}>>`;
export const pageObject = (annotations: string, more = "/Contents 4 0 R"): string =>
  `<</Type/Page/Parent 2 0 R/MediaBox[0 0 100 100]${more}/Resources<</Font<</F1 5 0 R>>>>/Annots[${annotations}]>>`;
export const content = (text: string): string => stream(`BT /F1 12 Tf 10 50 Td (${text}) Tj ET`);

export const page: Objects = {
  [at.catalog]: catalog(),
  [at.pages]: "<</Type/Pages/Kids[3 0 R]/Count 1>>",
  [at.page]: pageObject("6 0 R 7 0 R"),
  [at.content]: content("Pay 100"),
  [at.font]: "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
  [at.signature]: signatureField(),
  [at.text]: textField(),
  [at.form]: form("6 0 R 7 0 R"),
};

const root = "/Root 1 0 R";

/** A new file, or an update behind one: objects, table, trailer. `trailer` stands for the root and all but size and links. */
export function write(
  objects: Objects,
  before = latin("%PDF-1.7\n%\xe4\xba\xae\xe8\n"),
  trailer = root,
): Uint8Array {
  const isNew = !textOf(before).includes("startxref");
  let text = "";
  const places = new Map<number, number>();
  for (const [number, body] of Object.entries(objects)) {
    places.set(Number(number), before.length + text.length);
    text += `${number} 0 obj\n${body}\nendobj\n`;
  }
  const table = before.length + text.length;
  text += "xref\n";
  if (isNew) text += "0 1\n0000000000 65535 f \n";
  for (const [number, place] of places) text += `${number} 1\n${String(place).padStart(10, "0")} 00000 n \n`;
  const size = Math.max(sizeOf(before), ...places.keys(), 0) + 1;
  const link = isNew ? "" : `/Prev ${startOf(before)}`;
  text += `trailer\n<</Size ${size}${link}${trailer}>>\nstartxref\n${table}\n%%EOF\n`;
  return Uint8Array.from([...before, ...latin(text)]);
}

export const startOf = (bytes: Uint8Array): number =>
  Number([...textOf(bytes).matchAll(/startxref\s+(\d+)/g)].at(-1)?.[1]);
const sizeOf = (bytes: Uint8Array): number =>
  Math.max(0, ...[...textOf(bytes).matchAll(/\/Size (\d+)/g)].map((match) => Number(match[1]) - 1));

/**
 * The same with a cross-reference stream, and all that may be in an object stream in one (ISO 32000-1 §7.5.7, §7.5.8).
 * @param counts what the object stream says of the number of its objects and of where the first stands.
 */
export function writePacked(
  objects: Objects,
  before = latin("%PDF-1.7\n%\xe4\xba\xae\xe8\n"),
  counts = (n: number, first: number): string => `/N ${n}/First ${first}`,
): Uint8Array {
  const isNew = !textOf(before).includes("startxref");
  const first = Math.max(sizeOf(before), ...Object.keys(objects).map(Number)) + 1;
  const isPlain = ([, body]: [string, string]): boolean => /stream|ByteRange|^\d+$/.test(body);
  const packed = Object.entries(objects).filter((entry) => !isPlain(entry));
  const plain = Object.entries(objects).filter(isPlain);
  let heads = "";
  let bodies = "";
  for (const [number, body] of packed) {
    heads += `${number} ${bodies.length} `;
    bodies += `${body}\n`;
  }
  const deflated = (data: Uint8Array | string, entries: string): string =>
    stream(Buffer.from(deflateSync(data)).toString("latin1"), `${entries}/Filter/FlateDecode`);
  const rows: [number, number, number, number][] = packed.map(([number], i) => [Number(number), 2, first, i]);
  let text = "";
  const put = (number: number, body: string): void => {
    rows.push([number, 1, before.length + text.length, 0]);
    text += `${number} 0 obj\n${body}\nendobj\n`;
  };
  for (const [number, body] of plain) put(Number(number), body);
  put(first, deflated(heads + bodies, `/Type/ObjStm${counts(packed.length, heads.length)}`));
  const table = before.length + text.length;
  rows.push([first + 1, 1, table, 0]);
  rows.sort((a, b) => a[0] - b[0]);
  // With the predictor of PNG that all writers use.
  const bytes = rows.map(([, kind, place, index]) => [
    kind,
    place >> 16,
    (place >> 8) & 255,
    place & 255,
    index,
  ]);
  const predicted = bytes.flatMap((row, y) => [
    2,
    ...row.map((byte, x) => (byte - (bytes[y - 1]?.[x] ?? 0)) & 255),
  ]);
  const index = rows.map(([number]) => `${number} 1`).join(" ");
  const link = isNew ? "" : `/Prev ${startOf(before)}`;
  text += `${first + 1} 0 obj\n${deflated(
    Uint8Array.from(predicted),
    `/Type/XRef/Size ${first + 2}/W[1 3 1]/Index[${index}]/DecodeParms<</Predictor 12/Columns 5>>${root}${link}`,
  )}\nendobj\nstartxref\n${table}\n%%EOF\n`;
  return Uint8Array.from([...before, ...latin(text)]);
}

export interface Signing {
  /** Bytes for the message. */
  readonly room?: number;
  readonly number?: number;
  readonly field?: number;
  readonly subFilter?: string;
  /** M of the dictionary. */
  readonly time?: string;
  /** More entries of the dictionary. */
  readonly entries?: string;
  /** Objects that come with the update. */
  readonly objects?: Objects;
  readonly write?: (objects: Objects, before?: Uint8Array) => Uint8Array;
  readonly sign: (content: Uint8Array) => Uint8Array;
}

/** An update that signs: the value in the field, the range over all but itself. */
export function sign(before: Uint8Array, signing: Signing): Uint8Array {
  const {
    room = 6000,
    number = 9,
    field = at.signature,
    subFilter = "adbe.pkcs7.detached",
    entries = "",
    time = "D:20260301020304Z",
  } = signing;
  const blank = " ".repeat(43);
  const value =
    `<</Type/Sig/Filter/Adobe.PPKLite/SubFilter/${subFilter}/M(${time})${entries}` +
    `/ByteRange[${blank}]/Contents<${"0".repeat(2 * room)}>>>`;
  const objects = { [field]: signatureField(`/V ${number} 0 R`), ...signing.objects, [number]: value };
  return fill((signing.write ?? write)(objects, before), before.length, signing.sign);
}

/** Fills in the range and the message of the signature that stands behind `from`. */
function fill(bytes: Uint8Array, from: number, sign: Signing["sign"]): Uint8Array {
  const text = textOf(bytes);
  const range = text.indexOf("/ByteRange[", from) + 11;
  const start = text.indexOf("/Contents<", from) + 9;
  const end = text.indexOf(">", start) + 1;
  const signed = bytes.slice();
  signed.set(latin([0, start, end, bytes.length - end].map((n) => String(n).padEnd(10)).join(" ")), range);
  const message = sign(Uint8Array.from([...signed.subarray(0, start), ...signed.subarray(end)]));
  signed.set(latin(Buffer.from(message).toString("hex")), start + 1);
  return signed;
}

/** Another text of the same length, wherever the first stands. */
export function replace(bytes: Uint8Array, from: string, to: string): Uint8Array {
  const text = textOf(bytes);
  if (!text.includes(from)) throw new Error(`${from} does not stand in the file`);
  return latin(text.replaceAll(from, to));
}
