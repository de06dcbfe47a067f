import { expect, test } from "vitest";
import { type KeyboardScan, NO_SCAN, type ScannedKey, signOf, stepKeyboardScan } from "./keyboard.ts";

interface Outcome {
  readonly texts: readonly string[];
  readonly swallowed: number;
}

function play(keys: readonly ScannedKey[]): Outcome {
  let scan: KeyboardScan = NO_SCAN;
  const texts: string[] = [];
  let swallowed = 0;
  for (const key of keys) {
    const step = stepKeyboardScan(scan, key);
    scan = step.scan;
    if (step.swallow) swallowed++;
    if (step.text !== undefined) texts.push(step.text);
  }
  return { texts, swallowed };
}

const CODES: Readonly<Record<string, readonly [string, boolean]>> = {
  ":": ["Semicolon", true],
  "%": ["Digit5", true],
  "+": ["Equal", true],
  "-": ["Minus", false],
  "*": ["Digit8", true],
  $: ["Digit4", true],
  "/": ["Slash", false],
  ".": ["Period", false],
  " ": ["Space", false],
};

/** The keys of a scanner set to the US layout, `gap` milliseconds apart, with its Shift presses. */
function typed(text: string, gap: number, from = 1_000): ScannedKey[] {
  const keys: ScannedKey[] = [];
  let at = from;
  for (const sign of text) {
    const [code, shift] =
      CODES[sign] ??
      (/\d/.test(sign) ? [`Digit${sign}`, false] : [`Key${sign.toUpperCase()}`, /[A-Z]/.test(sign)]);
    if (shift) keys.push({ code: "ShiftLeft", shift: true, at });
    keys.push({ code, shift, at });
    at += gap;
  }
  keys.push({ code: "Enter", shift: false, at });
  return keys;
}

const CODE = "LZ1:6BFOXN%TSMAHN-HP+J5*B0$VN LQ/.9";

test("a scanned code arrives whole, and its Enter reaches no button", () => {
  const { texts, swallowed } = play(typed(CODE, 8));
  expect(texts).toEqual([CODE]);
  // The first key has no gap before it; four fast ones after it make a scanner, from the fourth on they are kept.
  expect(swallowed).toBe(CODE.length + 1 - 4);
});

test("lower case follows Shift, so a full address can be scanned too", () => {
  expect(play(typed("https://a.test/C1", 8)).texts).toEqual(["https://a.test/C1"]);
});

test("a person typing quickly and pressing Enter is no scanner", () => {
  expect(play(typed("91990100MA0000001X", 110))).toEqual({ texts: [], swallowed: 0 });
});

test("a hiccup below the gap limit does not break a code; a longer one does", () => {
  const [head, tail] = [typed("ABCDEFGH", 8).slice(0, -1), "JKLMNP"];
  const after = (gap: number): ScannedKey[] => [...head, ...typed(tail, 8, (head.at(-1)?.at ?? 0) + gap)];
  expect(play(after(200)).texts).toEqual(["ABCDEFGHJKLMNP"]);
  expect(play(after(300)).texts).toEqual(["JKLMNP"]);
});

test("two codes after each other are two codes", () => {
  const first = typed("FIRST1", 8);
  expect(play([...first, ...typed("SECOND2", 8, (first.at(-1)?.at ?? 0) + 30)]).texts).toEqual([
    "FIRST1",
    "SECOND2",
  ]);
});

test.each(["ShiftLeft", "Tab", "ArrowDown", "F5", "IntlRo", "Digit", "KeyAA"])(
  "%s writes nothing",
  (code) => {
    expect(signOf(code, false)).toBeUndefined();
  },
);
