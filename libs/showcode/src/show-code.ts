import { checkCharacter } from "./check-character.ts";
import { ShowCodeError } from "./error.ts";
import type { RandomBytes } from "./random.ts";
import { scannedText } from "./scanned-text.ts";
import { decodeToken, encodeToken, tokenLength, tokenTextLength } from "./token-text.ts";

/** What a presentation code carries: a random handle and nothing else. What it opens is known to the server alone. */
export interface ShowCode {
  readonly token: Uint8Array;
}

const family = "LZ";
const version = "1";
const head = `${family}${version}:`;
const textLength = head.length + tokenTextLength + 1;

/** The check covers family, version and token, not the colon. */
const checkOf = (tokenText: string): string => checkCharacter(family + version + tokenText, 36);

/**
 * A fresh code of 128 random bits.
 * @throws Error when `random` does not give the sixteen bytes asked for: a fault of the program.
 */
export function makeShowCode(random: RandomBytes): ShowCode {
  const token = random(tokenLength);
  if (token.length !== tokenLength) throw new Error("the random source gave another number of bytes");
  return { token };
}

/**
 * The text that stands in the QR symbol: 31 characters, all in its alphanumeric mode (docs/formats/showcode.md).
 * @throws ShowCodeError `bad-length` unless the token has sixteen bytes.
 */
export function encodeShowCode(code: ShowCode): string {
  if (code.token.length !== tokenLength) throw new ShowCodeError("bad-length");
  const text = encodeToken(code.token);
  return head + text + checkOf(text);
}

/**
 * Reads what a camera or a keyboard scanner gave, in either case and with white space around it.
 * That it reads says nothing of its being live: only the server that made it knows.
 * @throws ShowCodeError with every code of its union.
 */
export function parseShowCode(text: string): ShowCode {
  const scanned = scannedText(text);
  const shape = scanned === undefined ? null : /^LZ([0-9]+):([\s\S]*)$/.exec(scanned);
  if (scanned === undefined || shape === null) throw new ShowCodeError("foreign-code");
  if (shape[1] !== version) throw new ShowCodeError("unsupported-version");
  if (scanned.length !== textLength) throw new ShowCodeError("bad-length");
  const tokenText = scanned.slice(head.length, -1);
  const token = decodeToken(tokenText);
  if (token === undefined || checkOf(tokenText) !== scanned.slice(-1)) throw new ShowCodeError("bad-check");
  return { token };
}
