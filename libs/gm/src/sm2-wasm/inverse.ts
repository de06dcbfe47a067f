import type { Address, Engine } from "./engine.ts";
import { operand, orderSquare } from "./memory-map.ts";
import { orderModulus } from "./modulus.ts";

// By Fermat: exponents are public, so the steps are the same for every number. Work space: operands 1 to 9.

/** to = from^(p-2): the inverse in the field, nought for nought. `from` is none of the operands but 0. */
export function invertField({ multiply, squareTimes, limbsAt }: Engine, to: Address, from: Address): void {
  let used = 0;
  const step = (start: Address, squarings: number, factor: Address, into = operand(++used)): Address => {
    squareTimes(into, start, squarings);
    multiply(into, into, factor);
    return into;
  };
  // ones3 is from^(2^3 - 1), and so on.
  const ones2 = step(from, 1, from);
  const ones3 = step(ones2, 1, from);
  const ones6 = step(ones3, 3, ones3);
  const ones12 = step(ones6, 6, ones6);
  const ones15 = step(ones12, 3, ones3);
  const ones30 = step(ones15, 15, ones15);
  const ones31 = step(ones30, 1, from);
  const ones32 = step(ones31, 1, from);
  // p - 2, from the top: 31 ones, a nought, 128 ones, 32 noughts, 62 ones, a nought, a one.
  const result = step(ones31, 33, ones32);
  for (const squarings of [32, 32, 32, 64]) step(result, squarings, ones32, result);
  step(result, 30, ones30, result);
  step(result, 2, from, result);
  limbsAt(to).set(limbsAt(result));
}

/** to = from^(n-2), all in Montgomery form modulo n. */
export function invertOrder({ multiplyOrder, limbsAt }: Engine, to: Address, from: Address): void {
  const base = operand(1);
  limbsAt(base).set(limbsAt(from));
  limbsAt(to).set(limbsAt(base));
  for (const bit of (orderModulus.value - 2n).toString(2).slice(1)) {
    multiplyOrder(to, to, to);
    if (bit === "1") multiplyOrder(to, to, base);
  }
}

/** to = from in Montgomery form modulo n. */
export const enterOrder = ({ multiplyOrder }: Engine, to: Address, from: Address): void =>
  multiplyOrder(to, from, orderSquare);
