import { checkTemplate } from "../layout/check-template.ts";
import type { FontMetrics } from "../layout/fit-text.ts";
import { layoutFixedTexts } from "../layout/page-layout.ts";
import { type Face, type FieldKind, faces, pageOf, pagesOf, type Template } from "../layout/template.ts";
import { paths, templatePageFile } from "./package-paths.ts";
import { pathObject, type TextFrame, textFrame, textObject } from "./page-content.ts";
import { makeConstantPart, type Part, type WritePorts } from "./part.ts";
import type { QrPen } from "./qr-code.ts";
import { OfdWriteError } from "./write-error.ts";
import { declaration, namespace } from "./xml-text.ts";

/** Where glyphs come from. Without `subset` nothing is embedded and fonts are asked for by their standard names. */
export interface FontSource {
  readonly metrics: FontMetrics;
  /** A TrueType file with the glyphs and the character map of these characters, the same for the same characters. */
  readonly subset?: (face: Face, text: string) => Uint8Array;
}

/** Object numbers of one page: the page itself, the template page beneath it, and the layers of both. */
export interface PageIds {
  readonly page: number;
  readonly templatePage: number;
  readonly templateLayer: number;
  readonly layer: number;
}

/** Object numbers of one template: the same in every document made from it. */
export interface ObjectIds {
  readonly pages: readonly PageIds[];
  readonly fixedFonts: Readonly<Record<Face, number>>;
  readonly valueFonts: Readonly<Record<Face, number>>;
  readonly photoResource: number;
  readonly photo: number;
  readonly qr: number;
  readonly attachment: number;
  readonly fields: ReadonlyMap<string, number>;
  readonly max: number;
}

export interface PreparedTemplate {
  readonly template: Template;
  readonly fonts: FontSource;
  readonly ports: WritePorts;
  readonly ids: ObjectIds;
  /** Of the text of each field, and the page it stands on. */
  readonly frames: ReadonlyMap<string, TextFrame & { readonly page: number }>;
  /** The template pages and the fonts of their texts. */
  readonly parts: readonly Part[];
  /** Characters that the constant font of each face already has. */
  readonly fixedCharacters: Readonly<Record<Face, ReadonlySet<string>>>;
  readonly fixedFaces: ReadonlySet<Face>;
  /** Parts that depend only on which optional things a document has; see `structureParts`. */
  readonly structures: Map<string, readonly Part[]>;
  /** By the modules of a side; see `drawCode`. */
  readonly pens: Map<number, QrPen>;
}

/** `checkTemplate` has seen to it that every page is there. */
const nowhere = { x: 0, y: 0, width: 0, height: 0 };

const digits = "0123456789.-/";
const capitals = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

/**
 * Does once what all documents of a template share: checks it, sets the fixed texts, subsets, compresses and digests.
 * @throws OfdWriteError `bad-template` (field: JSON pointer), `does-not-fit` or `missing-glyph` for a fixed text.
 */
export function prepareTemplate(template: Template, fonts: FontSource, ports: WritePorts): PreparedTemplate {
  const fault = checkTemplate(template)[0];
  if (fault !== undefined) throw new OfdWriteError("bad-template", fault.at);
  const { texts, problems } = layoutFixedTexts(template, fonts.metrics);
  const problem = problems[0];
  if (problem !== undefined) throw new OfdWriteError(problem.reason, problem.field, problems);

  let id = 0;
  const next = (): number => ++id;
  const three = (): Record<Face, number> => ({ serif: next(), sans: next(), bold: next() });
  const page = next();
  const templatePage = next();
  const fixedFonts = three();
  const valueFonts = three();
  const templateLayer = next();
  const sheets = pagesOf(template).map((extent) => ({ x: 0, y: 0, ...extent }));
  const bodies = sheets.map(() => "");
  for (const art of template.artwork)
    bodies[pageOf(art) - 1] += pathObject(next(), sheets[pageOf(art) - 1] ?? nowhere, art);
  for (const [at, text] of texts.entries()) {
    const object = textObject(textFrame(next(), text.box, text.colour), fixedFonts[text.face], text);
    bodies[pageOf(template.texts[at] ?? {}) - 1] += object;
  }
  const fields = new Map(template.fields.map((field) => [field.id, next()] as const));
  const first: PageIds = { page, templatePage, templateLayer, layer: next() };
  const own = { photoResource: next(), photo: next(), qr: next(), attachment: next() };
  // Behind everything else: the numbers of a template of one page stay what they were.
  const pages = sheets.map((_, at) =>
    at === 0 ? first : { page: next(), templatePage: next(), templateLayer: next(), layer: next() },
  );
  const ids: ObjectIds = { pages, fixedFonts, valueFonts, ...own, fields, max: id };

  const frames = new Map(
    template.fields.map((field) => {
      const frame = textFrame(fields.get(field.id) ?? 0, field.box, field.style.colour);
      return [field.id, { ...frame, page: pageOf(field) }] as const;
    }),
  );
  const fixedCharacters = collectCharacters(template, fonts);
  const fixedFaces = new Set(faces.filter((face) => fixedCharacters[face].size > 0));
  const parts = pages.map(({ templateLayer: layer }, at) => {
    const content =
      `${declaration}<ofd:Page ${namespace}><ofd:Content><ofd:Layer ID="${layer}" Type="Background">\n` +
      `${bodies[at] ?? ""}</ofd:Layer></ofd:Content></ofd:Page>`;
    return makeConstantPart(`${paths.folder}/${templatePageFile(at)}`, content, ports);
  });
  for (const face of fixedFaces) {
    const bytes = fonts.subset?.(face, [...fixedCharacters[face]].join(""));
    if (bytes !== undefined) parts.push(makeConstantPart(fontPath("fixed", face), bytes, ports));
  }
  const stores = { structures: new Map(), pens: new Map() };
  return { template, fonts, ports, ids, frames, parts, fixedCharacters, fixedFaces, ...stores };
}

export const fontFile = (use: "fixed" | "value", face: Face): string => `${use}-${face}.ttf`;
export const fontPath = (use: "fixed" | "value", face: Face): string =>
  `${paths.resources}/${fontFile(use, face)}`;

function collectCharacters(template: Template, fonts: FontSource): Record<Face, ReadonlySet<string>> {
  const sets = { serif: new Set<string>(), sans: new Set<string>(), bold: new Set<string>() };
  for (const { text, style } of template.texts) for (const character of text) sets[style.face].add(character);
  for (const { id, kind, style } of template.fields) {
    for (const character of everyday(template, id, kind)) {
      const known = fonts.metrics.advance(style.face, character.codePointAt(0) ?? 0) !== undefined;
      if (known) sets[style.face].add(character);
    }
  }
  return sets;
}

/** Set with the fixed texts so that numbers, dates and the identifier need no glyphs of their own. */
function everyday({ title }: Template, id: string, kind: FieldKind): string {
  if (id === "ZZMC") return title;
  if (id === "ZZBS") return digits + capitals;
  return kind === "date" ? `${digits}年月日时分长期` : digits;
}
