import {
  listSignatures,
  openPdf,
  type PdfFile,
  PdfReadError,
  type PdfSignatureValue,
  type PdfWork,
} from "@liangzheng/pdf";
import { fail, pass } from "../checklist.ts";
import type { Check } from "../report.ts";

/** What a signature covers: a whole revision of the file, but for its own value. */
export interface Revision {
  readonly check: Check;
  /** The document as the signer left it, where the range holds. */
  readonly document?: PdfFile;
  /** The bytes that were signed, in their order. */
  readonly parts: readonly [Uint8Array, Uint8Array] | undefined;
  /** Where it ends; 0 where nothing is covered. */
  readonly end: number;
}

/**
 * The range of a signature (ISO 32000-1 §12.8.1), strictly: from the first byte on, with one gap that holds the Contents of
 * this very dictionary, brackets and nothing else; up to the end of a revision in which the same field bears it. Attacks on PDF
 * signatures wrap, move or forge one of these.
 */
export function findRevision(file: PdfFile, value: PdfSignatureValue, work: PdfWork): Revision {
  const bad = (check: Check): Revision => ({ check, parts: undefined, end: 0 });
  const { byteRange, contents } = value;
  if (byteRange === undefined || contents === undefined) return bad(fail("byte-range", "byte-range-missing"));
  const detail = byteRange.join(" ");
  const [start, gap, after, rest] = byteRange;
  const end = after + rest;
  if (start !== 0 || after <= gap || end > file.bytes.length || rest === 0) {
    return bad(fail("byte-range", "byte-range-wrong", detail));
  }
  if (contents.at !== gap || contents.end !== after)
    return bad(fail("byte-range", "contents-outside-gap", detail));
  const document = findDocument(file, value, end, work);
  if (document === undefined) return bad(fail("byte-range", "no-such-revision", detail));
  const { bytes } = file;
  return {
    check: pass("byte-range", undefined, detail),
    document,
    parts: [bytes.subarray(0, gap), bytes.subarray(after, end)],
    end,
  };
}

/** The file up to `end`, where it is a PDF by itself and shows this signature in this field. */
function findDocument(
  file: PdfFile,
  value: PdfSignatureValue,
  end: number,
  work: PdfWork,
): PdfFile | undefined {
  const whole = end === file.bytes.length;
  try {
    const document = whole ? file : openPdf(file.bytes.subarray(0, end), work);
    const shown = listSignatures(document).find(({ number }) => number === value.number);
    const same =
      shown !== undefined &&
      shown.at === value.at &&
      shown.end <= end &&
      shown.field.name === value.field.name &&
      shown.field.number === value.field.number;
    return same ? document : undefined;
  } catch (error) {
    if (error instanceof PdfReadError && error.code !== "too-much-work") return undefined;
    throw error;
  }
}
