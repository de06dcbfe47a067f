import { OfdError } from "../error.ts";

/** GB/T 33190 ST_Box, in millimetres, y downwards. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** GB/T 33190 CTM "a b c d e f", the same six numbers as SVG's `matrix()`. */
export type Matrix = readonly [number, number, number, number, number, number];

export const identity: Matrix = [1, 0, 0, 1, 0, 0];

const numeral = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,3})?$/;

/** Finite and within what any drawing can mean, or undefined. */
export function parseNumber(text: string | undefined): number | undefined {
  const trimmed = text?.trim();
  if (trimmed === undefined || !numeral.test(trimmed)) return undefined;
  const value = Number(trimmed);
  return Math.abs(value) <= 1e7 ? value : undefined;
}

/** ST_Array of numbers; undefined when one of its items is none. */
export function parseNumbers(text: string | undefined): readonly number[] | undefined {
  if (text === undefined) return undefined;
  const numbers: number[] = [];
  for (const item of text.trim().split(/[\s,]+/)) {
    const value = parseNumber(item);
    if (value === undefined) return undefined;
    numbers.push(value);
  }
  return numbers;
}

export function parseBox(text: string | undefined): Box | undefined {
  const [x, y, width, height, ...rest] = parseNumbers(text) ?? [];
  if (x === undefined || y === undefined || width === undefined || height === undefined || rest.length > 0)
    return undefined;
  return { x, y, width, height };
}

/** @throws OfdError `bad-value`. */
export function requireBox(text: string | undefined, what: string, path?: string): Box {
  const box = parseBox(text);
  if (box === undefined) throw new OfdError("bad-value", `${what} is no box`, path);
  return box;
}

export function parseMatrix(text: string | undefined): Matrix | undefined {
  const [a, b, c, d, e, f, ...rest] = parseNumbers(text) ?? [];
  if (a === undefined || b === undefined || c === undefined || d === undefined) return undefined;
  if (e === undefined || f === undefined || rest.length > 0) return undefined;
  return [a, b, c, d, e, f];
}

/** `outer` after `inner`. */
export function multiply(outer: Matrix, inner: Matrix): Matrix {
  const [a, b, c, d, e, f] = outer;
  const [p, q, r, s, t, u] = inner;
  return [a * p + c * q, b * p + d * q, a * r + c * s, b * r + d * s, a * t + c * u + e, b * t + d * u + f];
}

export const translation = (x: number, y: number): Matrix => [1, 0, 0, 1, x, y];

/** The upright box around what `matrix` makes of `box`. */
export function transformBox(matrix: Matrix, box: Box): Box {
  const [a, b, c, d] = matrix;
  const [, , , , x, y] = multiply(matrix, translation(box.x, box.y));
  const across = [a * box.width, c * box.height];
  const down = [b * box.width, d * box.height];
  const lowest = (parts: readonly number[]) => parts.reduce((sum, part) => sum + Math.min(0, part), 0);
  const length = (parts: readonly number[]) => parts.reduce((sum, part) => sum + Math.abs(part), 0);
  return { x: x + lowest(across), y: y + lowest(down), width: length(across), height: length(down) };
}
