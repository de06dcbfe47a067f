import { drawFigures } from "./figures.ts";
import {
  type FixedText,
  type OnPage,
  pageOf,
  pagesOf,
  type Template,
  type TemplateField,
  type TextStyle,
} from "./template.ts";
import {
  type DesignField,
  type DesignSubject,
  type DesignText,
  frameItems,
  onPage,
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
 * The pages that documents of a type are written from. What `checkDesign` finds fault with may come out as nothing, or
 * as a template with faults of its own; a design without faults gives a template without.
 */
export function drawDesign(design: TemplateDesign, subject: DesignSubject): Template {
  const styleOf = ({ style, align }: Pick<DesignText, "style" | "align">): TextStyle => {
    const named = styleNamed(design, style) ?? fallback;
    return align === undefined ? named : { ...named, align };
  };
  const fixed = (text: DesignText, on: OnPage): FixedText => ({
    text: text.text,
    box: text.box,
    style: styleOf(text),
    ...onPage(on),
  });
  const data = new Map(subject.data.map((datum) => [datum.id, datum] as const));
  const fieldOf = (field: DesignField): readonly TemplateField[] => {
    const datum = data.get(field.id);
    const item = frameItems.get(field.id) ?? (datum && { ...datum, required: datum.required ?? false });
    if (item === undefined || item.kind === "photo") return [];
    const { kind, required } = item;
    const label = field.label?.text ?? item.label;
    return [{ id: field.id, label, kind, required, box: field.box, style: styleOf(field), ...onPage(field) }];
  };
  return {
    id: "design",
    version: "1",
    title: subject.title,
    page: design.page,
    ...(design.morePages === undefined ? {} : { morePages: design.morePages }),
    artwork: pagesOf(design).flatMap((_, at) => {
      const drawings = design.drawings.filter((drawing) => pageOf(drawing) === at + 1);
      return drawFigures(drawings).map((art) => (at === 0 ? art : { ...art, on: at + 1 }));
    }),
    texts: [
      ...design.texts.map((text) => fixed(text, text)),
      ...design.fields.flatMap((field) => (field.label === undefined ? [] : [fixed(field.label, field)])),
    ],
    fields: design.fields.flatMap(fieldOf),
    ...(design.photo === undefined ? {} : { photo: design.photo }),
    ...(design.qr === undefined ? {} : { qr: design.qr }),
    seal: sealBox(design) ?? { x: 0, y: 0, ...design.page },
    ...(design.moreSeals === undefined ? {} : { moreSeals: design.moreSeals }),
  };
}
