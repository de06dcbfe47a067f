import type { KoffiFunc } from "koffi";

export type Argument = Uint8Array | bigint | number;
/** Every function of such a library answers a code. */
export type Native = KoffiFunc<(...args: Argument[]) => number | bigint>;

/** A call that did not end well: the library's code, or no answer in time. */
export class NativeCallError extends Error {
  override readonly name: string = "NativeCallError";
  readonly function: string;
  readonly code: number | "no answer";
  /** Where there was no answer: settles when the library is done with the session after all. */
  readonly over: Promise<void> | undefined;
  constructor(
    functionName: string,
    code: number | "no answer",
    describe: (code: number) => string,
    over?: Promise<void>,
  ) {
    super(`${functionName}: ${typeof code === "number" ? describe(code) : code}`);
    this.function = functionName;
    this.code = code;
    this.over = over;
  }
}

export interface CallRules {
  /** How long one call may take. */
  readonly deadlineMs: number;
  fail(code: number | "no answer", over?: Promise<void>): NativeCallError;
}

/**
 * Runs a function on a thread of its own, so that a slow device holds nobody up. What has not answered in time may still
 * be at work: its session is not touched until it is done.
 * @throws NativeCallError for every code but 0.
 */
export function callNative(
  run: Native,
  args: readonly Argument[],
  { deadlineMs, fail }: CallRules,
): Promise<void> {
  const answered = new Promise<number>((resolve, reject) => {
    run.async(...args, (error: unknown, code: number | bigint) => {
      // The library writes into these buffers from another thread: they must live until it has answered.
      void args.length;
      if (error) reject(error);
      else resolve(Number(code));
    });
  });
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      const over = answered.then(
        () => undefined,
        () => undefined,
      );
      reject(fail("no answer", over));
    }, deadlineMs);
    answered
      .then((code) => (code === 0 ? resolve() : reject(fail(code))), reject)
      .finally(() => clearTimeout(timer));
  });
}
