import {
  emblem,
  flourish,
  fretBorder,
  groundRosette,
  net,
  palette,
  plaitBorder,
  rules,
  waves,
} from "./certificate-artwork.ts";
import { type Point, rectangle } from "./path-data.ts";
import type { Artwork, Box } from "./template.ts";
import type { Drawing, Figure } from "./template-design.ts";

/** A border finer than this could not be told from a line, and has more waves than a page should carry. */
const finest = 2;
const centreOf = ({ x, y, width, height }: Box): Point => [x + width / 2, y + height / 2];

const draw: Readonly<Record<Figure, (drawing: Drawing) => readonly Artwork[]>> = {
  area: ({ box, colour }) => [{ path: rectangle(box), fill: colour }],
  frame: ({ box, colour, ground, size }) => [
    {
      path: rectangle(box),
      stroke: colour,
      lineWidth: size ?? 0.3,
      ...(ground === undefined ? {} : { fill: ground }),
    },
  ],
  rules: bordering(({ box, colour }, band) => rules(box, band, colour)),
  plait: bordering(({ box, colour, ground }, band) =>
    plaitBorder(box, band, colour, ground ?? palette.paper),
  ),
  fret: bordering(({ box, colour }, band) => fretBorder(box, band, colour)),
  waves: ({ box, colour }) => waves(box, colour),
  net: ({ box, colour }) => net(box, colour),
  rosette: ({ box, colour }) => groundRosette(box, colour),
  emblem: ({ box, colour }) => emblem(centreOf(box), Math.min(box.width, box.height) / 2, colour),
  flourish: ({ box, colour }) => flourish(centreOf(box), box.width / 2, colour),
};

/** What is drawn below the texts, in order. Areas of one colour in a row, the rules of a table, become one object. */
export function drawFigures(drawings: readonly Drawing[]): readonly Artwork[] {
  const artwork: Artwork[] = [];
  let area: string | undefined;
  for (const drawing of drawings) {
    const last = artwork.at(-1);
    const [first, ...more] = draw[drawing.draw](drawing);
    const isArea = drawing.draw === "area";
    if (isArea && area === drawing.colour && last !== undefined && first !== undefined)
      artwork.splice(-1, 1, { ...last, path: `${last.path} ${first.path}` });
    else artwork.push(...(first === undefined ? [] : [first]), ...more);
    area = isArea ? drawing.colour : undefined;
  }
  return artwork;
}

/** A border around no more than itself is none. */
function bordering(border: (drawing: Drawing, band: number) => readonly Artwork[]) {
  return (drawing: Drawing): readonly Artwork[] => {
    const band = Math.max(finest, drawing.size ?? 8.5);
    return Math.min(drawing.box.width, drawing.box.height) < 3 * band ? [] : border(drawing, band);
  };
}
