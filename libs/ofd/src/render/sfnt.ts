/** The tables of a TrueType or OpenType font, as far as its directory tells the truth. */
export interface Sfnt {
  readonly flavour: number;
  readonly tables: ReadonlyMap<string, Uint8Array>;
}

const trueType = 0x00010000;
const appleTrueType = 0x74727565;
const openTypeCff = 0x4f54544f;

/** @returns undefined for anything else: collections, WOFF, Type 1 and bare CFF, or tables outside the file. */
export function readSfnt(bytes: Uint8Array): Sfnt | undefined {
  if (bytes.length < 12) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const magic = view.getUint32(0);
  if (magic !== trueType && magic !== appleTrueType && magic !== openTypeCff) return undefined;
  const count = view.getUint16(4);
  if (count > 64 || 12 + 16 * count > bytes.length) return undefined;
  const tables = new Map<string, Uint8Array>();
  for (let at = 12; at < 12 + 16 * count; at += 16) {
    const offset = view.getUint32(at + 8);
    const length = view.getUint32(at + 12);
    if (offset + length > bytes.length) return undefined;
    tables.set(String.fromCharCode(...bytes.subarray(at, at + 4)), bytes.subarray(offset, offset + length));
  }
  return { flavour: magic === openTypeCff ? openTypeCff : trueType, tables };
}

/** The font file made of these tables, checksums included; `head` is copied with its adjustment set. */
export function writeSfnt(flavour: number, tables: ReadonlyMap<string, Uint8Array>): Uint8Array {
  const names = [...tables.keys()].toSorted((a, b) => (a < b ? -1 : 1));
  const directory = 12 + 16 * names.length;
  const padded = (length: number) => (length + 3) & ~3;
  const out = new Uint8Array(
    names.reduce((sum, name) => sum + padded(tables.get(name)?.length ?? 0), directory),
  );
  const view = new DataView(out.buffer);
  const power = 2 ** Math.floor(Math.log2(Math.max(1, names.length)));
  view.setUint32(0, flavour);
  view.setUint16(4, names.length);
  view.setUint16(6, power * 16);
  view.setUint16(8, Math.log2(power));
  view.setUint16(10, names.length * 16 - power * 16);
  let at = directory;
  let head = 0;
  names.forEach((name, i) => {
    const table = tables.get(name) ?? new Uint8Array(0);
    out.set(table, at);
    if (name === "head" && table.length >= 12) {
      head = at;
      view.setUint32(at + 8, 0);
    }
    const record = 12 + 16 * i;
    for (let k = 0; k < 4; k++) out[record + k] = name.charCodeAt(k);
    view.setUint32(record + 4, checksum(view, at, padded(table.length)));
    view.setUint32(record + 8, at);
    view.setUint32(record + 12, table.length);
    at += padded(table.length);
  });
  if (head > 0) view.setUint32(head + 8, (0xb1b0afba - checksum(view, 0, out.length)) >>> 0);
  return out;
}

function checksum(view: DataView, start: number, length: number): number {
  let sum = 0;
  for (let at = start; at < start + length; at += 4) sum = (sum + view.getUint32(at)) >>> 0;
  return sum;
}
