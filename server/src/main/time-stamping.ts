import type { TimeStamping } from "../modules/sealing/index.ts";
import { createOutbound, type Outbound } from "../platform/outbound.ts";
import type { Config } from "./config.ts";

/** While an outside authority is asked a transaction is open: it is not waited for long. */
const timeoutMs = 4_000;
/** A token with its chain is some thousand bytes. */
const mostBytes = 64 * 1024;

/** Who dates what is sealed, as the settings say (RFC 3161 §3.4 for an authority outside). */
export function timeStampingBy(
  { timeStamps, privateHosts }: Pick<Config, "timeStamps" | "privateHosts">,
  outbound: Outbound = createOutbound(privateHosts),
): TimeStamping {
  if (timeStamps.by !== "outside") return { by: timeStamps.by };
  const { url } = timeStamps;
  return {
    by: "outside",
    ask: (request) =>
      outbound({ url, body: request, contentType: "application/timestamp-query", timeoutMs, mostBytes }),
  };
}
