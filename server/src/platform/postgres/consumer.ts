import { type Batch, readBatch, type StoredEvent } from "./events.ts";
import { type Db, inTransaction, type Tx } from "./pool.ts";

export interface ConsumerOptions {
  /** Names the cursor. One process at a time serves it; the others stand by. */
  readonly consumer: string;
  /** Undefined means all. */
  readonly kinds?: readonly string[];
  /**
   * What it writes through `tx` commits with the cursor: done exactly once. What it does elsewhere may be done again
   * after a failure, so it must bear repetition.
   */
  readonly handle: (events: readonly StoredEvent[], tx: Tx) => Promise<void>;
  /** Events at once. */
  readonly batch?: number;
  /** How soon an event of another process is seen; one's own are seen at once through `wake`. */
  readonly pollMs?: number;
  /** The least time from one look to the next, however often it is woken: what gathers meanwhile is handled at once. */
  readonly restMs?: number;
  /** Told of each failed batch; it is tried again, later each time, up to half a minute. */
  readonly onError: (error: unknown) => void;
}

export interface Consumer {
  /** There is something new: do not wait for the next look. */
  wake(): void;
  /** Lets the batch in hand finish. */
  stop(): Promise<void>;
}

const longestPauseMs = 30_000;

/**
 * Polling, not NOTIFY: a notifying commit takes a lock of the whole cluster, which would undo group commit for every
 * writer. One look at an unchanged table costs a fraction of a millisecond.
 */
export function consume(db: Db, options: ConsumerOptions): Consumer {
  const pollMs = options.pollMs ?? 200;
  let stopping = false;
  const restMs = options.restMs ?? 0;
  let woken = false;
  let failures = 0;
  let resting = false;
  let endPause: (() => void) | undefined;

  const pause = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      if (stopping || (woken && !resting) || ms <= 0) {
        resolve();
        return;
      }
      const timer = setTimeout(resolve, ms);
      endPause = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  const loop = async (): Promise<void> => {
    while (!stopping) {
      woken = false;
      const began = performance.now();
      try {
        const { more } = await drainOnce(db, options);
        failures = 0;
        if (!more) {
          await pause(pollMs);
          resting = true;
          await pause(restMs - (performance.now() - began));
          resting = false;
        }
      } catch (error) {
        options.onError(error);
        failures++;
        woken = false;
        await pause(Math.min(pollMs * 2 ** failures, longestPauseMs));
      }
    }
  };

  const ended = loop();
  return {
    wake: () => {
      woken = true;
      // After a failure the pause is kept: what failed would fail again.
      if (failures === 0 && !resting) endPause?.();
    },
    stop: () => {
      stopping = true;
      endPause?.();
      return ended;
    },
  };
}

/** Handles one batch; for consumers driven by hand, in tests and in commands that run to the end and leave. */
export const drainOnce = (
  db: Db,
  options: Pick<ConsumerOptions, "consumer" | "kinds" | "handle" | "batch">,
): Promise<{ readonly handled: number; readonly more: boolean }> =>
  inTransaction(db, async (tx) => {
    const batch: Batch | undefined = await readBatch(
      tx,
      options.consumer,
      options.kinds,
      options.batch ?? 200,
    );
    if (batch === undefined) return { handled: 0, more: false };
    if (batch.events.length > 0) await options.handle(batch.events, tx);
    await batch.commit();
    return { handled: batch.events.length, more: batch.more };
  });
