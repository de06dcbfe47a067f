import { setTimeout as rest } from "node:timers/promises";
import { auditSource } from "../modules/audit/log-source.ts";
import type { LogSource } from "../modules/ledger/index.ts";
import { receiptSources } from "../modules/use/log-sources.ts";
import { anonymous } from "../platform/actor.ts";
import type { Services } from "./services.ts";

/** Everything that the log is made of. */
export const logSources = ({ useDeps }: Services): readonly LogSource[] => [
  ...receiptSources(useDeps.box),
  auditSource,
];

/** Takes in what was written since, all of it. @returns the leaves added. */
export async function appendToLog(services: Services): Promise<number> {
  const sources = logSources(services);
  let added = 0;
  for (;;) {
    const { leaves, more } = await services.db
      .transaction()
      .execute((tx) =>
        services.ledger.appendNew(services.context(tx, anonymous), sources, services.sealing.takeLogSigner),
      );
    added += leaves;
    if (!more) return added;
  }
}

const everyMs = 1_000;
const longestRestMs = 30_000;

/** Signs a checkpoint a second, where there is something new: no receipt is signed by itself. */
export function keepLog(services: Services): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const loop = async (): Promise<void> => {
    for (let failures = 0; !stopping.signal.aborted; ) {
      try {
        await appendToLog(services);
        failures = 0;
      } catch (error) {
        failures++;
        services.log.error({ err: error }, "the log of receipts fell behind");
      }
      const pause = Math.min(everyMs * 2 ** failures, longestRestMs);
      await rest(pause, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  };
  const ended = loop();
  return {
    async stop() {
      stopping.abort();
      await ended;
    },
  };
}
