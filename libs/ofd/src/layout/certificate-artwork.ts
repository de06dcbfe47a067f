import { circle, curve, type Point, polygon, polyline, rectangle } from "./path-data.ts";
import { type Artwork, type Box, type Placement, placements } from "./template.ts";

/** The colours of a certificate: ivory paper, antique gold, and a pale gold that texts stay readable on. */
export const palette = {
  paper: "#fffdf6",
  gold: "#b08a3c",
  deepGold: "#8f6b23",
  paleGold: "#f3e9d0",
  softGold: "#e6d3a3",
  crimson: "#8e1b1b",
  ink: "#1c1a17",
} as const;

const inset = (box: Box, by: number): Box => ({
  x: box.x + by,
  y: box.y + by,
  width: box.width - 2 * by,
  height: box.height - 2 * by,
});

/** One eighth of a closed wave around the corner of its coordinates, the element of every guilloche: `lobes` waves of `depth`. */
const wreath = (radius: number, depth: number, lobes: number, phase = 0): string =>
  curve(
    (t) => {
      const r = radius + depth * Math.cos(lobes * t + phase);
      return [r * Math.cos(t), r * Math.sin(t)];
    },
    0,
    Math.PI / 4,
    lobes / 4,
  );

/** One eighth of interlaced wreaths of shrinking radius; `lobes` is a multiple of four. */
function rosette(radius: number, lobes: number, rings: number): string {
  const paths: string[] = [];
  for (let ring = 0; ring < rings; ring++) {
    const r = radius * (1 - (ring / rings) * 0.78);
    const depth = r * 0.17;
    for (const phase of [0, Math.PI]) paths.push(wreath(r - depth, depth, lobes, phase));
  }
  return paths.join(" ");
}

/** A part of a figure around a centre, again in its other places: compression notices, the eye does not. */
const around = (
  [x, y]: Point,
  reach: number,
  places: readonly Placement[],
  part: Omit<Artwork, "box" | "placed">,
): readonly Artwork[] =>
  places.map((placed) => ({
    ...part,
    box: { x: x - reach, y: y - reach, width: 2 * reach, height: 2 * reach },
    placed,
  }));

const quarterTurns = placements.filter(([a, b, c, d]) => a * d - b * c === 1);

/** Millimetres between the crests of a wave: pieces from crest to trough then begin, end and bend at whole millimetres. */
const waveLength = 24;

/**
 * Ground of the sheet: fine waves, very pale. Every sixth wave is the same path in another place, which compression
 * notices; each begins at a crest outside the area, which cuts it.
 */
export function waves(area: Box, stroke: string): readonly Artwork[] {
  const rows = Math.round(area.height / 4.5);
  const depth = 6;
  const half = waveLength / 2;
  return Array.from({ length: rows }, (_, row): Artwork => {
    const crest = ((row % 6) * waveLength) / 6 - waveLength;
    const at = (x: number): Point => {
      const swell = 1 + 0.55 * Math.cos((2 * Math.PI * x) / area.width);
      return [x, depth / 2 + 1.7 * swell * Math.cos((2 * Math.PI * (x - crest)) / waveLength)];
    };
    const pieces = Math.ceil((area.width - crest) / half);
    return {
      box: {
        x: area.x,
        y: area.y + ((row + 0.5) * area.height) / rows - depth / 2,
        width: area.width,
        height: depth,
      },
      path: curve(at, crest, crest + pieces * half, pieces),
      stroke,
      lineWidth: 0.12,
    };
  });
}

/** Ground of a card: two families of waves that cross, falling and rising. */
export function net(area: Box, stroke: string): readonly Artwork[] {
  const rows = Math.round(area.height / 6);
  const depth = 9;
  const half = waveLength / 2;
  const pieces = Math.ceil(area.width / half) + 2;
  return Array.from({ length: rows }, (_, row): Artwork => {
    const strand = (phase: number): string => {
      const from = phase - half;
      const at = (x: number): Point => [
        x,
        depth / 2 + 0.44 * depth * Math.cos((2 * Math.PI * (x - from)) / waveLength),
      ];
      return curve(at, from, from + pieces * half, pieces);
    };
    return {
      box: {
        x: area.x,
        y: area.y + ((row + 0.5) * area.height) / rows - depth / 2,
        width: area.width,
        height: depth,
      },
      path: [0, half / 2, half, half * 1.5].map((phase) => strand(phase - half)).join(" "),
      stroke,
      lineWidth: 0.1,
    };
  });
}

