import { drawFigures } from "./figures.ts";
import type { FixedText, Template, TemplateField, TextStyle } from "./template.ts";
import {
  type DesignField,
  type DesignSubject,
  type DesignText,
  frameItems,
  sealBox,
  styleNamed,
  type TemplateDesign,
} from "./template-design.ts";

const fallback: TextStyle = {
  face: "serif",
  size: 4,
  minimumSize: 2,
  align: "left",
  vertical: "middle",
  colour: "#000000",
};

/**
 * The page that documents of a type are written from. What `checkDesign` finds fault with may come out as nothing, or
 * as a template with faults of its own; a design without faults gives a template without.
 */
export function drawDesign(design: TemplateDesign, subject: DesignSubject): Template {
  const styleOf = ({ style, align }: Pick<DesignText, "style" | "align">): TextStyle => {
    const named = styleNamed(design, style) ?? fallback;
    return align === undefined ? named : { ...named, align };
  };
  const fixed = (text: DesignText): FixedText => ({ text: text.text, box: text.box, style: styleOf(text) });
  const data = new Map(subject.data.map((datum) => [datum.id, datum] as const));
  const fieldOf = (field: DesignField): readonly TemplateField[] => {
    const datum = data.get(field.id);
    const item = frameItems.get(field.id) ?? (datum && { ...datum, required: datum.required ?? false });
    if (item === undefined || item.kind === "photo") return [];
    const { kind, required } = item;
    const label = field.label?.text ?? item.label;
    return [{ id: field.id, label, kind, required, box: field.box, style: styleOf(field) }];
  };
  return {
    id: "design",
    version: "1",
    title: subject.title,
    page: design.page,
    artwork: drawFigures(design.drawings),
    texts: [
      ...design.texts.map(fixed),
      ...design.fields.flatMap(({ label }) => (label === undefined ? [] : [fixed(label)])),
    ],
    fields: design.fields.flatMap(fieldOf),
    ...(design.photo === undefined ? {} : { photo: design.photo }),
    ...(design.qr === undefined ? {} : { qr: design.qr }),
    seal: sealBox(design) ?? { x: 0, y: 0, ...design.page },
    ...(design.moreSeals === undefined ? {} : { moreSeals: design.moreSeals }),
  };
}
