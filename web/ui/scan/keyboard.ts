/** A key as the hardware names it: `code` and Shift, never `key`, which an input method or CapsLock changes. */
export interface ScannedKey {
  readonly code: string;
  readonly shift: boolean;
  /** Milliseconds. */
  readonly at: number;
}

export interface KeyboardScan {
  readonly text: string;
  readonly lastAt: number;
  /** Keys in a row that came faster than fingers. */
  readonly fast: number;
}

export interface KeyboardStep {
  readonly scan: KeyboardScan;
  /** The key belongs to the scanner: keep it from the page. */
  readonly swallow: boolean;
  /** A whole code. */
  readonly text?: string;
}

/** Longer than that and it is another code or a person (80 ms failed on a loaded machine). */
const GAP_MS = 250;
/** Quicker than that is no finger. */
const FAST_MS = 60;
const FAST_KEYS = 4;

export const NO_SCAN: KeyboardScan = { text: "", lastAt: Number.NEGATIVE_INFINITY, fast: 0 };

const PUNCTUATION: Readonly<Record<string, string>> = {
  Space: "  ",
  Minus: "-_",
  Equal: "=+",
  BracketLeft: "[{",
  BracketRight: "]}",
  Backslash: "\\|",
  Semicolon: ";:",
  Quote: "'\"",
  Backquote: "`~",
  Comma: ",<",
  Period: ".>",
  Slash: "/?",
  NumpadAdd: "++",
  NumpadSubtract: "--",
  NumpadMultiply: "**",
  NumpadDivide: "//",
  NumpadDecimal: "..",
};
const SHIFTED_DIGITS = ")!@#$%^&*(";

/** The sign that a scanner set to the US layout means by a key; nothing for keys that write nothing. */
export function signOf(code: string, shift: boolean): string | undefined {
  const [, letter] = /^Key([A-Z])$/.exec(code) ?? [];
  if (letter) return shift ? letter : letter.toLowerCase();
  const [, digit] = /^(?:Digit|Numpad)([0-9])$/.exec(code) ?? [];
  if (digit) return shift && code.startsWith("Digit") ? SHIFTED_DIGITS[Number(digit)] : digit;
  return PUNCTUATION[code]?.[shift ? 1 : 0];
}

/** One key further. Pure, so that real key logs can be its tests. */
export function stepKeyboardScan(scan: KeyboardScan, key: ScannedKey): KeyboardStep {
  const gap = key.at - scan.lastAt;
  const before = gap > GAP_MS ? NO_SCAN : scan;
  const scanning = before.fast >= FAST_KEYS;
  if (key.code === "Enter" || key.code === "NumpadEnter")
    return scanning ? { scan: NO_SCAN, swallow: true, text: before.text } : { scan: NO_SCAN, swallow: false };
  const sign = signOf(key.code, key.shift);
  // Shift itself is a key too; it must neither break the run nor count.
  if (sign === undefined) return { scan: before, swallow: false };
  const fast = gap <= FAST_MS ? before.fast + 1 : scanning ? before.fast : 0;
  return {
    scan: { text: before.text + sign, lastAt: key.at, fast },
    swallow: scanning || fast >= FAST_KEYS,
  };
}
