import type { Chance } from "./chance.ts";

/** What came of one input: a word to count by, and what is wrong with it where something is. */
export interface Outcome {
  readonly word: string;
  /** Why this verdict, *valid*, is wrong. */
  readonly wrong?: string;
}

/** Something that reads bytes from strangers. Whatever `run` throws is a find. */
export interface Target {
  readonly name: string;
  /** How often it has its turn. */
  readonly weight: number;
  make(chance: Chance): Uint8Array;
  run(input: Uint8Array): Outcome;
}

/** The target of an input: the first that is drawn for it. The same chance then makes its bytes. */
export const drawTarget = (targets: readonly Target[], chance: Chance): Target =>
  chance.pick(targets.flatMap((target) => new Array<Target>(target.weight).fill(target)));

type ErrorClass = abstract new (...words: never[]) => Error;

/** Runs a reader that may refuse with its library's own error and with nothing else. */
export function reading(refusal: ErrorClass, read: () => unknown): Outcome {
  try {
    read();
    return { word: "read" };
  } catch (error) {
    if (!(error instanceof refusal)) throw error;
    return { word: "refused" };
  }
}

/** The value read, or `undefined` where it was refused. */
export function attempt<T>(refusal: ErrorClass, read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof refusal)) throw error;
    return undefined;
  }
}
