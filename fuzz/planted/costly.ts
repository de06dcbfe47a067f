import type { Target } from "../target.ts";

/** Readers that some inputs never leave, or not before they have filled the memory. */
export const targets: readonly Target[] = [
  {
    name: "endless",
    weight: 1,
    make: (chance) => Uint8Array.of(chance.below(8)),
    run([first = 0]) {
      for (let i = first; i === 7; i = Math.max(i, 7));
      return { word: "read" };
    },
  },
  {
    name: "hungry",
    weight: 1,
    make: (chance) => Uint8Array.of(chance.below(8)),
    run([first = 0]) {
      const held: number[][] = [];
      while (first === 7) held.push(new Array<number>(4_000_000).fill(held.length));
      return { word: "read" };
    },
  },
];
