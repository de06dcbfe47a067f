/** Gives `n` bytes that nobody can predict. Injected: this library has no randomness of its own. */
export type RandomBytes = (n: number) => Uint8Array;
