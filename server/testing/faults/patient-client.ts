import { setTimeout as sleep } from "node:timers/promises";
import { type OperationId, operations } from "@liangzheng/contract";
import { appOf, type CallInput, newKey, type PersonName, people, type World } from "../world.ts";

/** A client that asks again, with the same key, until it is answered: what our apps do when a server goes away. */
export interface PatientClient {
  /** @returns the body of the answer. @throws Error for an answer that is no success, and no "try again". */
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every operation
  ask(who: PersonName, id: OperationId, input?: CallInput): Promise<any>;
  /** How many requests got no answer and were sent again. */
  readonly repeats: number;
}

const betweenTriesMs = 60;
/** Not ready: the server is starting, or has lost its database. */
const tryAgain = [503];

export function patientClient(origin: string, world: World, until: () => boolean): PatientClient {
  let repeats = 0;
  return {
    get repeats() {
      return repeats;
    },
    async ask(who, id, { params = {}, body, key = newKey() } = {}) {
      const op = operations[id];
      const path = op.path.replace(/:(\w+)/g, (_, name: string) => params[name] ?? "");
      const request = {
        method: op.method,
        headers: {
          "liangzheng-app": appOf(people[who].role ?? "holder"),
          "idempotency-key": key ?? "",
          cookie: await world.cookie(who),
          ...(op.method === "GET" ? {} : { "content-type": "application/json" }),
        },
        ...(op.method === "GET" ? {} : { body: JSON.stringify(body ?? {}) }),
      };
      while (until()) {
        const answer = await answerOf(`${origin}/api/v1${path}`, request);
        if (answer?.status === 200) return answer.body;
        if (answer !== undefined && !tryAgain.includes(answer.status))
          throw new Error(`${id} was answered ${answer.status}: ${JSON.stringify(answer.body)}`);
        repeats++;
        await sleep(betweenTriesMs);
      }
      throw new Error(`${id} was not answered in time`);
    },
  };
}

/** @returns undefined when the connection was refused, or cut before the whole answer was there. */
async function answerOf(
  url: string,
  request: RequestInit,
): Promise<{ readonly status: number; readonly body: unknown } | undefined> {
  try {
    const response = await fetch(url, request);
    return { status: response.status, body: await response.json() };
  } catch {
    return undefined;
  }
}
