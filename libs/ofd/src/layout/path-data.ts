import type { Box } from "./template.ts";

export type Point = readonly [x: number, y: number];

/** Two decimals (10 micrometres) keep artwork small; it is compressed once but shipped with every document. */
const coordinate = (value: number): string => String(Math.round(value * 100) / 100 || 0);

const moveTo = ([x, y]: Point): string => `M ${coordinate(x)} ${coordinate(y)}`;
const lineTo = ([x, y]: Point): string => `L ${coordinate(x)} ${coordinate(y)}`;

/** OFD abbreviated data (GB/T 33190): an open polyline. */
export const polyline = (points: readonly Point[]): string =>
  points.map((point, i) => (i === 0 ? moveTo(point) : lineTo(point))).join(" ");

export const polygon = (points: readonly Point[]): string => `${polyline(points)} C`;

export const rectangle = ({ x, y, width, height }: Box): string =>
  polygon([
    [x, y],
    [x + width, y],
    [x + width, y + height],
    [x, y + height],
  ]);

/**
 * A smooth curve through a parametric function, as cubic Béziers (`B` in OFD) whose tangents are taken numerically:
 * a tenth of the points that a polyline would need.
 */
export function curve(at: (t: number) => Point, from: number, to: number, pieces: number): string {
  const step = (to - from) / pieces;
  const tiny = step / 1000;
  const tangent = (t: number): Point => {
    const [x0, y0] = at(t - tiny);
    const [x1, y1] = at(t + tiny);
    return [((x1 - x0) / (2 * tiny)) * (step / 3), ((y1 - y0) / (2 * tiny)) * (step / 3)];
  };
  let start = at(from);
  let leaving = tangent(from);
  let path = moveTo(start);
  for (let i = 1; i <= pieces; i++) {
    const t = from + i * step;
    const end = at(t);
    const arriving = tangent(t);
    const numbers = [
      start[0] + leaving[0],
      start[1] + leaving[1],
      end[0] - arriving[0],
      end[1] - arriving[1],
      end[0],
      end[1],
    ];
    path += ` B ${numbers.map(coordinate).join(" ")}`;
    start = end;
    leaving = arriving;
  }
  return path;
}

/** Four quarters, each a Bézier whose distance from the circle is a four-thousandth of the radius at most. */
export function circle([x, y]: Point, radius: number): string {
  const pull = ((Math.SQRT2 - 1) * 4 * radius) / 3;
  const quarter = (...points: readonly Point[]): string =>
    `B ${points.map(([dx, dy]) => `${coordinate(x + dx)} ${coordinate(y + dy)}`).join(" ")}`;
  return [
    moveTo([x + radius, y]),
    quarter([radius, pull], [pull, radius], [0, radius]),
    quarter([-pull, radius], [-radius, pull], [-radius, 0]),
    quarter([-radius, -pull], [-pull, -radius], [0, -radius]),
    quarter([pull, -radius], [radius, -pull], [radius, 0]),
    "C",
  ].join(" ");
}
