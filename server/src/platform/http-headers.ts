import helmet, { type FastifyHelmetOptions } from "@fastify/helmet";
import Fastify, { type FastifyInstance } from "fastify";

/** What node:http adds to every answer by itself. */
const ofTheTransport = new Set(["content-length", "content-type", "date", "connection", "keep-alive"]);

/**
 * The headers that helmet chooses, asked for once: they are the same for every answer, and working them out anew for each
 * is a good part of what a small answer costs.
 */
export async function installSecurityHeaders(
  app: FastifyInstance,
  options: FastifyHelmetOptions,
): Promise<void> {
  const asked = Fastify();
  await asked.register(helmet, options);
  asked.get("/", async () => "");
  const { headers } = await asked.inject("/");
  await asked.close();
  const chosen = Object.fromEntries(Object.entries(headers).filter(([name]) => !ofTheTransport.has(name)));
  app.addHook("onRequest", (_request, reply, done) => {
    reply.headers(chosen);
    done();
  });
}
