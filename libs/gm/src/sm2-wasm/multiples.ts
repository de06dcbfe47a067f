import { Gx, Gy } from "../sm2-curve.ts";
import { type Address, type Engine, startEngine } from "./engine.ts";
import { enterOrder, invertField, invertOrder } from "./inverse.ts";
import {
  isZero,
  limbsFromWords,
  limbsOf,
  recode,
  reduceFully,
  toBigIntFromLimbs,
  wordsFromBigInt,
  wordsFromBytes,
} from "./limbs.ts";
import {
  baseTable,
  keyTable,
  one,
  operand,
  rowBytes,
  running,
  scalar,
  secretsEnd,
  windowBits,
  windows,
} from "./memory-map.ts";
import { fieldModulus, limbs, orderModulus } from "./modulus.ts";
import { type AffinePoint, writeRows } from "./table.ts";

/** Multiples of points of SM2's curve, and what a signature needs besides. Scalars are 32 bytes in [1, n-1]. */
export interface Multiples {
  /** k · G. Steps and addresses do not depend on `k`. */
  ofBase(k: Uint8Array): AffinePoint;
  /** (1 + d)^-1 modulo n, in the form that `solve` takes. Its steps do not depend on `d`. */
  inverseOfNext(d: Uint8Array): Int32Array;
  /** inverse · (k + r) modulo n. Its steps do not depend on the first two. */
  solve(inverse: Int32Array, k: Uint8Array, r: bigint): bigint;
  /** Puts a table of the point into a slot: one row, or all, which makes `sumHasX` three times as fast. */
  remember(slot: number, point: AffinePoint, rows: "one" | "all"): void;
  /**
   * Whether s · G + t · (the slot's point) has an x with x ≡ `rest` modulo n. For public numbers. `undefined` where the
   * sum is the point at infinity or the way to it met an exception.
   */
  sumHasX(slot: number, rows: "one" | "all", s: bigint, t: bigint, rest: bigint): boolean | undefined;
}

const fieldLimbs = limbsOf(fieldModulus.value);
const orderLimbs = limbsOf(orderModulus.value);
const orderWords = new Uint32Array(8);
wordsFromBigInt(orderWords, orderModulus.value);
const { x, y, z } = running;

/** @throws what `startEngine` throws. */
export function startMultiples(): Multiples {
  const engine: Engine = startEngine();
  const { limbsAt, multiply, squareTimes, multiplyOrder, walk, words } = engine;
  const scalarWords = new Uint32Array(words.buffer, scalar, 9);
  const wordsOfSecret = new Uint32Array(words.buffer, operand(10), 8);
  const clearSecrets = (): void => {
    words.fill(0, 0, secretsEnd / 4);
  };
  const putSecret = (to: Address, bytes: Uint8Array): Int32Array => {
    wordsFromBytes(wordsOfSecret, bytes);
    const number = limbsAt(to);
    limbsFromWords(number, wordsOfSecret);
    return number;
  };
  /** The field element at an address, out of Montgomery form. */
  const plain = (to: Address, from: Address): Int32Array => {
    multiply(to, from, one);
    const number = limbsAt(to);
    reduceFully(number, fieldLimbs);
    return number;
  };
  writeRows(engine, baseTable, windows, { x: Gx, y: Gy });

  return {
    ofBase(k) {
      wordsFromBytes(scalarWords, k);
      walk(baseTable, rowBytes, 0, recode(scalarWords, orderWords), 1, 1);
      const [inverse, power] = [operand(0), operand(1)];
      const isInfinite = isZero(plain(power, z));
      invertField(engine, inverse, z);
      squareTimes(power, inverse, 1);
      multiply(x, x, power);
      multiply(power, power, inverse);
      multiply(y, y, power);
      const point = { x: toBigIntFromLimbs(plain(x, x)), y: toBigIntFromLimbs(plain(y, y)) };
      clearSecrets();
      if (isInfinite) throw new Error("a multiple of the base point met an exception");
      return point;
    },
    inverseOfNext(d) {
      const [next, result] = [operand(0), operand(2)];
      const number = putSecret(next, d);
      number[0] = (number[0] ?? 0) + 1;
      enterOrder(engine, next, next);
      invertOrder(engine, result, next);
      const inverse = limbsAt(result).slice();
      clearSecrets();
      return inverse;
    },
    solve(inverse, k, r) {
      const [left, right, result] = [operand(0), operand(1), operand(2)];
      limbsAt(left).set(inverse);
      const number = putSecret(right, k);
      const other = limbsOf(r);
      for (let i = 0; i < limbs; i++) number[i] = (number[i] ?? 0) + (other[i] ?? 0);
      multiplyOrder(result, left, right);
      reduceFully(limbsAt(result), orderLimbs);
      const solution = toBigIntFromLimbs(limbsAt(result));
      clearSecrets();
      return solution;
    },
    remember(slot, point, rows) {
      writeRows(engine, keyTable(slot), rows === "one" ? 1 : windows, point);
    },
    sumHasX(slot, rows, s, t, rest) {
      wordsFromBigInt(scalarWords, t);
      const negateT = recode(scalarWords, orderWords);
      if (rows === "one") walk(keyTable(slot), 0, windowBits, negateT, 1, 0);
      else walk(keyTable(slot), rowBytes, 0, negateT, 1, 0);
      wordsFromBigInt(scalarWords, s);
      walk(baseTable, rowBytes, 0, recode(scalarWords, orderWords), 0, 0);
      const [sum, square, expected] = [operand(0), operand(1), operand(2)];
      if (isZero(plain(sum, z))) return undefined;
      // x = X / Z², so no inversion: is rest · Z² = X?
      const actual = plain(sum, x);
      squareTimes(square, z, 1);
      const isX = (candidate: bigint): boolean => {
        limbsAt(expected).set(limbsOf(candidate));
        multiply(expected, expected, square);
        const number = limbsAt(expected);
        reduceFully(number, fieldLimbs);
        return number.every((limb, i) => limb === actual[i]);
      };
      const other = rest + orderModulus.value;
      return isX(rest) || (other < fieldModulus.value && isX(other));
    },
  };
}
