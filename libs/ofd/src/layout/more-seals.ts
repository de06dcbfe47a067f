import { type Box, type OnPage, pageOf, pagesOf, type Template } from "./template.ts";

/** Places are looked for in steps of so many mm. */
const step = 2;
/** What a square millimetre covered costs: of what must be read or seen, and of a value under ink that lets it show. */
const covered = { kept: 1000, value: 1 };

type Page = Pick<Template, "page" | "morePages" | "seal" | "moreSeals" | "qr" | "photo"> &
  Partial<Pick<Template, "fields">>;

/**
 * Places of further seals 联合盖章, in their order: those the template names, and behind them as many of the first one's
 * size as are asked for, on its page: as near to it as can be, rather beside than above, off the code, the photo and the other seals as
 * long as there is room, and off the values where it costs little.
 */
export function sealPlaces(template: Page, count: number): readonly (Box & OnPage)[] {
  const { seal, moreSeals = [], qr, photo, fields = [] } = template;
  const places = [seal, ...moreSeals].slice(0, count);
  const isNear = (box: OnPage): boolean => pageOf(box) === pageOf(seal);
  const kept = [qr, photo].filter((box) => box !== undefined);
  while (places.length < count) {
    const cost = (place: Box): number =>
      covered.kept * [...kept, ...places].filter(isNear).reduce((sum, box) => sum + overlap(place, box), 0) +
      covered.value * fields.filter(isNear).reduce((sum, { box }) => sum + overlap(place, box), 0) +
      Math.abs(place.x - seal.x) +
      2 * Math.abs(place.y - seal.y);
    let best: readonly [number, Box] | undefined;
    for (const place of candidates(template)) {
      const its = cost(place);
      if (best === undefined || its < best[0]) best = [its, place];
    }
    places.push(best?.[1] ?? seal);
  }
  return places;
}

function* candidates(template: Pick<Page, "page" | "morePages" | "seal">): Generator<Box> {
  const { seal } = template;
  const page = pagesOf(template)[pageOf(seal) - 1] ?? template.page;
  for (let x = seal.x % step; x + seal.width <= page.width; x += step)
    for (let y = seal.y % step; y + seal.height <= page.height; y += step) yield { ...seal, x, y };
}

/** Square millimetres that two boxes share. */
function overlap(one: Box, other: Box): number {
  const across = Math.min(one.x + one.width, other.x + other.width) - Math.max(one.x, other.x);
  const down = Math.min(one.y + one.height, other.y + other.height) - Math.max(one.y, other.y);
  return Math.max(across, 0) * Math.max(down, 0);
}
