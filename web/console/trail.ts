/**
 * Pages of a list that is read by cursor, as they stand in its address: the cursors from the second page to this one.
 * So "previous" is an address too, and a reload stays where it was.
 */
const SEPARATOR = "~";

export const currentCursor = (trail: string | undefined): string | undefined =>
  trail?.split(SEPARATOR).at(-1) || undefined;

export const nextTrail = (trail: string | undefined, next: string): string =>
  trail ? `${trail}${SEPARATOR}${next}` : next;

export const previousTrail = (trail: string | undefined): string | undefined => {
  const cursors = trail?.split(SEPARATOR).slice(0, -1) ?? [];
  return cursors.length > 0 ? cursors.join(SEPARATOR) : undefined;
};
