import { concat } from "@liangzheng/bytes";
import {
  at,
  content,
  form,
  type Objects,
  page,
  pageObject,
  replace,
  signatureField,
  stream,
  textField,
  textOf,
  write,
  writePacked,
} from "../../libs/pdf/testing/small-pdf.ts";
import type { Chance } from "../chance.ts";
import { mutateBytes } from "./bytes.ts";
import { mutateDer } from "./der.ts";

const bodies: readonly string[] = [
  ...Object.values(page),
  content("Pay 900"),
  pageObject("", "/Contents[4 0 R 30 0 R]"),
  pageObject("6 0 R 7 0 R 30 0 R"),
  form("7 0 R"),
  form("6 0 R 7 0 R 30 0 R", "/XFA 30 0 R"),
  signatureField(),
  signatureField("/V 9 0 R"),
  signatureField("/V 30 0 R"),
  textField("/V(x)/AP<</N 4 0 R>>"),
  stream("S", "/Type/XObject/Subtype/Form"),
  "<</Type/Catalog/Pages 2 0 R/AcroForm 8 0 R/DSS 30 0 R>>",
  "<</Type/Catalog/Pages 30 0 R/AcroForm 8 0 R/OpenAction 30 0 R>>",
  "<</Type/Pages/Kids[3 0 R 30 0 R]/Count 2>>",
  "<</Type/Annot/Subtype/Stamp/Rect[0 0 99 99]>>",
  "null",
  "4 0 R",
  "[".repeat(99),
];
const numbers: readonly number[] = [...Object.values(at), 9, 20, 21, 30, 31];

const anUpdate = (chance: Chance): Objects =>
  Object.fromEntries(
    Array.from({ length: 1 + chance.length(4) }, () => [chance.pick(numbers), chance.pick(bodies)]),
  );

/** A number of the file's structure: a range, a place, a size. */
function changeNumber(bytes: Uint8Array, chance: Chance): Uint8Array {
  const found = [...textOf(bytes).matchAll(/\d+/g)];
  const { 0: old, index } = chance.pick(found);
  const now = chance.oneIn(3)
    ? chance.pick(found)[0]
    : String(Math.max(0, Number(old) + chance.below(41) - 20));
  const text = now.padStart(old.length, "0").slice(0, old.length);
  return concat(bytes.subarray(0, index), Buffer.from(text), bytes.subarray(index + old.length));
}

/** The message of one of the signatures, changed in its room. */
function changeMessage(bytes: Uint8Array, chance: Chance): Uint8Array {
  const text = textOf(bytes);
  const { 0: all, 1: old = "", index } = chance.pick([...text.matchAll(/\/Contents<([0-9a-f]+)>/g)]);
  const der = Buffer.from(old, "hex");
  const length = 4 + der.readUInt16BE(2);
  const now = Buffer.from(mutateDer(new Uint8Array(der.subarray(0, length)), chance)).toString("hex");
  return Buffer.from(
    text.slice(0, index) +
      `/Contents<${now.padEnd(old.length, "0").slice(0, old.length)}>` +
      text.slice(index + all.length),
    "latin1",
  );
}

/** One to three changes that know what a PDF is made of. */
export function mutatePdf(bytes: Uint8Array, chance: Chance, lend: Uint8Array): Uint8Array {
  let out = bytes;
  for (let left = 1 + chance.length(3); left > 0; left--) {
    const draw = chance.below(12);
    if (draw < 4) out = update(out, chance);
    else if (draw < 6 && /\d/.test(textOf(out))) out = changeNumber(out, chance);
    else if (draw < 8 && /\/Contents<30[0-9a-f]{200,}>/.test(textOf(out))) out = changeMessage(out, chance);
    else if (draw === 8 && textOf(out).includes("Pay 100")) out = replace(out, "Pay 100", "Pay 900");
    else if (draw === 9) out = concat(out, lend);
    else out = mutateBytes(out, chance, lend);
  }
  return out;
}

const update = (bytes: Uint8Array, chance: Chance): Uint8Array =>
  (chance.oneIn(3) ? writePacked : write)(anUpdate(chance), bytes);
