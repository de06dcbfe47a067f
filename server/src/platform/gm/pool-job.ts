/** What the pool and its workers say to each other. Answers stand in the order of the jobs. */
export type Job =
  | { readonly kind: "sign"; readonly key: Uint8Array; readonly message: Uint8Array }
  | {
      readonly kind: "verify";
      readonly key: Uint8Array;
      readonly message: Uint8Array;
      readonly signature: Uint8Array;
    };

/** `error` is a message only: the job's inputs, private keys among them, do not travel back. */
export type Answer = Uint8Array | boolean | { readonly error: string };
