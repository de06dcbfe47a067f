import {
  alignments,
  type Box,
  faces,
  fieldKinds,
  placements,
  type Template,
  verticalAlignments,
} from "./template.ts";

/** What is wrong with a template: a JSON pointer and a sentence. */
export interface TemplateFault {
  readonly at: string;
  readonly message: string;
}

type Json = Readonly<Record<string, unknown>>;

/** A page that is not there holds nothing. */
const nowhere: Box = { x: 0, y: 0, width: 0, height: 0 };

const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const isSize = (value: unknown): value is number =>
  typeof value === "number" && Number.isFinite(value) && value > 0 && value <= 2000;
const isOneOf = (list: readonly string[], value: unknown): boolean =>
  typeof value === "string" && list.includes(value);
const isPlacement = (value: unknown): boolean =>
  Array.isArray(value) && placements.some((one) => one.join() === value.join());
const isColour = (value: unknown): boolean => typeof value === "string" && /^#[0-9a-f]{6}$/.test(value);
const pathData =
  /^(?:(?:[MSL] -?\d+(?:\.\d+)? -?\d+(?:\.\d+)?|Q(?: -?\d+(?:\.\d+)?){4}|B(?: -?\d+(?:\.\d+)?){6}|A(?: -?\d+(?:\.\d+)?){7}|C)(?: |$))+$/;
/** XML 1.0 Name without colon, so that an id can be an element of the tag file (GB/T 36905 data index). */
const name = /^[A-Za-z_][A-Za-z0-9_.-]{0,63}$/;

/**
 * Every fault of a template that came from outside; none means `value` is a `Template`.
 * Boxes must lie on the page: an object that starts outside it is not seen and still counts as printed.
 */
export function checkTemplate(value: unknown): readonly TemplateFault[] {
  const faults: TemplateFault[] = [];
  const fault = (at: string, message: string): void => void faults.push({ at, message });
  if (!isObject(value)) return [{ at: "", message: "a template is an object" }];

  for (const key of ["id", "version", "title"]) {
    if (typeof value[key] !== "string" || value[key] === "") fault(`/${key}`, "a text that is not empty");
  }
  const page = value["page"];
  if (!isObject(page) || !isSize(page["width"]) || !isSize(page["height"])) {
    return [...faults, { at: "/page", message: "width and height in millimetres" }];
  }
  const sheets: Box[] = [{ x: 0, y: 0, width: page["width"], height: page["height"] }];
  if (value["morePages"] !== undefined)
    list(value, "morePages", fault, ({ width, height }, at) => {
      if (isSize(width) && isSize(height)) sheets.push({ x: 0, y: 0, width, height });
      else fault(at, "width and height in millimetres");
    });
  /** Of the page that something stands on. */
  const paperOf = (item: Json, at: string): Box => {
    const { on } = item;
    const sheet = on === undefined || (typeof on === "number" && on > 1) ? sheets[(on ?? 1) - 1] : undefined;
    if (sheet === undefined) fault(`${at}/on`, "the number of a page, from 2");
    return sheet ?? nowhere;
  };

  list(value, "artwork", fault, (item, at) => {
    if (typeof item["path"] !== "string" || !pathData.test(item["path"]))
      fault(`${at}/path`, "OFD abbreviated path data");
    if (item["box"] !== undefined) checkBox(item["box"], `${at}/box`, paperOf(item, at), fault);
    if (item["placed"] !== undefined && !isPlacement(item["placed"]))
      fault(`${at}/placed`, "a quarter turn or a mirror image, as four numbers");
    for (const key of ["fill", "stroke"])
      if (item[key] !== undefined && !isColour(item[key])) fault(`${at}/${key}`, "a colour #rrggbb");
    if (item["fill"] === undefined && item["stroke"] === undefined) fault(at, "a fill or a stroke");
    if (item["lineWidth"] !== undefined && !isSize(item["lineWidth"]))
      fault(`${at}/lineWidth`, "millimetres");
  });
  list(value, "texts", fault, (item, at) => {
    if (typeof item["text"] !== "string" || item["text"] === "")
      fault(`${at}/text`, "a text that is not empty");
    checkBox(item["box"], `${at}/box`, paperOf(item, at), fault);
    checkStyle(item["style"], `${at}/style`, fault);
  });
  const seen = new Set<unknown>();
  list(value, "fields", fault, (item, at) => {
    const id = item["id"];
    if (typeof id !== "string" || !name.test(id)) fault(`${at}/id`, "a pinyin id such as CZZT or KZ_XM");
    if (seen.has(id)) fault(`${at}/id`, "an id used once");
    seen.add(id);
    if (typeof item["label"] !== "string") fault(`${at}/label`, "a text");
    if (!isOneOf(fieldKinds, item["kind"])) fault(`${at}/kind`, `one of ${fieldKinds.join(", ")}`);
    if (typeof item["required"] !== "boolean") fault(`${at}/required`, "true or false");
    checkBox(item["box"], `${at}/box`, paperOf(item, at), fault);
    checkStyle(item["style"], `${at}/style`, fault);
  });
  for (const key of ["photo", "qr", "seal"]) {
    const box = value[key];
    if (box !== undefined || key === "seal")
      checkBox(box, `/${key}`, paperOf(isObject(box) ? box : {}, `/${key}`), fault);
  }
  if (value["moreSeals"] !== undefined)
    list(value, "moreSeals", fault, (item, at) => checkBox(item, at, paperOf(item, at), fault));
  return faults;
}

