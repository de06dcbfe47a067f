import {
  BytesError,
  canonicalJson,
  decodeUtf8,
  encodeUtf8,
  equalBytes,
  type JsonValue,
} from "@liangzheng/bytes";
import { problems } from "@liangzheng/contract";
import type { Gm } from "@liangzheng/gm";
import { ProblemError } from "@liangzheng/problem";
import type { Tx } from "./postgres/pool.ts";
import type { Box } from "./vault.ts";

export interface Asked {
  readonly actor: string;
  readonly key: string;
  readonly operation: string;
  readonly asked: unknown;
}

export interface RecordedAnswers {
  /**
   * Runs a write once for each (actor, key): a retry gets the recorded answer, in whatever process it arrives.
   * The record commits with the change, so that a crash leaves both or neither.
   * @throws ProblemError `idempotency-mismatch` when the key was used for another request.
   */
  once(tx: Tx, asked: Asked, run: () => Promise<unknown>): Promise<unknown>;
}

/** Answers may hold personal data, so they are kept encrypted; the request is kept as a digest only. */
export function recordedAnswers(gm: Gm, box: Box): RecordedAnswers {
  return {
    async once(tx, { actor, key, operation, asked }, run) {
      const digest = gm.sm3(encodeUtf8(`${operation}\n${canonicalText(asked)}`));
      // The insert waits for a concurrent holder of the same key to commit or fail: two racing retries cannot both run.
      const claimed = await tx
        .insertInto("platform.idempotency")
        .values({ actor, key, operation, request_digest: Buffer.from(digest) })
        .onConflict((conflict) => conflict.columns(["actor", "key"]).doNothing())
        .returning("key")
        .executeTakeFirst();
      if (claimed === undefined) {
        const row = await tx
          .selectFrom("platform.idempotency")
          .select(["operation", "request_digest", "response"])
          .where("actor", "=", actor)
          .where("key", "=", key)
          .executeTakeFirstOrThrow();
        if (row.operation !== operation || !equalBytes(row.request_digest, digest) || row.response === null) {
          throw new ProblemError(
            problems.IdempotencyMismatch,
            "this key belongs to another request: use a new one",
          );
        }
        return JSON.parse(decodeUtf8(box.open(row.response, `${actor}/${key}`)));
      }
      const result = await run();
      await tx
        .updateTable("platform.idempotency")
        .set({ response: Buffer.from(box.seal(encodeUtf8(JSON.stringify(result)), `${actor}/${key}`)) })
        .where("actor", "=", actor)
        .where("key", "=", key)
        .execute();
      return result;
    },
  };
}

/** @throws ProblemError for half a surrogate pair, which JSON can spell and no text can hold. */
function canonicalText(asked: unknown): string {
  try {
    return canonicalJson(JSON.parse(JSON.stringify(asked)) as JsonValue);
  } catch (error) {
    if (!(error instanceof BytesError)) throw error;
    throw new ProblemError(problems.InvalidInput, "a text is no Unicode text", {}, { cause: error });
  }
}
