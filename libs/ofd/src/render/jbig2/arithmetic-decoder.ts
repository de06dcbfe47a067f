/** ITU-T T.88 table E.1: probability, next state after the likely and the unlikely symbol, whether that turns likely. */
const states: readonly (readonly [number, number, number, 0 | 1])[] = [
  [0x5601, 1, 1, 1],
  [0x3401, 2, 6, 0],
  [0x1801, 3, 9, 0],
  [0x0ac1, 4, 12, 0],
  [0x0521, 5, 29, 0],
  [0x0221, 38, 33, 0],
  [0x5601, 7, 6, 1],
  [0x5401, 8, 14, 0],
  [0x4801, 9, 14, 0],
  [0x3801, 10, 14, 0],
  [0x3001, 11, 17, 0],
  [0x2401, 12, 18, 0],
  [0x1c01, 13, 20, 0],
  [0x1601, 29, 21, 0],
  [0x5601, 15, 14, 1],
  [0x5401, 16, 14, 0],
  [0x5101, 17, 15, 0],
  [0x4801, 18, 16, 0],
  [0x3801, 19, 17, 0],
  [0x3401, 20, 18, 0],
  [0x3001, 21, 19, 0],
  [0x2801, 22, 19, 0],
  [0x2401, 23, 20, 0],
  [0x2201, 24, 21, 0],
  [0x1c01, 25, 22, 0],
  [0x1801, 26, 23, 0],
  [0x1601, 27, 24, 0],
  [0x1401, 28, 25, 0],
  [0x1201, 29, 26, 0],
  [0x1101, 30, 27, 0],
  [0x0ac1, 31, 28, 0],
  [0x09c1, 32, 29, 0],
  [0x08a1, 33, 30, 0],
  [0x0521, 34, 31, 0],
  [0x0441, 35, 32, 0],
  [0x02a1, 36, 33, 0],
  [0x0221, 37, 34, 0],
  [0x0141, 38, 35, 0],
  [0x0111, 39, 36, 0],
  [0x0085, 40, 37, 0],
  [0x0049, 41, 38, 0],
  [0x0025, 42, 39, 0],
  [0x0015, 43, 40, 0],
  [0x0009, 44, 41, 0],
  [0x0005, 45, 42, 0],
  [0x0001, 45, 43, 0],
  [0x5601, 46, 46, 0],
];
const probability = Uint16Array.from(states, ([qe]) => qe);
const afterLikely = Uint8Array.from(states, ([, next]) => next);
const afterUnlikely = Uint8Array.from(states, ([, , next]) => next);
const turns = Uint8Array.from(states, ([, , , turn]) => turn);

/** The MQ decoder of ITU-T T.88 annex E. Behind the end of its bytes it reads ones, as the standard has it. */
export class ArithmeticDecoder {
  private readonly bytes: Uint8Array;
  private at = 0;
  private code: number;
  private interval = 0x8000;
  private count = 0;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
    this.code = (bytes[0] ?? 0xff) << 16;
    this.takeByte();
    this.code = (this.code << 7) >>> 0;
    this.count -= 7;
  }

  /** One decision. @param contexts state in bits 1 to 6, likely symbol in bit 0; begins as zeros. */
  decide(contexts: Uint8Array, label: number): 0 | 1 {
    const context = contexts[label] ?? 0;
    const state = context >> 1;
    const likely = context & 1;
    const qe = probability[state] ?? 0;
    this.interval -= qe;
    const below = this.code >>> 16 < qe;
    if (!below) {
      this.code = (this.code - qe * 0x10000) >>> 0;
      if (this.interval >= 0x8000) return likely === 1 ? 1 : 0;
    }
    // E.3.2: the symbol's part of the interval may have become the smaller one.
    const unlikely = below ? this.interval >= qe : this.interval < qe;
    if (below) this.interval = qe;
    const symbol = unlikely ? 1 - likely : likely;
    const next = (unlikely ? afterUnlikely[state] : afterLikely[state]) ?? 0;
    contexts[label] = (next << 1) | (unlikely && turns[state] === 1 ? 1 - likely : likely);
    do {
      if (this.count === 0) this.takeByte();
      this.interval *= 2;
      this.code = (this.code << 1) >>> 0;
      this.count--;
    } while (this.interval < 0x8000);
    return symbol === 1 ? 1 : 0;
  }

  private takeByte(): void {
    const stuffed = (this.bytes[this.at] ?? 0xff) === 0xff;
    const next = this.bytes[this.at + 1] ?? 0xff;
    if (stuffed && next > 0x8f) {
      this.code += 0xff00;
      this.count = 8;
      return;
    }
    this.at++;
    this.code += next << (stuffed ? 9 : 8);
    this.count = stuffed ? 7 : 8;
  }
}
