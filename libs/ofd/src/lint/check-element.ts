import { codeText } from "../read/page-text.ts";
import { attribute, child, type XmlElement } from "../xml/element.ts";
import type { Findings, Place } from "./findings.ts";
import type { Identifiers } from "./identifiers.ts";
import { pageShapes } from "./page-shapes.ts";
import type { Shape, ValueKind } from "./shape.ts";
import { structureShapes } from "./structure-shapes.ts";
import { countDeltas, isOfKind, isXmlId } from "./values.ts";

const ofdNamespace = "http://www.ofdspec.org/2016";

/** What checking one file needs of the document it belongs to. */
export interface Reading {
  readonly findings: Findings;
  readonly identifiers: Identifiers;
  /** Follows a link; `root` is what the file must be, "" for anything. */
  readonly follow: (link: string, root: string, name: string | undefined, place: Place) => void;
}

export const shapeNamed = (name: string): Shape | undefined => pageShapes[name] ?? structureShapes[name];

/** An element and all below it against its shape. @param place of the element, which it holds. */
export function checkElement(reading: Reading, element: XmlElement, name: string, place: Place): void {
  const shape = shapeNamed(name);
  if (shape === undefined) return;
  if (shape.open) {
    checkForeign(reading, element, place);
    return;
  }
  if (element.namespace !== ofdNamespace && place.parent?.element?.namespace !== element.namespace)
    reading.findings.add("namespace", place);
  checkAttributes(reading, element, shape, name, place);
  if (shape.text !== undefined) checkValue(reading, shape.text, element.text, undefined, name, place);
  checkChildren(reading, element, shape, place);
  checkMeaning(reading, element, name, place);
}

/** Tag files have a vocabulary of their own, in which only `ObjectRef` is the standard's (§16). */
function checkForeign(reading: Reading, element: XmlElement, place: Place): void {
  for (const one of element.children) {
    const at = inside(place, one, one.name === "ObjectRef" ? "ObjectRef" : undefined);
    if (one.name === "ObjectRef") {
      const shape = shapeNamed("ObjectRef");
      if (shape === undefined) continue;
      checkAttributes(reading, one, shape, "ObjectRef", at);
      checkValue(reading, { name: "ref", target: "" }, one.text, undefined, "ObjectRef", at);
    } else checkForeign(reading, one, at);
  }
}

function inside(parent: Place, element: XmlElement, shape: string | undefined): Place {
  const clause = shape === undefined ? undefined : shapeNamed(shape)?.clause;
  return {
    file: parent.file,
    element,
    parent,
    ...(shape !== undefined && { shape }),
    ...(clause !== undefined && { clause }),
  };
}

function checkAttributes(
  reading: Reading,
  element: XmlElement,
  shape: Shape,
  name: string,
  place: Place,
): void {
  const { findings } = reading;
  for (const [key, { required, kind }] of shape.attributes) {
    const value = attribute(element, key);
    if (value === undefined) {
      if (required) findings.add("missing-attribute", place, key);
    } else checkValue(reading, kind, value, key, name, place);
  }
  for (const key of element.attributes.keys()) {
    if (!shape.attributes.has(key) && !/^xmlns(:|$)|:/.test(key))
      findings.add("unknown-attribute", place, plainName(key));
  }
}

function checkValue(
  reading: Reading,
  kind: ValueKind,
  written: string,
  key: string | undefined,
  shape: string,
  place: Place,
): void {
  const { findings, identifiers } = reading;
  const value = written.trim();
  if (!isOfKind(kind, value)) {
    findings.add("bad-value", place, key ?? shape);
    return;
  }
  if (kind.name === "id") identifiers.define(value, shape, place, findings);
  else if (kind.name === "ref") identifiers.refer(value, kind.target, key, place);
  else if (kind.name === "loc") reading.follow(value, kind.target, key, place);
  else if (kind.name === "xmlid") {
    if (!isXmlId(value)) findings.add("id-form", place, key);
    identifiers.defineIn(kind.target, value, place, findings);
  }
}

/** Annex A: which children, how often, and in which order. */
function checkChildren(reading: Reading, element: XmlElement, shape: Shape, place: Place): void {
  const { findings } = reading;
  const counts = shape.slots.map(() => 0);
  let reached = 0;
  let ordered = true;
  for (const one of element.children) {
    const rule = shape.children.get(one.name);
    if (rule === undefined) {
      findings.add("unknown-element", place, plainName(one.name));
      continue;
    }
    const at = inside(place, one, rule.shape);
    if (rule.slot < reached && ordered) {
      ordered = false;
      findings.add("element-order", { ...at, clause: shape.clause });
    }
    reached = Math.max(reached, rule.slot);
    const count = (counts[rule.slot] ?? 0) + 1;
    counts[rule.slot] = count;
    if (count === 2 && shape.slots[rule.slot]?.repeated === false)
      findings.add("repeated-element", { ...at, clause: shape.clause });
    if (rule.kind !== undefined) checkValue(reading, rule.kind, one.text, undefined, one.name, at);
    if (rule.shape !== undefined) checkElement(reading, one, rule.shape, at);
  }
  shape.slots.forEach((slot, i) => {
    if (slot.required && counts[i] === 0) findings.add("missing-element", place, slot.names.join(" | "));
  });
}

/** What no schema can say. */
function checkMeaning(reading: Reading, element: XmlElement, name: string, place: Place): void {
  const { findings, identifiers } = reading;
  if (name === "CommonData") {
    const most = child(element, "MaxUnitID")?.text.trim() ?? "";
    if (/^\d{1,10}$/.test(most)) identifiers.maximum = Number(most);
  }
  if (name === "OFD" && attribute(element, "Version") !== "1.0") findings.add("version", place);
  if (name === "Font" && child(element, "FontFile") === undefined) findings.add("font-not-embedded", place);
  if (name === "TextCode") {
    const characters = [...codeText(element.text)].length;
    for (const key of ["DeltaX", "DeltaY"]) {
      const deltas = attribute(element, key);
      if (deltas !== undefined && countDeltas(deltas) !== characters - 1)
        findings.add("delta-count", place, key);
    }
  }
}

/** Names come from the file: only such as may be a name of this vocabulary are repeated. */
const plainName = (name: string): string => (/^[A-Za-z][A-Za-z0-9]{0,40}$/.test(name) ? name : "?");
