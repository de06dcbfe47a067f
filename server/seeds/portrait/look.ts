import { createRandom } from "../random.ts";
import type { Colour } from "./indexed-png.ts";

export interface Sitter {
  readonly sex: "male" | "female";
  readonly age: number;
}

export interface Look {
  readonly ground: Colour;
  readonly skin: Colour;
  readonly shade: Colour;
  readonly hair: Colour;
  readonly hairStyle: HairStyle;
  readonly coat: Colour;
  readonly shirt: Colour;
  readonly tie: Colour | undefined;
  readonly collar: "suit" | "polo" | "round";
  readonly lips: Colour;
  readonly hasGlasses: boolean;
  /** Half the width of the face, in pixels. */
  readonly breadth: number;
}

const hairStyles = {
  male: ["short", "side-parting", "crew-cut", "swept-back"],
  female: ["bob", "long", "tied-back", "fringe"],
} as const;
export type HairStyle = (typeof hairStyles)["male" | "female"][number];

const grounds: readonly Colour[] = [
  [228, 238, 247],
  [206, 224, 242],
  [240, 242, 245],
  [120, 168, 214],
];
const skins: readonly (readonly [Colour, Colour])[] = [
  [
    [247, 219, 193],
    [234, 197, 168],
  ],
  [
    [241, 207, 178],
    [226, 184, 152],
  ],
  [
    [230, 190, 156],
    [212, 167, 132],
  ],
];
const hairs: readonly Colour[] = [
  [38, 34, 36],
  [46, 38, 34],
  [58, 44, 36],
];
const greys: readonly Colour[] = [
  [110, 108, 110],
  [146, 145, 148],
  [84, 80, 80],
];
const coats: readonly Colour[] = [
  [44, 58, 88],
  [58, 62, 70],
  [36, 76, 92],
  [96, 46, 56],
  [60, 84, 66],
  [110, 94, 76],
  [74, 68, 104],
  [30, 38, 54],
];
const shirts: readonly Colour[] = [
  [250, 250, 250],
  [226, 236, 246],
  [246, 236, 226],
];
const ties: readonly Colour[] = [
  [132, 40, 52],
  [40, 72, 120],
  [80, 88, 100],
];

/** What a face that belongs to nobody looks like: chosen by the seed, within what sex and age allow. */
export function lookOf(seed: string, { sex, age }: Sitter): Look {
  const random = createRandom(`portrait ${seed}`);
  const [skin, shade] = random.pick(skins);
  const collar = random.pick(["suit", "suit", "polo", "round"] as const);
  return {
    ground: random.pick(grounds),
    skin,
    shade,
    hair: random.pick(age > 56 || (age > 46 && random.chance(0.3)) ? greys : hairs),
    hairStyle: random.pick(hairStyles[sex]),
    coat: random.pick(coats),
    shirt: random.pick(shirts),
    tie: sex === "male" && collar === "suit" && random.chance(0.6) ? random.pick(ties) : undefined,
    collar,
    lips: sex === "female" ? [196, 104, 100] : [188, 122, 104],
    hasGlasses: random.chance(age > 40 ? 0.34 : 0.22),
    breadth: (sex === "male" ? 42 : 39.5) + random.integer(0, 4),
  };
}

export const darker = ([r, g, b]: Colour): Colour => [r * 0.82, g * 0.82, b * 0.82];
export const lighter = ([r, g, b]: Colour): Colour => [
  r + (255 - r) * 0.18,
  g + (255 - g) * 0.18,
  b + (255 - b) * 0.18,
];
