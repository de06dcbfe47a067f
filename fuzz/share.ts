/** One thread's share: every `step`th input from `from` on. */
export interface Share {
  readonly seed: number;
  readonly from: number;
  readonly step: number;
  readonly inputs: number;
  /** Begins of target names; all targets when empty. */
  readonly only: readonly string[];
  /** Processor time of one thread after which an input is a hang: the load of the machine does not count. */
  readonly hangSeconds: number;
  /** Module that exports `targets`. */
  readonly targets: string;
  /** What this thread and the one that watches it both see, by `field`. */
  readonly progress: SharedArrayBuffer;
}

/** Places in the shared numbers: the input at work, how many are done, whether to stop, whether the corpus is
 * made, and whether a reader (and not the maker of its input) is at work. */
export const field = { at: 0, done: 1, stop: 2, ready: 3, trying: 4 } as const;

export type FindKind = "crash" | "hang" | "memory" | "wrong valid";

export interface Find {
  readonly input: number;
  readonly target: string;
  readonly kind: FindKind;
  readonly detail: string;
  readonly bytes: Uint8Array | undefined;
}

export type Report =
  | { readonly kind: "find"; readonly find: Find }
  | { readonly kind: "words"; readonly words: Readonly<Record<string, number>> };
