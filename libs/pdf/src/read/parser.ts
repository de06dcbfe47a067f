import { PdfReadError } from "./read-error.ts";
import type { PdfDictionary, PdfName, PdfString, PdfValue } from "./value.ts";
import type { PdfWork } from "./work.ts";

/** White space and delimiters of ISO 32000-1 §7.2.2, tables 1 and 2. */
const isSpace = (byte: number | undefined): boolean =>
  byte === 32 || byte === 10 || byte === 13 || byte === 9 || byte === 12 || byte === 0;
const delimiters = new Set(Array.from("()<>[]{}/%", (sign) => sign.charCodeAt(0)));
const isRegular = (byte: number | undefined): byte is number =>
  byte !== undefined && !isSpace(byte) && !delimiters.has(byte);
const isDigit = (byte: number | undefined): byte is number => byte !== undefined && byte >= 48 && byte <= 57;
const code = (sign: string): number => sign.charCodeAt(0);
const [percent, solidus, round, square, angle] = [code("%"), code("/"), code("("), code("["), code("<")];
const [roundEnd, squareEnd, angleEnd, backslash] = [code(")"), code("]"), code(">"), code("\\")];

/** Words and names longer than this are none (annex C: 127 bytes for a name). */
const longestWord = 256;

/** Reads values from `at` on, and leaves it behind them. Everything it does not know is refused. */
export class PdfParser {
  readonly bytes: Uint8Array;
  at: number;
  private readonly work: PdfWork;

  constructor(bytes: Uint8Array, at: number, work: PdfWork) {
    this.bytes = bytes;
    this.at = at;
    this.work = work;
  }

  /** Passes white space and comments. */
  skip(): void {
    const start = this.at;
    for (;;) {
      const byte = this.bytes[this.at];
      if (isSpace(byte)) this.at++;
      else if (byte === percent) {
        while (this.at < this.bytes.length && this.bytes[this.at] !== 10 && this.bytes[this.at] !== 13)
          this.at++;
      } else break;
    }
    this.spendBytes(start);
  }

  /** What was passed since `start`: many entries may lead to the same bytes. */
  private spendBytes(start: number): void {
    this.work.spend((this.at - start) >> 4, start);
  }

  get ended(): boolean {
    return this.at >= this.bytes.length;
  }

  /** Whether `word` stands here, and nothing that would make it longer. */
  has(word: string): boolean {
    for (let i = 0; i < word.length; i++) {
      if (this.bytes[this.at + i] !== word.charCodeAt(i)) return false;
    }
    return !isRegular(this.bytes[this.at + word.length]);
  }

  /** Passes white space and `word`. @throws PdfReadError `bad-object` where another stands. */
  expect(word: string): void {
    this.skip();
    if (!this.has(word)) throw this.fault();
    this.at += word.length;
  }

  /** A whole number without sign. */
  count(): number {
    this.skip();
    const start = this.at;
    let value = 0;
    for (; isDigit(this.bytes[this.at]) && this.at - start < 12; this.at++) {
      value = value * 10 + (this.bytes[this.at] ?? 0) - 48;
    }
    if (this.at === start || isRegular(this.bytes[this.at])) throw this.fault();
    return value;
  }

  /** @throws PdfReadError `bad-object`, `key-twice`, `too-deep`, `too-much-work`. */
  value(depth = 0): PdfValue {
    this.skip();
    this.work.spend(1, this.at);
    if (depth > this.work.limits.depth) throw new PdfReadError("too-deep", this.at);
    const byte = this.bytes[this.at];
    if (byte === solidus) return this.name();
    if (byte === round) return this.literal();
    if (byte === square) return this.array(depth);
    if (byte === angle) {
      return this.bytes[this.at + 1] === angle ? this.dictionary(depth) : this.hexadecimal();
    }
    return this.wordValue();
  }

  fault(): PdfReadError {
    return new PdfReadError("bad-object", this.at);
  }

  private wordValue(): PdfValue {
    const start = this.at;
    const word = this.word();
    switch (word) {
      case "true":
        return true;
      case "false":
        return false;
      case "null":
        return null;
    }
    if (!/^[+-]?(\d+\.?\d*|\.\d+)$/.test(word)) {
      this.at = start;
      throw this.fault();
    }
    const value = Number(word);
    if (/^\d{1,10}$/.test(word)) return this.referenceOr(value);
    return word.includes(".") && Number.isInteger(value) ? { type: "real", value } : value;
  }

  private word(): string {
    let text = "";
    for (; isRegular(this.bytes[this.at]); this.at++) {
      text += String.fromCharCode(this.bytes[this.at] ?? 0);
      if (text.length > longestWord) throw this.fault();
    }
    return text;
  }

