import { type Code, call, get, i32, i64, repeatWhile, set, type WasmFunction, when } from "./assembler.ts";
import { limbBits, limbMask, limbs, type Modulus } from "./modulus.ts";

const range = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, i) => from + i);
const sum = ([first = i64.value(0n), ...others]: readonly Code[]): Code =>
  others.reduce((total, term) => i64.add(total, term), first);

// Parameters: destination, left, right. Locals after them: limbs of left, of right, the multipliers, an accumulator.
const left = (i: number): Code => get(3 + i);
const right = (i: number): Code => get(3 + limbs + i);
const multiplier = (i: number): Code => get(3 + 2 * limbs + i);
const accumulator = 3 + 3 * limbs;

const half = 1n << (limbBits - 1n);

/** destination = left · right / R. */
export const multiplication = (name: string, modulus: Modulus): WasmFunction => ({
  name,
  parameters: 3,
  i64: 3 * limbs + 1,
  body: [
    range(0, limbs).map((i) => set(3 + i, i64.load32Signed(4 * i, get(1)))),
    range(0, limbs).map((i) => set(3 + limbs + i, i64.load32Signed(4 * i, get(2)))),
    reduced(modulus, (column) => pairs(column).map(([i, j]) => i64.mul(left(i), right(j)))),
  ],
});

/** destination = left² / R. The third parameter is not looked at. */
export const squaring = (name: string, modulus: Modulus): WasmFunction => ({
  name,
  parameters: 3,
  i64: 3 * limbs + 1,
  body: [
    range(0, limbs).map((i) => set(3 + i, i64.load32Signed(4 * i, get(1)))),
    reduced(modulus, (column) => {
      const unequal = pairs(column).filter(([i, j]) => i < j);
      const twice =
        unequal.length === 0
          ? []
          : [i64.shl(sum(unequal.map(([i, j]) => i64.mul(left(i), left(j)))), i64.value(1n))];
      return column % 2 === 0 ? [...twice, i64.mul(left(column / 2), left(column / 2))] : twice;
    }),
  ],
});

/** destination = left^(2^times), by `square`. */
export const repeatedSquaring = (name: string, square: number): WasmFunction => ({
  name,
  parameters: 3,
  body: [
    call(square, get(0), get(1), get(1)),
    set(2, i32.sub(get(2), i32.value(1))),
    when(
      get(2),
      repeatWhile(get(2), call(square, get(0), get(0), get(0)), set(2, i32.sub(get(2), i32.value(1)))),
    ),
  ],
});

const pairs = (column: number): (readonly [number, number])[] =>
  range(Math.max(0, column - limbs + 1), Math.min(column, limbs - 1) + 1).map(
    (i) => [i, column - i] as const,
  );

function reduced(modulus: Modulus, products: (column: number) => readonly Code[]): Code {
  const [lowest, ...others] = modulus.terms;
  const carry = (column: number): Code[] => (column === 0 ? [] : [get(accumulator)]);
  const column = (at: number): Code =>
    others
      .filter(({ limb }) => at >= limb && at - limb < limbs)
      .reduce(
        (total, { limb, coefficient }) => plusScaled(total, multiplier(at - limb), coefficient),
        sum([...carry(at), ...products(at)]),
      );
  const shifted = i64.shr(get(accumulator), i64.value(limbBits));
  const low = range(0, limbs).map((at) => [
    set(accumulator, column(at)),
    set(
      3 + 2 * limbs + at,
      i64.and(
        modulus.factor === 1n ? get(accumulator) : i64.mul(get(accumulator), i64.value(modulus.factor)),
        i64.value(limbMask),
      ),
    ),
    // A lowest coefficient of -1 takes away what the shift drops anyway.
    lowest === undefined || lowest.coefficient === -1n
      ? []
      : set(accumulator, plusScaled(get(accumulator), multiplier(at), lowest.coefficient)),
    set(accumulator, shifted),
  ]);
  const high = range(limbs, 2 * limbs - 1).map((at) => [
    set(accumulator, i64.add(column(at), i64.value(half))),
    i64.store32(
      4 * (at - limbs),
      get(0),
      i64.sub(i64.and(get(accumulator), i64.value(limbMask)), i64.value(half)),
    ),
    set(accumulator, shifted),
  ]);
  return [low, high, i64.store32(4 * (limbs - 1), get(0), get(accumulator))];
}

function plusScaled(total: Code, value: Code, coefficient: bigint): Code {
  const magnitude = coefficient < 0n ? -coefficient : coefficient;
  if ((magnitude & (magnitude - 1n)) !== 0n) return i64.add(total, i64.mul(value, i64.value(coefficient)));
  const shifted = i64.shl(value, i64.value(BigInt(magnitude.toString(2).length - 1)));
  return coefficient < 0n ? i64.sub(total, shifted) : i64.add(total, shifted);
}
