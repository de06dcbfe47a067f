import { parseNumber } from "../model/geometry.ts";

const maxDeltas = 100_000;

/**
 * GB/T 33190 §11.3 DeltaX and DeltaY: distances between characters, with `g n d` for n times d.
 * @param wanted no more than so many are expanded, whatever n says.
 */
export function readDeltas(text: string | undefined, wanted: number): readonly number[] {
  if (text === undefined) return [];
  const deltas: number[] = [];
  const most = Math.min(wanted, maxDeltas);
  const items = text.trim().split(/[\s,]+/);
  for (let i = 0; i < items.length && deltas.length < most; i++) {
    if (items[i] !== "g") {
      const delta = parseNumber(items[i]);
      if (delta === undefined) break;
      deltas.push(delta);
      continue;
    }
    const times = parseNumber(items[i + 1]);
    const delta = parseNumber(items[i + 2]);
    if (times === undefined || delta === undefined) break;
    for (let k = 0; k < times && deltas.length < most; k++) deltas.push(delta);
    i += 2;
  }
  return deltas;
}

/** Where characters stand; fewer than there are characters when the rest simply follows. */
export interface Positions {
  readonly x: readonly number[];
  readonly y: readonly number[];
}

export function positionsOf(
  x: number,
  y: number,
  deltaX: readonly number[],
  deltaY: readonly number[],
): Positions {
  // Only DeltaY: a column, whose characters all stand at x.
  const across = deltaX.length === 0 && deltaY.length > 0 ? deltaY.map(() => 0) : deltaX;
  return { x: running(x, across), y: running(y, deltaY) };
}

function running(start: number, deltas: readonly number[]): readonly number[] {
  const sums = [start];
  let sum = start;
  for (const delta of deltas) {
    sum += delta;
    sums.push(sum);
  }
  return sums;
}