  /** `12 0 R` is a reference (§7.3.10); `12 0` and anything else are numbers. */
  private referenceOr(number: number): PdfValue {
    const { at } = this;
    this.skip();
    const start = this.at;
    while (isDigit(this.bytes[this.at]) && this.at - start < 6) this.at++;
    const digits = this.at - start;
    if (digits > 0 && digits < 6 && isSpace(this.bytes[this.at])) {
      let generation = 0;
      for (let i = start; i < start + digits; i++) generation = generation * 10 + (this.bytes[i] ?? 0) - 48;
      this.skip();
      if (this.has("R")) {
        this.at++;
        return { type: "reference", number, generation };
      }
    }
    this.at = at;
    return number;
  }

  private name(): PdfName {
    this.at++;
    const text = this.word();
    const name = text.replace(/#([0-9a-fA-F]{2})/g, (_, hex: string) =>
      String.fromCharCode(Number.parseInt(hex, 16)),
    );
    return { type: "name", name };
  }

  private array(depth: number): PdfValue {
    this.at++;
    const items: PdfValue[] = [];
    for (;;) {
      this.skip();
      if (this.bytes[this.at] === squareEnd) {
        this.at++;
        return { type: "array", items };
      }
      items.push(this.value(depth + 1));
    }
  }

  private dictionary(depth: number): PdfDictionary {
    this.at += 2;
    const entries = new Map<string, PdfValue>();
    for (;;) {
      this.skip();
      if (this.bytes[this.at] === angleEnd && this.bytes[this.at + 1] === angleEnd) {
        this.at += 2;
        return { type: "dictionary", entries };
      }
      if (this.bytes[this.at] !== solidus) throw this.fault();
      const { at } = this;
      const { name } = this.name();
      if (entries.has(name)) throw new PdfReadError("key-twice", at);
      entries.set(name, this.value(depth + 1));
    }
  }

  private hexadecimal(): PdfString {
    const start = this.at++;
    const found = this.bytes.indexOf(angleEnd, this.at);
    const end = found < 0 ? this.bytes.length : found;
    this.work.spend((end - start) >> 4, start);
    if (found < 0) throw this.fault();
    const out = new Uint8Array((end - this.at + 1) >> 1);
    let digits = 0;
    for (; this.at < end; this.at++) {
      const byte = this.bytes[this.at] ?? 0;
      if (isSpace(byte)) continue;
      const digit = hexDigit(byte);
      if (digit < 0) throw this.fault();
      out[digits >> 1] = (out[digits >> 1] ?? 0) | (digits % 2 === 0 ? digit << 4 : digit);
      digits++;
    }
    this.at++;
    const bytes = out.subarray(0, (digits + 1) >> 1);
    return { type: "string", hexadecimal: true, bytes, at: start, end: this.at };
  }

  /** §7.3.4.2: balanced brackets and escapes. */
  private literal(): PdfString {
    const start = this.at;
    const end = this.literalEnd();
    const out = new Uint8Array(end - start - 1);
    let length = 0;
    for (this.at = start + 1; this.at < end; ) {
      const byte = this.bytes[this.at++];
      // An end of line of two bytes is one (§7.3.4.2).
      if (byte === 13 && this.bytes[this.at] === 10) this.at++;
      const said = byte === backslash ? this.escape() : byte === 13 ? 10 : byte;
      if (said !== undefined) out[length++] = said;
    }
    this.at = end + 1;
    return { type: "string", hexadecimal: false, bytes: out.subarray(0, length), at: start, end: this.at };
  }

  /** Where the closing bracket stands. */
  private literalEnd(): number {
    const start = this.at;
    let open = 0;
    for (; this.at < this.bytes.length; this.at++) {
      const byte = this.bytes[this.at];
      if (byte === backslash) this.at++;
      else if (byte === round) open++;
      else if (byte === roundEnd && --open === 0) break;
    }
    this.spendBytes(start);
    if (this.at >= this.bytes.length) throw this.fault();
    return this.at;
  }

  /** What stands for a byte behind a backslash; nothing for an end of line. */
  private escape(): number | undefined {
    const byte = this.bytes[this.at++] ?? 0;
    if (byte >= 48 && byte <= 55) {
      let value = byte - 48;
      for (let i = 0; i < 2; i++) {
        const next = this.bytes[this.at];
        if (next === undefined || next < 48 || next > 55) break;
        value = value * 8 + next - 48;
        this.at++;
      }
      return value & 0xff;
    }
    if (byte === 13 && this.bytes[this.at] === 10) this.at++;
    if (byte === 13 || byte === 10) return undefined;
    const named = "nrtbf".indexOf(String.fromCharCode(byte));
    return named < 0 ? byte : [10, 13, 9, 8, 12][named];
  }
}

function hexDigit(byte: number): number {
  if (isDigit(byte)) return byte - 48;
  const letter = byte | 0x20;
  return letter >= 97 && letter <= 102 ? letter - 87 : -1;
}