/** Narrowing for callers that have seen no fault. */
export const isTemplate = (value: unknown): value is Template => checkTemplate(value).length === 0;

type Fault = (at: string, message: string) => void;

function list(value: Json, key: string, fault: Fault, check: (item: Json, at: string) => void): void {
  const items = value[key];
  if (!Array.isArray(items)) {
    fault(`/${key}`, "a list");
    return;
  }
  items.forEach((item: unknown, index) => {
    if (isObject(item)) check(item, `/${key}/${index}`);
    else fault(`/${key}/${index}`, "an object");
  });
}

function checkBox(value: unknown, at: string, paper: Box, fault: Fault): void {
  const { x, y, width, height } = isObject(value) ? value : {};
  if (typeof x !== "number" || typeof y !== "number" || !isSize(width) || !isSize(height)) {
    fault(at, "a box of x, y, width, height in millimetres");
    return;
  }
  const inside = x >= 0 && y >= 0 && x + width <= paper.width + 0.02 && y + height <= paper.height + 0.02;
  if (!inside) fault(at, "a box on the page");
}

function checkStyle(value: unknown, at: string, fault: Fault): void {
  if (!isObject(value)) {
    fault(at, "a style");
    return;
  }
  const { size, minimumSize, letterSpacing, lineHeight } = value;
  if (!isOneOf(faces, value["face"])) fault(`${at}/face`, `one of ${faces.join(", ")}`);
  if (!isOneOf(alignments, value["align"])) fault(`${at}/align`, `one of ${alignments.join(", ")}`);
  if (!isOneOf(verticalAlignments, value["vertical"]))
    fault(`${at}/vertical`, `one of ${verticalAlignments.join(", ")}`);
  if (!isColour(value["colour"])) fault(`${at}/colour`, "a colour #rrggbb");
  if (!isSize(size)) fault(`${at}/size`, "millimetres");
  if (!isSize(minimumSize) || (isSize(size) && minimumSize > size))
    fault(`${at}/minimumSize`, "millimetres, not above the size");
  if (letterSpacing !== undefined && (typeof letterSpacing !== "number" || !(letterSpacing >= 0)))
    fault(`${at}/letterSpacing`, "millimetres");
  if (lineHeight !== undefined && (typeof lineHeight !== "number" || !(lineHeight >= 1 && lineHeight <= 4)))
    fault(`${at}/lineHeight`, "a factor from 1 to 4");
}
