/** Chance that comes again: the same seed and input number give the same draws (splitmix32, M. O'Neill's constants). */
export class Chance {
  private state: number;

  constructor(seed: number, input: number) {
    this.state = Math.imul(seed, 0x9e3779b1) ^ Math.imul(input, 0x85ebca77);
    // Neighbouring inputs begin close together; a few steps part them.
    for (let i = 0; i < 4; i++) this.next();
  }

  /** 32 bits. */
  next(): number {
    this.state = (this.state + 0x9e3779b9) | 0;
    let z = this.state;
    z = Math.imul(z ^ (z >>> 16), 0x21f0aaad);
    z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
    return (z ^ (z >>> 15)) >>> 0;
  }

  /** A whole number from 0 to below `limit`; 0 when there is nothing to choose from. */
  below(limit: number): number {
    return limit < 1 ? 0 : Math.floor((this.next() / 2 ** 32) * limit);
  }

  oneIn(n: number): boolean {
    return this.below(n) === 0;
  }

  /** @throws Error when `items` is empty: a fault of the caller. */
  pick<T>(items: readonly T[]): T {
    const item = items[this.below(items.length)];
    if (item === undefined) throw new Error("nothing to pick from");
    return item;
  }

  /** Small lengths far more often than large ones. */
  length(limit: number): number {
    return this.below(this.below(limit) + 1);
  }

  bytes(length: number): Uint8Array {
    return Uint8Array.from({ length }, () => this.below(256));
  }
}