/** A large wreath of guilloche, pale behind the texts. */
export function groundRosette({ x, y, width, height }: Box, stroke: string): readonly Artwork[] {
  const lineWidth = 0.14;
  const reach = Math.min(width, height) / 2;
  const path = rosette(reach - lineWidth / 2, 24, 4);
  return around([x + width / 2, y + height / 2], reach, placements, { path, stroke, lineWidth });
}

/** Two rules with a plait of waves between them, and a rosette on each corner. */
export function plaitBorder(outer: Box, band: number, colour: string, ground: string): readonly Artwork[] {
  const middle = inset(outer, band / 2);
  const right = middle.x + middle.width;
  const bottom = middle.y + middle.height;
  const half = band * 0.4;
  const row = strand(middle.width, ([along, across]) => [along, half + across], band * 0.3);
  const column = strand(middle.height, ([along, across]) => [half - across, along], band * 0.3);
  // Three strands are one, each a third of the period further on; the corners hide where they begin and end.
  const plait = [0, 1, 2].map((third) => (third * plaitPeriod) / 3);
  const line = { stroke: colour, lineWidth: 0.22 };
  const rows = [middle.y, bottom].flatMap((y) =>
    plait.map((by): Artwork => {
      const box = { x: middle.x + by, y: y - half, width: middle.width - by, height: 2 * half };
      return { box, path: row, ...line };
    }),
  );
  const columns = [middle.x, right].flatMap((x) =>
    plait.map((by): Artwork => {
      const box = { x: x - half, y: middle.y + by, width: 2 * half, height: middle.height - by };
      return { box, path: column, ...line };
    }),
  );
  const corners = [middle.x, right].flatMap((x) =>
    [middle.y, bottom].flatMap((y) => cornerRosette([x, y], band * 0.86, colour, ground)),
  );
  return [...rules(outer, band, colour), ...rows, ...columns, ...corners];
}

/** A strong rule with a fine one inside it, and the same again at the inner edge of the band. */
export const rules = (outer: Box, band: number, colour: string): readonly Artwork[] => [
  { path: rectangle(outer), stroke: colour, lineWidth: Math.min(0.9, band * 0.11) },
  {
    path: [1.2, band - 1.2].map((by) => rectangle(inset(outer, band < 4 ? band / 2 : by))).join(" "),
    stroke: colour,
    lineWidth: 0.2,
  },
  { path: rectangle(inset(outer, band)), stroke: colour, lineWidth: Math.min(0.55, band * 0.08) },
];

/** 回纹: squared spirals between rules, mirrored in pairs, and a square within a square on each corner. */
export function fretBorder(outer: Box, band: number, colour: string): readonly Artwork[] {
  const edge = band * 0.16;
  const inner = inset(outer, band);
  const side = band - 2 * edge;
  const along = (length: number, put: (u: number, v: number) => Point): string => {
    const count = 2 * Math.round(length / (side * 1.24) / 2);
    const pitch = length / count;
    return Array.from({ length: count }, (_, i) =>
      polyline(
        spiral.map(([u, v]) => {
          const across = i % 2 === 0 ? u : 1 - u;
          return put(i * pitch + (pitch - side) / 2 + across * side, edge + v * side);
        }),
      ),
    ).join(" ");
  };
  const right = outer.x + outer.width;
  const bottom = outer.y + outer.height;
  const paths = [
    along(inner.width, (u, v) => [inner.x + u, outer.y + v]),
    along(inner.width, (u, v) => [inner.x + u, bottom - v]),
    along(inner.height, (u, v) => [outer.x + v, inner.y + u]),
    along(inner.height, (u, v) => [right - v, inner.y + u]),
  ];
  const squares = [outer.x, right - band].flatMap((x) =>
    [outer.y, bottom - band].map((y): Box => ({ x, y, width: band, height: band })),
  );
  return [
    { path: rectangle(outer), stroke: colour, lineWidth: band * 0.1 },
    { path: paths.join(" "), stroke: colour, lineWidth: band * 0.075 },
    { path: rectangle(inner), stroke: colour, lineWidth: band * 0.06 },
    {
      path: squares.flatMap((box) => [edge, band * 0.3].map((by) => rectangle(inset(box, by)))).join(" "),
      stroke: colour,
      lineWidth: band * 0.075,
    },
    { path: squares.map((box) => rectangle(inset(box, band * 0.43))).join(" "), fill: colour },
  ];
}

