import type { TemplateFault } from "./check-template.ts";
import { drawFigures } from "./figures.ts";
import { type FontMetrics, fitText, isFitted } from "./fit-text.ts";
import { type Box, type OnPage, pageOf, pagesOf } from "./template.ts";
import {
  type DesignField,
  type DesignSubject,
  type DesignText,
  frameItems,
  sealBox,
  styleNamed,
  type TemplateDesign,
  unionOf,
} from "./template-design.ts";

/** Millimetres. */
export const designLimits = {
  page: { least: 50, most: 420 },
  text: 1.5,
  /** A module of 0.35 mm at the 41 modules that an identifier takes. */
  qr: 15,
  photo: { width: 15, height: 20 },
  /** The smallest round seal of an organ. A seal of any size stands with its centre in the middle of its place. */
  seal: 40,
} as const;

/** Millimetres: positions are kept in hundredths. */
const slack = 0.02;

export const designRules = [
  "size",
  "outside",
  "overlap",
  "seal",
  "style",
  "datum",
  "twice",
  "not-printed",
  "photo",
  "does-not-fit",
  "missing-glyph",
] as const;
export type DesignRule = (typeof designRules)[number];

/** What is wrong with a design, and which rule says so. */
export interface DesignFault extends TemplateFault {
  readonly rule: DesignRule;
}

type Fault = (at: string, rule: DesignRule, message: string) => void;

/** Something on the page that nothing else may stand on. */
interface Taken {
  readonly at: string;
  readonly box: Box;
  readonly page: number;
  /** The field that it belongs to. */
  readonly field?: string;
}

/**
 * Every fault of a design: a JSON pointer into it and a sentence. None means that every datum of the subject has its
 * place, nothing stands on anything else, and the seal covers only what it is set over.
 * @param metrics when given, fixed texts and the title are set and must fit.
 */
export function checkDesign(
  design: TemplateDesign,
  subject: DesignSubject,
  metrics?: FontMetrics,
): readonly DesignFault[] {
  const faults: DesignFault[] = [];
  const fault: Fault = (at, rule, message) => {
    const page = pageNamed(design, at);
    faults.push({ at, rule, message: page > 1 ? `${message} (page ${page})` : message });
  };
  checkPage(design, fault);
  checkStyles(design, fault);
  checkData(design, subject, fault);
  const taken = takenBoxes(design);
  for (const { at, box, page } of taken) checkInside(design, at, box, page, fault);
  checkOverlaps(taken, fault);
  checkSeal(design, taken, fault);
  for (const [i, box] of (design.moreSeals ?? []).entries())
    checkInside(design, `/moreSeals/${i}`, box, pageOf(box), fault);
  if (metrics !== undefined) checkFit(design, subject, metrics, fault);
  return faults;
}

/** The page that a place in the design lies on. */
function pageNamed(design: TemplateDesign, at: string): number {
  const [, list = "", index = ""] = at.split("/");
  if (list === "morePages") return Number(index) + 2;
  const named: Readonly<Record<string, OnPage | readonly OnPage[] | undefined>> = {
    texts: design.texts,
    fields: design.fields,
    drawings: design.drawings,
    moreSeals: design.moreSeals,
    photo: design.photo,
    qr: design.qr,
    seal: sealBox(design),
  };
  const found = Object.hasOwn(named, list) ? named[list] : undefined;
  const one = Array.isArray(found) ? found[Number(index)] : found;
  return one === undefined ? 1 : pageOf(one);
}

function checkPage(design: TemplateDesign, fault: Fault): void {
  const { drawings, photo, qr } = design;
  const { least, most } = designLimits.page;
  pagesOf(design).forEach(({ width, height }, i) => {
    if (![width, height].every((side) => side >= least && side <= most))
      fault(i === 0 ? "/page" : `/morePages/${i - 1}`, "size", `a page of ${least} to ${most} mm`);
  });
  drawings.forEach((drawing, i) => {
    // Waves and corners reach further than the box they are drawn in.
    const artwork = drawFigures([drawing]);
    if (artwork.length === 0) fault(`/drawings/${i}/box`, "size", "too small to be drawn");
    const reach = artwork.flatMap(({ box }) => (box === undefined ? [] : [box]));
    checkInside(design, `/drawings/${i}/box`, unionOf([drawing.box, ...reach]), pageOf(drawing), fault);
  });
  const { width, height } = designLimits.photo;
  if (photo !== undefined && (photo.width < width || photo.height < height))
    fault("/photo", "size", `at least ${width} × ${height} mm`);
  if (qr !== undefined && Math.min(qr.width, qr.height) < designLimits.qr)
    fault("/qr", "size", `at least ${designLimits.qr} × ${designLimits.qr} mm`);
}

function checkStyles({ styles }: TemplateDesign, fault: Fault): void {
  for (const [name, { size, minimumSize }] of Object.entries(styles)) {
    if (minimumSize < designLimits.text)
      fault(`/styles/${name}/minimumSize`, "size", `at least ${designLimits.text} mm`);
    if (minimumSize > size) fault(`/styles/${name}/minimumSize`, "size", "not above the size");
  }
}

