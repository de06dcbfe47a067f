import {
  type OfdDocument,
  OfdError,
  openPackage,
  type ReadPorts,
  readDocument,
  renderPage,
  type Stamp,
} from "@liangzheng/ofd";
import type { SignatureReport } from "./report.ts";

/** Where a signature's seal stands on a page, in parts of the page's width and height. */
export interface SealPlace {
  /** From 1. */
  readonly page: number;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Preview {
  /** SVG, the seals drawn and numbered in the order of the report. For orientation only: the verdict covers all pages. */
  readonly pages: readonly string[];
  readonly count: number;
  /** Of each signature of the report, in its order: on the pages drawn. */
  readonly places: readonly (readonly SealPlace[])[];
}

/** The first `most` pages with the seals on them; `undefined` when the file cannot be drawn. */
export function drawPreview(
  file: Uint8Array,
  signatures: readonly SignatureReport[],
  most: number,
  ports?: ReadPorts,
): Preview | undefined {
  try {
    const [document] = readDocument(openPackage(file, {}, ports));
    if (document === undefined) return undefined;
    const stamps = signatures.flatMap(stampsOf);
    const pages = document.pages.slice(0, most).map((_, index) => renderPage(document, index, { stamps }));
    const places = signatures.map((signature) => placesOf(signature, document, pages));
    return { pages, count: document.pages.length, places };
  } catch (error) {
    if (error instanceof OfdError) return undefined;
    throw error;
  }
}

/** Where a signature of the report shows its seal; one without a picture shows nothing. */
export function stampsOf({ picture, stamps }: SignatureReport, index: number): Stamp[] {
  if (picture === undefined) return [];
  return stamps.map(({ pageRef, boundary: [x, y, width, height], clip }) => ({
    pageId: pageRef,
    boundary: { x, y, width, height },
    ...(clip === undefined ? {} : { clip: { x: clip[0], y: clip[1], width: clip[2], height: clip[3] } }),
    picture: { type: picture.type, bytes: picture.data, width, height },
    number: index + 1,
  }));
}

function placesOf(
  { stamps }: SignatureReport,
  { pages: links }: OfdDocument,
  pages: readonly string[],
): readonly SealPlace[] {
  return stamps.flatMap(({ pageRef, boundary: [x, y, width, height] }) => {
    const index = links.findIndex(({ id }) => id === pageRef);
    const [, pageWidth, pageHeight] = /viewBox="0 0 (\S+) (\S+)"/.exec(pages[index] ?? "") ?? [];
    const [across, down] = [Number(pageWidth), Number(pageHeight)];
    if (!(across > 0 && down > 0)) return [];
    return [{ page: index + 1, x: x / across, y: y / down, width: width / across, height: height / down }];
  });
}
