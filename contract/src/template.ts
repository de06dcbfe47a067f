import Type, { type Static } from "typebox";
import { oneOf, Text } from "./shapes.ts";

/** Millimetres. */
const Place = Type.Number({ minimum: 0, maximum: 420 });
const Length = Type.Number({ exclusiveMinimum: 0, maximum: 420 });
const Box = Type.Object(
  { x: Place, y: Place, width: Length, height: Length },
  { additionalProperties: false, description: "In millimetres from the top left corner of the page" },
);
export type TemplateBox = Static<typeof Box>;

/** A front and a back, or a face and its annexes. */
export const mostTemplatePages = 8;
const PageExtent = Type.Object({ width: Length, height: Length }, { additionalProperties: false });
const on = {
  on: Type.Optional(
    Type.Integer({
      minimum: 2,
      maximum: mostTemplatePages,
      description: "The number of its page; the first unless said",
    }),
  ),
};
const PlacedBox = Type.Object(
  { ...Box.properties, ...on },
  { additionalProperties: false, description: "A box, and the page it stands on" },
);

const Colour = Type.String({ pattern: "^#[0-9a-f]{6}$" });
const Align = oneOf(["left", "centre", "right", "spread"]);
const StyleName = Type.String({ pattern: "^[a-z][a-z0-9-]{0,31}$" });

const Style = Type.Object(
  {
    face: oneOf(["serif", "sans", "bold"]),
    /** A text is set at its size if it fits, otherwise smaller, down to the minimum. */
    size: Type.Number({ minimum: 1, maximum: 60 }),
    minimumSize: Type.Number({ minimum: 1, maximum: 60 }),
    align: Align,
    vertical: oneOf(["top", "middle", "bottom"]),
    colour: Colour,
    letterSpacing: Type.Optional(Type.Number({ minimum: 0, maximum: 60 })),
    lineHeight: Type.Optional(Type.Number({ minimum: 1, maximum: 4 })),
  },
  { additionalProperties: false },
);

const placed = { box: Box, style: StyleName, align: Type.Optional(Align) };
const printed = { text: Text(200), ...placed };
const PrintedText = Type.Object({ ...printed, ...on }, { additionalProperties: false });
const Label = Type.Object(printed, { additionalProperties: false });

/** The designed pages of a licence type 版式: what `libs/ofd` draws, by the names it has there. */
export const TemplateDesign = Type.Object(
  {
    page: PageExtent,
    /** The second page and those behind it. What names no page stands on the first. */
    morePages: Type.Optional(Type.Array(PageExtent, { minItems: 1, maxItems: mostTemplatePages - 1 })),
    styles: Type.Record(StyleName, Style, { maxProperties: 40, additionalProperties: false }),
    /** Below the texts, in this order. */
    drawings: Type.Array(
      Type.Object(
        {
          draw: oneOf([
            "area",
            "frame",
            "rules",
            "plait",
            "fret",
            "waves",
            "net",
            "rosette",
            "emblem",
            "flourish",
          ]),
          box: Box,
          colour: Colour,
          ground: Type.Optional(Colour),
          size: Type.Optional(Type.Number({ minimum: 0.05, maximum: 30 })),
          ...on,
        },
        { additionalProperties: false },
      ),
      { maxItems: 120 },
    ),
    texts: Type.Array(PrintedText, { maxItems: 60 }),
    fields: Type.Array(
      Type.Object(
        {
          id: Type.String({ pattern: "^(?:KZ_)?[A-Z][A-Z0-9]{0,31}$" }),
          ...placed,
          /** On the page of its datum. */
          label: Type.Optional(Label),
          ...on,
        },
        { additionalProperties: false },
      ),
      { minItems: 1, maxItems: 80 },
    ),
    photo: Type.Optional(PlacedBox),
    qr: Type.Optional(PlacedBox),
    /** Places of further bodies' seals, in their order; beside the first where none are named. */
    moreSeals: Type.Optional(Type.Array(PlacedBox, { minItems: 1, maxItems: 8 })),
    /** Centred on what the fields in `over` take together, on their page: issuer and date, as on paper. */
    seal: Type.Object(
      {
        over: Type.Array(Type.String({ maxLength: 40 }), { minItems: 1, maxItems: 4 }),
        width: Length,
        height: Length,
        shift: Type.Optional(
          Type.Object(
            {
              x: Type.Number({ minimum: -420, maximum: 420 }),
              y: Type.Number({ minimum: -420, maximum: 420 }),
            },
            { additionalProperties: false },
          ),
        ),
      },
      { additionalProperties: false },
    ),
  },
  { $id: "TemplateDesign", additionalProperties: false },
);
export type TemplateDesign = Static<typeof TemplateDesign>;