function checkData(design: TemplateDesign, subject: DesignSubject, fault: Fault): void {
  const { texts, fields, photo } = design;
  const known = (at: string, { style }: { readonly style: string }): void => {
    if (styleNamed(design, style) === undefined) fault(`${at}/style`, "style", "a style of this template");
  };
  texts.forEach((text, i) => {
    known(`/texts/${i}`, text);
  });
  const printed = new Set<string>();
  const ids = new Set([
    ...frameItems.keys(),
    ...subject.data.filter(({ kind }) => kind !== "photo").map(({ id }) => id),
  ]);
  fields.forEach((field, i) => {
    const at = `/fields/${i}`;
    known(at, field);
    if (field.label !== undefined) known(`${at}/label`, field.label);
    if (!ids.has(field.id)) fault(`${at}/id`, "datum", "a datum that the type prints");
    if (printed.has(field.id)) fault(`${at}/id`, "twice", "printed once");
    printed.add(field.id);
  });
  for (const { id, label, kind, same } of subject.data) {
    if (kind === "photo") {
      if (photo === undefined) fault("/photo", "photo", "the type has a photo, and the page no place for it");
    } else if (!printed.has(id) && (same === undefined || !printed.has(same)))
      fault("/fields", "not-printed", `${label} (${id}) is not printed`);
  }
  if (photo !== undefined && !subject.data.some(({ kind }) => kind === "photo"))
    fault("/photo", "photo", "the type has no photo");
}

function takenBoxes({ texts, fields, photo, qr }: TemplateDesign): readonly Taken[] {
  const ofField = (one: DesignField, i: number): readonly Taken[] => {
    const { id, box, label } = one;
    const page = pageOf(one);
    return [
      { at: `/fields/${i}/box`, box, page, field: id },
      ...(label === undefined ? [] : [{ at: `/fields/${i}/label/box`, box: label.box, page, field: id }]),
    ];
  };
  return [
    ...texts.map((one, i): Taken => ({ at: `/texts/${i}/box`, box: one.box, page: pageOf(one) })),
    ...fields.flatMap(ofField),
    ...(photo === undefined ? [] : [{ at: "/photo", box: photo, page: pageOf(photo) }]),
    ...(qr === undefined ? [] : [{ at: "/qr", box: qr, page: pageOf(qr) }]),
  ];
}

function checkInside(
  design: Pick<TemplateDesign, "page" | "morePages">,
  at: string,
  box: Box,
  number: number,
  fault: Fault,
): void {
  const page = pagesOf(design)[number - 1];
  if (page === undefined) {
    fault(at, "outside", "a page of this template");
    return;
  }
  const { x, y, width, height } = box;
  const inside = x >= 0 && y >= 0 && x + width <= page.width + slack && y + height <= page.height + slack;
  if (!inside) fault(at, "outside", "a box on the page");
}

const overlap = (a: Box, b: Box): boolean =>
  a.x + a.width > b.x + slack &&
  b.x + b.width > a.x + slack &&
  a.y + a.height > b.y + slack &&
  b.y + b.height > a.y + slack;

function checkOverlaps(taken: readonly Taken[], fault: Fault): void {
  taken.forEach(({ at, box, page }, i) => {
    const under = taken.slice(0, i).find((other) => other.page === page && overlap(box, other.box));
    if (under !== undefined) fault(at, "overlap", `overlaps ${under.at}`);
  });
}

function checkSeal(design: TemplateDesign, taken: readonly Taken[], fault: Fault): void {
  const { over, width, height } = design.seal;
  const least = designLimits.seal;
  if (width < least || height < least) fault("/seal", "size", `at least ${least} × ${least} mm`);
  const place = sealBox(design);
  over.forEach((id, i) => {
    const under = design.fields.find((field) => field.id === id);
    if (under === undefined) fault(`/seal/over/${i}`, "datum", "a field of this template");
    else if (place !== undefined && pageOf(under) !== pageOf(place))
      fault(`/seal/over/${i}`, "outside", "on one page with what else the seal is set over");
  });
  if (place === undefined) return;
  checkInside(design, "/seal", place, pageOf(place), fault);
  for (const { at, box, page, field } of taken)
    if (
      page === pageOf(place) &&
      !(field !== undefined && over.includes(field)) &&
      isUnderEllipse(box, place)
    )
      fault("/seal", "seal", `covers ${at}`);
}

/** Does the round or oval seal in `place` reach into the box? */
function isUnderEllipse(box: Box, place: Box): boolean {
  const [rx, ry] = [place.width / 2, place.height / 2];
  const [cx, cy] = [place.x + rx, place.y + ry];
  const nearest = (from: number, to: number, centre: number): number => Math.min(Math.max(centre, from), to);
  const dx = (nearest(box.x, box.x + box.width, cx) - cx) / rx;
  const dy = (nearest(box.y, box.y + box.height, cy) - cy) / ry;
  return dx * dx + dy * dy < 1 - 1e-6;
}

function checkFit(design: TemplateDesign, subject: DesignSubject, metrics: FontMetrics, fault: Fault): void {
  const check = (at: string, text: DesignText): void => {
    const style = styleNamed(design, text.style);
    if (style === undefined) return;
    const result = fitText(text.text, text.box, { ...style, align: text.align ?? style.align }, metrics);
    if (isFitted(result)) return;
    fault(
      at,
      result.reason,
      result.reason === "does-not-fit"
        ? "the text is too long for its box"
        : "a character that the font does not have",
    );
  };
  design.texts.forEach((text, i) => {
    check(`/texts/${i}/box`, text);
  });
  design.fields.forEach((field, i) => {
    if (field.label !== undefined) check(`/fields/${i}/label/box`, field.label);
    if (field.id === "ZZMC") check(`/fields/${i}/box`, { ...field, text: subject.title });
  });
}
