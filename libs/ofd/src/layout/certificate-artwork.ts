import { circle, curve, type Point, polygon, polyline, rectangle } from "./path-data.ts";
import type { Artwork, Box } from "./template.ts";

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

/** A closed wave around a centre, the element of every guilloche: `lobes` waves of `depth` on a circle. */
const wreath = (centre: Point, radius: number, depth: number, lobes: number, phase = 0): string =>
  `${curve(
    (t) => {
      const r = radius + depth * Math.cos(lobes * t + phase);
      return [centre[0] + r * Math.cos(t), centre[1] + r * Math.sin(t)];
    },
    0,
    2 * Math.PI,
    lobes * 2,
  )} C`;

/** Interlaced wreaths of shrinking radius. */
function rosette(centre: Point, radius: number, lobes: number, rings: number): string {
  const paths: string[] = [];
  for (let ring = 0; ring < rings; ring++) {
    const r = radius * (1 - (ring / rings) * 0.78);
    const depth = r * 0.17;
    for (const phase of [0, Math.PI]) paths.push(wreath(centre, r - depth, depth, lobes, phase));
  }
  return paths.join(" ");
}

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
export const groundRosette = ({ x, y, width, height }: Box, stroke: string): readonly Artwork[] => [
  {
    path: rosette([x + width / 2, y + height / 2], Math.min(width, height) / 2, 24, 4),
    stroke,
    lineWidth: 0.14,
  },
];

/** Two rules with a plait of waves between them, and a rosette on each corner. */
export function plaitBorder(outer: Box, band: number, colour: string, ground: string): readonly Artwork[] {
  const plaitStroke = { stroke: colour, lineWidth: 0.22 };
  const middle = inset(outer, band / 2);
  const half = band * 0.4;
  const rows = [middle.y, middle.y + middle.height].map(
    (y): Artwork => ({
      box: { x: middle.x, y: y - half, width: middle.width, height: 2 * half },
      path: plait([0, half], [middle.width, half], band * 0.3),
      ...plaitStroke,
    }),
  );
  const columns = [middle.x, middle.x + middle.width].map(
    (x): Artwork => ({
      box: { x: x - half, y: middle.y, width: 2 * half, height: middle.height },
      path: plait([half, 0], [half, middle.height], band * 0.3),
      ...plaitStroke,
    }),
  );
  const corners = [middle.x, middle.x + middle.width].flatMap((x) =>
    [middle.y, middle.y + middle.height].flatMap((y) => cornerRosette([x, y], band * 0.86, colour, ground)),
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

const plait = (from: Point, to: Point, amplitude: number): string =>
  [0, 1, 2].map((k) => strand(from, to, amplitude, (k * plaitPeriod) / 3)).join(" ");

function cornerRosette([x, y]: Point, radius: number, colour: string, ground: string): readonly Artwork[] {
  const reach = radius + 1.4;
  const box: Box = { x: x - reach, y: y - reach, width: 2 * reach, height: 2 * reach };
  const centre: Point = [reach, reach];
  return [
    { box, path: circle(centre, radius + 0.9), fill: ground, stroke: colour, lineWidth: 0.45 },
    { box, path: rosette(centre, radius, 12, 3), stroke: colour, lineWidth: 0.16 },
    { box, path: circle(centre, radius * 0.16), fill: colour },
  ];
}

/** One wave of the plait, from crest to crest; its ends lie under the rosettes of the corners. */
function strand(from: Point, to: Point, amplitude: number, shift: number): string {
  const length = Math.hypot(to[0] - from[0], to[1] - from[1]);
  const along: Point = [(to[0] - from[0]) / length, (to[1] - from[1]) / length];
  const pieces = Math.floor((2 * (length - shift)) / plaitPeriod);
  return curve(
    (t) => {
      const sway = amplitude * Math.cos((2 * Math.PI * (t - shift)) / plaitPeriod);
      return [from[0] + along[0] * t - along[1] * sway, from[1] + along[1] * t + along[0] * sway];
    },
    shift,
    shift + pieces * (plaitPeriod / 2),
    pieces,
  );
}

/** The place of an emblem: a golden flower of sixteen petals in a ring. It stands for nothing, on purpose. */
export function emblem(centre: Point, radius: number, colour: string): readonly Artwork[] {
  const petals: string[] = [];
  const leaves = 16;
  for (let i = 0; i < leaves; i++) {
    const angle = (2 * Math.PI * i) / leaves;
    const turn = (r: number, a: number): Point => [
      centre[0] + r * Math.cos(angle + a),
      centre[1] + r * Math.sin(angle + a),
    ];
    const half = Math.PI / leaves;
    const side = (sign: number): string =>
      curve((t) => turn(radius * (0.3 + 0.46 * t), sign * half * 0.84 * Math.sin(Math.PI * t)), 0, 1, 2);
    petals.push(`${side(1)} C`, `${side(-1)} C`);
  }
  return [
    { path: circle(centre, radius), stroke: colour, lineWidth: 0.5 },
    { path: wreath(centre, radius * 0.89, radius * 0.055, 24), stroke: colour, lineWidth: 0.18 },
    {
      path: wreath(centre, radius * 0.89, radius * 0.055, 24, Math.PI),
      stroke: colour,
      lineWidth: 0.18,
    },
    { path: petals.join(" "), fill: colour },
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
