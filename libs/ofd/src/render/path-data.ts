import { OfdError } from "../error.ts";
import type { Box } from "../model/geometry.ts";
import { formatNumber } from "./svg-text.ts";

/** SVG path data with the box of all its points, control points included; none when there is nothing to draw. */
export interface PathData {
  readonly d: string;
  readonly box: Box | undefined;
}

const maxLength = 2 * 1024 * 1024;

const operands: Readonly<Record<string, number>> = { S: 2, M: 2, L: 2, Q: 4, B: 6, A: 7, C: 0 };
const svgLetter: Readonly<Record<string, string>> = {
  S: "M",
  M: "M",
  L: "L",
  Q: "Q",
  B: "C",
  A: "A",
  C: "Z",
};

/**
 * GB/T 33190 §9.1 AbbreviatedData. Blanks may be missing and operand groups may repeat; drawing stops at the first
 * thing that cannot be read, as it does in SVG.
 * @throws OfdError `too-much-work` beyond 2 Mi characters.
 */
export function readPathData(text: string): PathData {
  if (text.length > maxLength) throw new OfdError("too-much-work", "path data is too long");
  const token = /\s*,?\s*(?:([SMLQBAC])|([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?))/y;
  const out = new Joined();
  const bounds = new Bounds();
  let letter = "";
  let held: number[] = [];
  for (let match = token.exec(text); match !== null; match = token.exec(text)) {
    if (match[1] !== undefined) {
      if (held.length > 0) break;
      letter = match[1];
      if (letter === "C" && out.pieces > 0) out.push("Z");
      continue;
    }
    const value = Number(match[2]);
    const wanted = operands[letter];
    if (!(Math.abs(value) <= 1e7) || wanted === undefined || wanted === 0) break;
    held.push(value);
    if (held.length < wanted) continue;
    if (out.pieces === 0 && letter !== "S" && letter !== "M") break;
    const written = letter === "A" ? arcOperands(held, bounds) : linearOperands(held, bounds);
    out.push(`${svgLetter[letter]}${written.map((one) => formatNumber(one)).join(" ")}`);
    held = [];
    if (letter === "M" || letter === "S") letter = "L";
  }
  return { d: out.text(), box: bounds.box() };
}

/** Text put together from very many short pieces without keeping each of them. */
class Joined {
  pieces = 0;
  private done: string[] = [];
  private recent: string[] = [];

  push(piece: string): void {
    this.pieces++;
    if (this.recent.push(piece) < 4096) return;
    this.done.push(this.recent.join(""));
    this.recent = [];
  }

  text(): string {
    return this.done.join("") + this.recent.join("");
  }
}

class Bounds {
  private left = Infinity;
  private top = Infinity;
  private right = -Infinity;
  private bottom = -Infinity;

  include(x: number, y: number): void {
    this.left = Math.min(this.left, x);
    this.right = Math.max(this.right, x);
    this.top = Math.min(this.top, y);
    this.bottom = Math.max(this.bottom, y);
  }

  box(): Box | undefined {
    if (this.left > this.right) return undefined;
    return { x: this.left, y: this.top, width: this.right - this.left, height: this.bottom - this.top };
  }
}

function linearOperands(values: readonly number[], bounds: Bounds): readonly number[] {
  for (let i = 0; i + 1 < values.length; i += 2) bounds.include(values[i] ?? 0, values[i + 1] ?? 0);
  return values;
}

/** An arc reaches at most its diameter away from its end. */
function arcOperands(values: readonly number[], bounds: Bounds): readonly number[] {
  const [rx = 0, ry = 0, turn = 0, large = 0, sweep = 0, x = 0, y = 0] = values;
  const reach = 2 * Math.max(Math.abs(rx), Math.abs(ry));
  bounds.include(x - reach, y - reach);
  bounds.include(x + reach, y + reach);
  return [Math.abs(rx), Math.abs(ry), turn, large === 0 ? 0 : 1, sweep === 0 ? 0 : 1, x, y];
}
