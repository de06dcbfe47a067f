import type { FastifyInstance } from "fastify";
import { anonymous } from "../platform/actor.ts";
import type { Services } from "./services.ts";

/** A request is a digest and some numbers. */
const mostBytes = 4 * 1024;
/** Each stamp is a signature and a row that is kept: fewer a minute than of other requests. */
const mostEachMinute = 60;

/**
 * The time-stamp authority over HTTP (RFC 3161 §3.4), for anybody: what it signs is a digest and the time. Outside the
 * contract, because its messages are the standard's and not ours. The row of a stamp commits before the stamp leaves.
 */
export function mountTimeStamps(
  app: FastifyInstance,
  { db, sealing, context }: Pick<Services, "db" | "sealing" | "context">,
): void {
  app.addContentTypeParser(
    "application/timestamp-query",
    { parseAs: "buffer", bodyLimit: mostBytes },
    (_request, body, done) => done(null, body),
  );
  app.post(
    "/tsa",
    { config: { rateLimit: { max: mostEachMinute, timeWindow: 60_000 } } },
    async (request, reply) => {
      const asked = request.body instanceof Uint8Array ? request.body : new Uint8Array(0);
      const answer = await db
        .transaction()
        .execute((tx) => sealing.answerTimeStampRequest(context(tx, anonymous, request.log), asked));
      return reply
        .type("application/timestamp-reply")
        .header("cache-control", "no-store")
        .send(Buffer.from(answer));
    },
  );
}