const spiral: readonly Point[] = [
  [0, 1],
  [0, 0],
  [1, 0],
  [1, 1],
  [0.27, 1],
  [0.27, 0.3],
  [0.73, 0.3],
  [0.73, 0.7],
  [0.5, 0.7],
];

const plaitPeriod = 9;

/** One wave of the plait along a line, from crest to crest. */
function strand(length: number, put: (point: Point) => Point, amplitude: number): string {
  const pieces = Math.floor((2 * length) / plaitPeriod);
  return curve(
    (t) => put([t, amplitude * Math.cos((2 * Math.PI * t) / plaitPeriod)]),
    0,
    pieces * (plaitPeriod / 2),
    pieces,
  );
}

function cornerRosette(centre: Point, radius: number, colour: string, ground: string): readonly Artwork[] {
  const reach = radius + 1.4;
  const box: Box = { x: centre[0] - reach, y: centre[1] - reach, width: 2 * reach, height: 2 * reach };
  return [
    { box, path: circle([reach, reach], radius + 0.9), fill: ground, stroke: colour, lineWidth: 0.45 },
    ...around(centre, reach, placements, { path: rosette(radius, 12, 3), stroke: colour, lineWidth: 0.16 }),
    { box, path: circle([reach, reach], radius * 0.16), fill: colour },
  ];
}

/** The place of an emblem: a golden flower of sixteen petals in a ring. It stands for nothing, on purpose. */
export function emblem(centre: Point, radius: number, colour: string): readonly Artwork[] {
  const step = Math.PI / 8;
  const halfPetal = (leaf: number, side: number): string =>
    `${curve(
      (t) => {
        const r = radius * (0.3 + 0.46 * t);
        const angle = step * (leaf + side * 0.42 * Math.sin(Math.PI * t));
        return [r * Math.cos(angle), r * Math.sin(angle)];
      },
      0,
      1,
      2,
    )} C`;
  // Whole ones, so that no seam runs through a petal.
  const petals = [0, 1, 2, 3].flatMap((leaf) => [halfPetal(leaf, 1), halfPetal(leaf, -1)]).join(" ");
  const rings = [0, Math.PI].map((phase) => wreath(radius * 0.89, radius * 0.055, 24, phase)).join(" ");
  return [
    { path: circle(centre, radius), stroke: colour, lineWidth: 0.5 },
    ...around(centre, radius, placements, { path: rings, stroke: colour, lineWidth: 0.18 }),
    ...around(centre, radius, quarterTurns, { path: petals, fill: colour }),
    { path: circle(centre, radius * 0.2), fill: colour },
  ];
}

/** A rule that tapers to both sides from a lozenge. */
export function flourish(centre: Point, half: number, colour: string): readonly Artwork[] {
  const [x, y] = centre;
  const wing = (sign: number): string =>
    polygon([
      [x + sign * 4.2, y - 0.28],
      [x + sign * half, y],
      [x + sign * 4.2, y + 0.28],
    ]);
  const lozenge = (cx: number, r: number): string =>
    polygon([
      [cx - r * 1.6, y],
      [cx, y - r],
      [cx + r * 1.6, y],
      [cx, y + r],
    ]);
  return [
    {
      path: [wing(-1), wing(1), lozenge(x, 0.95), lozenge(x - 2.9, 0.5), lozenge(x + 2.9, 0.5)].join(" "),
      fill: colour,
    },
  ];
}
