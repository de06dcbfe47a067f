/** Groups concurrent calls into one statement. */
export interface BatcherOptions<I, O> {
  /**
   * One output for each input, in their order; an `Error` as output fails that caller alone, a rejection all of them.
   */
  readonly run: (inputs: readonly I[]) => Promise<readonly (O | Error)[]>;
  readonly maxBatch: number;
  /** Batches on their way at once; while they are, callers gather for the next. */
  readonly maxInFlight: number;
  /**
   * When a batch of several fails with an error for which this is true, each input runs again alone, so that one bad
   * input does not fail its neighbours. Only for statements that may run twice.
   */
  readonly aloneAfter?: (error: unknown) => boolean;
}

interface Waiting<I, O> {
  readonly input: I;
  readonly resolve: (output: O) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * No timer and no added delay when idle: a lone call leaves at the end of the tick in which it came. Under load the
 * batches grow by themselves, to what gathers while the earlier ones are in flight.
 */
export function batcher<I, O>(options: BatcherOptions<I, O>): (input: I) => Promise<O> {
  const waiting: Waiting<I, O>[] = [];
  let inFlight = 0;
  let flushing = false;

  const settle = async (group: readonly Waiting<I, O>[]): Promise<void> => {
    try {
      const outputs = await options.run(group.map(({ input }) => input));
      if (outputs.length !== group.length) {
        throw new RangeError(`batch of ${group.length} answered with ${outputs.length}`);
      }
      for (const [at, { resolve, reject }] of group.entries()) {
        const output = outputs[at] as O | Error;
        if (output instanceof Error) reject(output);
        else resolve(output);
      }
    } catch (error) {
      if (group.length > 1 && options.aloneAfter?.(error)) for (const one of group) await settle([one]);
      else for (const { reject } of group) reject(error);
    }
  };

  const flush = (): void => {
    flushing = false;
    while (waiting.length > 0 && inFlight < options.maxInFlight) {
      inFlight++;
      void settle(waiting.splice(0, options.maxBatch)).then(() => {
        inFlight--;
        flush();
      });
    }
  };

  return (input) =>
    new Promise<O>((resolve, reject) => {
      waiting.push({ input, resolve, reject });
      if (flushing || inFlight >= options.maxInFlight) return;
      flushing = true;
      setImmediate(flush);
    });
}
