import { checkCharacter } from "./check-character.ts";
import { ShowCodeError } from "./error.ts";
import type { RandomBytes } from "./random.ts";
import { scannedText } from "./scanned-text.ts";

/** Ten digits, the last a check (MOD 11,10): for reading aloud and typing where there is no camera. */
export type ShortCode = string & { readonly __brand: "ShortCode" };

const bodyLength = 9;
const bodies = 10 ** bodyLength;
/** The greatest multiple of `bodies` below 2^32: draws above it are thrown away, so that every code is equally likely. */
const fairDraws = Math.floor(2 ** 32 / bodies) * bodies;
/** A sound source needs more than 64 draws once in 10^74 codes. */
const mostDraws = 64;

/**
 * A fresh short code, uniform over its thousand million.
 * @throws Error when `random` gives too few bytes or never a usable draw: a fault of the program.
 */
export function makeShortCode(random: RandomBytes): ShortCode {
  for (let draws = 0; draws < mostDraws; draws++) {
    const [a, b, c, d] = random(4);
    if (a === undefined || b === undefined || c === undefined || d === undefined) break;
    const draw = a * 0x1000000 + (b << 16) + (c << 8) + d;
    if (draw >= fairDraws) continue;
    const body = String(draw % bodies).padStart(bodyLength, "0");
    return (body + checkCharacter(body, 10)) as ShortCode;
  }
  throw new Error("the random source gives no usable draw");
}

/** `012 345 6789`, as it is shown and read aloud. */
export const formatShortCode = (code: ShortCode): string =>
  `${code.slice(0, 3)} ${code.slice(3, 6)} ${code.slice(6)}`;

/**
 * Reads what was typed: spaces, hyphens and full-width digits are fine.
 * @throws ShowCodeError `foreign-code` for anything but digits, `bad-length`, `bad-check`.
 */
export function parseShortCode(text: string): ShortCode {
  const digits = scannedText(text)?.replace(/[\s-]/g, "");
  if (digits === undefined || !/^[0-9]+$/.test(digits)) throw new ShowCodeError("foreign-code");
  if (digits.length !== bodyLength + 1) throw new ShowCodeError("bad-length");
  if (checkCharacter(digits.slice(0, -1), 10) !== digits.slice(-1)) throw new ShowCodeError("bad-check");
  return digits as ShortCode;
}
