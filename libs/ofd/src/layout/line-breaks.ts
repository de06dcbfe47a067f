/** Line-start prohibition of Chinese setting (W3C CLREQ): these never begin a line, save the first of a text. */
const closers = new Set(
  "，。、；：？！）》」』】〉〕〗］｝”’…—～·％‰℃°,.;:?!)]}%»›‐–々〻ーぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮ",
);
/** These never end a line. */
const openers = new Set("（《「『【〈〔〖［｛“‘([{«‹＃￥#¥$");

/** Combining marks and variation selectors (all of category M), and the two joiners. */
const isMark = (character: string): boolean =>
  character === "\u200c" || character === "\u200d" || /^\p{M}$/u.test(character);
const wide =
  /^[\u2e80-\u9fff\uac00-\ud7ff\uf900-\ufaff\uff00-\uff60\uffe0-\uffe6\u{20000}-\u{3ffff}\u3000-\u303f]$/u;

const isSpace = (character: string): boolean => character === " " || character === "\u3000";

export const isForbiddenAtLineStart = (character: string): boolean => closers.has(character);

/**
 * May a line end before `characters[at]`? Han characters part anywhere, Latin words and numbers only at spaces,
 * unless `emergency`, when a word that is longer than a line is cut between two of its letters.
 */
function mayBreak(characters: readonly string[], at: number, emergency: boolean): boolean {
  const before = characters[at - 1];
  const after = characters[at];
  if (before === undefined || after === undefined) return false;
  if (isSpace(after) || closers.has(after) || openers.has(before)) return false;
  const code = after.charCodeAt(0);
  if (code > 0x2ff && (isMark(after) || before === "\u200d")) return false;
  if (isSpace(before) || emergency) return true;
  if (code < 0x2e80 && before.charCodeAt(0) < 0x2e80 && !closers.has(before)) return false;
  return wide.test(before) || wide.test(after);
}

/**
 * Greedy first fit over characters (code points) with their widths; spaces at the end of a line hang over the limit.
 * Returns where each line ends, or undefined when some run cannot be broken without breaking a rule.
 */
export function breakLines(
  characters: readonly string[],
  widths: readonly number[],
  limit: number,
  emergency = false,
): readonly number[] | undefined {
  let total = 0;
  for (const width of widths) total += width;
  if (total <= limit) return [characters.length];
  const ends: number[] = [];
  let start = 0;
  let candidate = 0;
  let width = 0;
  let sinceCandidate = 0;
  for (let at = 0; at < characters.length; at++) {
    if (at > start && mayBreak(characters, at, emergency)) {
      candidate = at;
      sinceCandidate = 0;
    }
    const own = widths[at] ?? 0;
    width += own;
    sinceCandidate += own;
    if (width <= limit + 1e-6 || isSpace(characters[at] ?? "")) continue;
    if (candidate <= start) return undefined;
    ends.push(candidate);
    start = candidate;
    width = sinceCandidate;
    if (width > limit + 1e-6) return undefined;
  }
  ends.push(characters.length);
  return ends;
}
