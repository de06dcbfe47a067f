import { concat, encodeUtf8 } from "@liangzheng/bytes";

/**
 * The sRGB colour space (IEC 61966-2-1) as an ICC profile of version 4.2 (ISO 15076-1): what the colours of the page mean,
 * the output intent that PDF/A wants (ISO 19005-2 §6.2.3). Primaries and white are those of the standard adapted to D50.
 */
export function srgbProfile(): Uint8Array {
  const curve = parametricCurve(2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045);
  const tags: readonly (readonly [string, Uint8Array])[] = [
    ["desc", text("sRGB IEC61966-2.1")],
    ["cprt", text("No copyright, use freely")],
    ["wtpt", xyz(0.9642, 1, 0.8249)],
    [
      "chad",
      fixed("sf32", 1.04788, 0.02292, -0.0502, 0.02959, 0.99048, -0.01706, -0.00923, 0.01508, 0.75168),
    ],
    ["rXYZ", xyz(0.43607, 0.22249, 0.01392)],
    ["gXYZ", xyz(0.38515, 0.71687, 0.09708)],
    ["bXYZ", xyz(0.14307, 0.06061, 0.7141)],
    ["rTRC", curve],
    ["gTRC", curve],
    ["bTRC", curve],
  ];
  const table = new Uint8Array(4 + 12 * tags.length);
  const view = new DataView(table.buffer);
  view.setUint32(0, tags.length);
  const parts: Uint8Array[] = [];
  const placed = new Map<Uint8Array, number>();
  let at = 128 + table.length;
  tags.forEach(([name, data], i) => {
    table.set(encodeUtf8(name), 4 + 12 * i);
    view.setUint32(8 + 12 * i, placed.get(data) ?? at);
    view.setUint32(12 + 12 * i, data.length);
    if (placed.has(data)) return;
    placed.set(data, at);
    const padded = new Uint8Array((data.length + 3) & ~3);
    padded.set(data);
    parts.push(padded);
    at += padded.length;
  });
  return concat(profileHeader(at), table, ...parts);
}

function profileHeader(length: number): Uint8Array {
  const bytes = new Uint8Array(128);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, length);
  view.setUint32(8, 0x04200000);
  bytes.set(encodeUtf8("mntrRGB XYZ "), 12);
  // A day that never changes: the same profile each time.
  [2026, 1, 1].forEach((part, i) => {
    view.setUint16(24 + 2 * i, part);
  });
  bytes.set(encodeUtf8("acsp"), 36);
  [0.9642, 1, 0.8249].forEach((part, i) => {
    view.setInt32(68 + 4 * i, Math.round(part * 65536));
  });
  return bytes;
}

/** An array of s15Fixed16Number under its type. */
function fixed(type: string, ...values: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(8 + 4 * values.length);
  const view = new DataView(bytes.buffer);
  bytes.set(encodeUtf8(type), 0);
  values.forEach((value, i) => {
    view.setInt32(8 + 4 * i, Math.round(value * 65536));
  });
  return bytes;
}

const xyz = (x: number, y: number, z: number): Uint8Array => fixed("XYZ ", x, y, z);

/** Function type 3: linear near black, a power above. */
function parametricCurve(...values: readonly number[]): Uint8Array {
  const bytes = concat(new Uint8Array(4), fixed("para", ...values));
  bytes.copyWithin(0, 4, 12);
  bytes.set([0, 3, 0, 0], 8);
  return bytes;
}

/** One record in American English, as profiles have. */
function text(words: string): Uint8Array {
  const bytes = new Uint8Array(28 + 2 * words.length);
  const view = new DataView(bytes.buffer);
  bytes.set(encodeUtf8("mluc"), 0);
  view.setUint32(8, 1);
  view.setUint32(12, 12);
  bytes.set(encodeUtf8("enUS"), 16);
  view.setUint32(20, 2 * words.length);
  view.setUint32(24, 28);
  for (let i = 0; i < words.length; i++) view.setUint16(28 + 2 * i, words.charCodeAt(i));
  return bytes;
}
