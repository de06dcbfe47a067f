import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { FastifyInstance } from "fastify";
import { collectDefaultMetrics, Histogram, Registry } from "prom-client";

export interface Metrics {
  /** Measures every operation of this server. */
  watch(app: FastifyInstance): void;
  /**
   * Serves them to this machine, on a port of their own: behind a proxy every request comes from this machine, so an
   * address says nothing there, and a port that the proxy does not know does.
   */
  serve(port: number): Promise<{ readonly port: number; close(): Promise<void> }>;
}

export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: "liangzheng_" });
  const duration = new Histogram({
    name: "liangzheng_request_seconds",
    help: "Time from request to answer, by operation and status",
    labelNames: ["operation", "status"],
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers: [registry],
  });
  return {
    watch(app) {
      app.addHook("onResponse", async (request, reply) => {
        const { operation } = request.routeOptions.config as { operation?: string };
        if (operation !== undefined)
          duration.observe({ operation, status: reply.statusCode }, reply.elapsedTime / 1000);
      });
    },
    async serve(port) {
      const server = createServer(async (request, response) => {
        if (request.method !== "GET" || request.url !== "/metrics") {
          response.writeHead(404).end();
          return;
        }
        response.writeHead(200, { "content-type": registry.contentType }).end(await registry.metrics());
      });
      server.listen(port, "127.0.0.1");
      await once(server, "listening");
      return {
        port: (server.address() as AddressInfo).port,
        close: () => new Promise((resolve) => void server.close(() => resolve())),
      };
    },
  };
}
