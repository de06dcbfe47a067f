import type { Classify } from "./profile.ts";

/** Which step of a scan a frame belongs to. */
export const scanStep: Classify = ({ name, file }, within) => {
  if (name === "(garbage collector)") return "garbage collection";
  if (name === "(program)") return "outside JavaScript";
  if (file.includes("server/src/main/follow-events")) return "notices to holders";
  if (within === "notices to holders") return within;
  if (file.endsWith("platform/vault.ts") || file.includes("sealed-bytes")) return "encryption";
  if (within === "encryption") return within;
  if (file.includes("node_modules/kysely/")) return "kysely";
  if (file.includes("node_modules/pg") || file.includes("node_modules/postgres")) return "pg";
  if (file.includes("rate-limit")) return "rate limit";
  if (file.includes("helmet")) return "helmet";
  if (file.includes("prom-client") || file.endsWith("metrics.ts")) return "metrics";
  if (file.includes("fast-json-stringify")) return "answer to JSON";
  if (file.includes("node_modules/pino") || file.includes("sonic-boom")) return "logging";
  if (file.includes("node_modules/uuid") || file.endsWith("platform/entropy.ts")) return "ids";
  if (file.includes("platform/gm/")) return "SM3 outside encryption";
  if (file.includes("modules/access/sessions")) return "session";
  if (file.includes("modules/") && file.startsWith("server/")) return "rooms (JavaScript of ours)";
  if (file.startsWith("libs/")) return "rooms (JavaScript of ours)";
  if (file.endsWith("platform/http.ts")) return "http.ts";
  if (file.includes("node_modules/fastify") || file.includes("find-my-way")) return "fastify";
  if (file.startsWith("node:_http") || file.startsWith("node:internal/http")) return "node:http";
  if (
    file.startsWith("node:net") ||
    file.startsWith("node:internal/stream_base") ||
    file.startsWith("node:internal/streams")
  )
    return within ?? "node: sockets";
  return undefined;
};
