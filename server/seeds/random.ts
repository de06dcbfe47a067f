/** A stream of choices that is the same for the same seed, on every machine. Not for secrets. */
export interface Random {
  /** 0 ≤ x < 1. */
  fraction(): number;
  /** An integer between both ends, which belong to it. */
  integer(from: number, to: number): number;
  chance(probability: number): boolean;
  pick<T>(list: readonly T[]): T;
  shuffled<T>(list: readonly T[]): T[];
  /** A stream of its own, so that what is drawn for one thing never moves another. */
  stream(name: string): Random;
}

/** mulberry32 over a seed of 32 bits. */
export function createRandom(seed: string): Random {
  let state = hash(seed);
  const fraction = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000;
  };
  const integer = (from: number, to: number): number => from + Math.floor(fraction() * (to - from + 1));
  const pick = <T>(list: readonly T[]): T => {
    if (list.length === 0) throw new RangeError("nothing to pick from");
    return list[integer(0, list.length - 1)] as T;
  };
  return {
    fraction,
    integer,
    pick,
    chance: (probability) => fraction() < probability,
    shuffled(list) {
      const result = [...list];
      for (let last = result.length - 1; last > 0; last--) {
        const other = integer(0, last);
        [result[last], result[other]] = [result[other] as never, result[last] as never];
      }
      return result;
    },
    stream: (name) => createRandom(`${seed}/${name}`),
  };
}

/** FNV-1a over UTF-16 units. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193) >>> 0;
  return value;
}
