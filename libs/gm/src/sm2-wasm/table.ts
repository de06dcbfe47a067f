import type { Address, Engine } from "./engine.ts";
import { invertField } from "./inverse.ts";
import { limbsOf } from "./limbs.ts";
import {
  chosen,
  entryBytes,
  fieldOne,
  fieldSquare,
  operand,
  rowBytes,
  rowEntries,
  running,
  windowBits,
  workPoint,
} from "./memory-map.ts";
import { limbs } from "./modulus.ts";

/** Affine coordinates as they stand in signatures and keys. */
export interface AffinePoint {
  readonly x: bigint;
  readonly y: bigint;
}

const number = running.y - running.x;
const points = { x: 0, y: number, z: 2 * number, product: 3 * number };

/**
 * Writes rows of a table: row i holds the odd multiples 1, 3 … 63 of 2^(6 i) · point. No step of it meets an exception
 * of the addition, since none of these multiples is a multiple of the order.
 */
export function writeRows(engine: Engine, table: Address, rows: number, { x, y }: AffinePoint): void {
  const { limbsAt, multiply, double, add, words } = engine;
  const copy = (to: Address, from: Address): void => limbsAt(to).set(limbsAt(from));
  const save = (i: number): void => {
    words.copyWithin(workPoint(i) / 4, 0, points.product / 4);
  };

  limbsAt(running.x).set(limbsOf(x));
  limbsAt(running.y).set(limbsOf(y));
  for (const at of [running.x, running.y]) multiply(at, at, fieldSquare);
  copy(running.z, fieldOne);
  for (let row = 0; row < rows; row++) {
    save(2 * row);
    double();
    save(2 * row + 1);
    for (let i = 1; i < windowBits && row < rows - 1; i++) double();
  }
  makeAffine(engine, 0, 2 * rows);

  const others = rowEntries - 1;
  for (let row = 0; row < rows; row++) {
    const [first, second] = [workPoint(2 * row), workPoint(2 * row + 1)];
    copy(running.x, first + points.x);
    copy(running.y, first + points.y);
    copy(running.z, fieldOne);
    copy(chosen.x, second + points.x);
    copy(chosen.y, second + points.y);
    for (let i = 0; i < others; i++) {
      add();
      save(2 * rows + row * others + i);
    }
  }
  makeAffine(engine, 2 * rows, rows * others);

  for (let row = 0; row < rows; row++) {
    for (let i = 0; i < rowEntries; i++) {
      const from = workPoint(i === 0 ? 2 * row : 2 * rows + row * others + i - 1);
      const entry = table + row * rowBytes + i * entryBytes;
      copy(entry, from + points.x);
      copy(entry + 4 * limbs, from + points.y);
    }
  }
}

/** Brings work points to Z = 1, with one inversion for all of them. */
function makeAffine(engine: Engine, start: number, count: number): void {
  const { multiply, limbsAt, squareTimes } = engine;
  const [inverse, own, power] = [operand(0), operand(1), operand(2)];
  limbsAt(inverse).set(limbsAt(fieldOne));
  for (let i = start; i < start + count; i++) {
    const at = workPoint(i);
    limbsAt(at + points.product).set(limbsAt(inverse));
    multiply(inverse, inverse, at + points.z);
  }
  invertField(engine, inverse, inverse);
  for (let i = start + count - 1; i >= start; i--) {
    const at = workPoint(i);
    multiply(own, inverse, at + points.product);
    multiply(inverse, inverse, at + points.z);
    squareTimes(power, own, 1);
    multiply(at + points.x, at + points.x, power);
    multiply(power, power, own);
    multiply(at + points.y, at + points.y, power);
  }
}
