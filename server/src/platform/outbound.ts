import { lookup } from "node:dns/promises";
import { request as httpRequest, type IncomingMessage } from "node:http";
import { request as httpsRequest } from "node:https";
import { BlockList, isIP } from "node:net";

export type OutboundFault =
  /** The name has no address. */
  | "unresolved"
  /** An address of it lies in a network of one's own, and nobody has said that it may. */
  | "private-address"
  /** It points elsewhere: nobody is followed. */
  | "redirected"
  | "refused"
  | "too-large"
  | "no-answer";

/** A call to the outside that came to nothing. The message is for operators. */
export class OutboundError extends Error {
  override readonly name = "OutboundError";
  readonly code: OutboundFault;
  constructor(code: OutboundFault, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

export interface OutboundRequest {
  readonly url: URL;
  readonly body: Uint8Array;
  readonly contentType: string;
  /** For everything, from the name to the last byte. */
  readonly timeoutMs: number;
  readonly mostBytes: number;
}

/** Calls addresses that an operator has set, and none that a file names. @returns the body of the answer. */
export type Outbound = (request: OutboundRequest) => Promise<Uint8Array>;

interface Address {
  readonly address: string;
  readonly family: number;
}
export type Resolve = (host: string) => Promise<readonly Address[]>;
const resolveBySystem: Resolve = (host) => lookup(host, { all: true });

/**
 * Posts to an address whose name is resolved once and pinned, so that what was looked at is what is called; refuses addresses
 * of private networks unless their host is among those named, and follows no redirection.
 * @throws OutboundError
 */
export const createOutbound =
  (privateHosts: readonly string[] = [], resolve: Resolve = resolveBySystem): Outbound =>
  async (asked) => {
    const { url, timeoutMs } = asked;
    const host = url.hostname.replace(/^\[|\]$/g, "");
    const signal = AbortSignal.timeout(timeoutMs);
    try {
      const addresses = await before(signal, resolve(host));
      const [pinned] = addresses;
      if (pinned === undefined) throw new OutboundError("unresolved", `${host} has no address`);
      const inside = addresses.find(({ address }) => isPrivate(address));
      if (inside !== undefined && !privateHosts.includes(host))
        throw new OutboundError("private-address", `${host} is ${inside.address}, of a private network`);
      return await post(asked, pinned, signal);
    } catch (error) {
      if (error instanceof OutboundError) throw error;
      const said = error instanceof Error ? error.message : String(error);
      const code = (error as NodeJS.ErrnoException).code === "ENOTFOUND" ? "unresolved" : "no-answer";
      throw new OutboundError(code, `${host} does not answer: ${said}`, { cause: error });
    }
  };

function before<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
    work.then(resolve, reject);
  });
}

function post(
  { url, body, contentType, mostBytes }: OutboundRequest,
  { address, family }: Address,
  signal: AbortSignal,
): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const request = (url.protocol === "https:" ? httpsRequest : httpRequest)(url, {
      method: "POST",
      signal,
      agent: false,
      headers: { "content-type": contentType, "content-length": body.length },
      // The name is not asked a second time, when it could answer differently.
      lookup: (_host, { all }, done) =>
        all ? done(null, [{ address, family }]) : done(null, address, family),
    });
    request.on("error", reject);
    request.on("response", (response) => {
      response.on("error", reject);
      readAnswer(response, url.host, mostBytes).then(resolve, (error: unknown) => {
        request.destroy();
        reject(error);
      });
    });
    request.end(body);
  });
}

async function readAnswer(response: IncomingMessage, host: string, mostBytes: number): Promise<Uint8Array> {
  const { statusCode = 0 } = response;
  if (statusCode >= 300 && statusCode < 400)
    throw new OutboundError("redirected", `${host} points elsewhere (${statusCode})`);
  if (statusCode !== 200) throw new OutboundError("refused", `${host} answers ${statusCode}`);
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > mostBytes)
      throw new OutboundError("too-large", `${host} answers more than ${mostBytes} bytes`);
    chunks.push(chunk);
  }
  return new Uint8Array(Buffer.concat(chunks));
}

/** IPv4 addresses that are not of the public internet (RFC 6890 and its registry). */
const privateFour = new BlockList();
for (const [network, prefix] of [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 3],
] as const)
  privateFour.addSubnet(network, prefix, "ipv4");

/** Of IPv6 only global unicast is public, and of it not what stands for an IPv4 address or an example. */
const publicSix = new BlockList();
publicSix.addSubnet("2000::", 3, "ipv6");
const notPublicSix = new BlockList();
for (const [network, prefix] of [
  ["2001::", 23],
  ["2001:db8::", 32],
  ["2002::", 16],
  ["3fff::", 20],
] as const)
  notPublicSix.addSubnet(network, prefix, "ipv6");

/** Whether an address lies in a network of one's own, or nowhere. */
export function isPrivate(address: string): boolean {
  const plain = address.replace(/%.*$/, "");
  switch (isIP(plain)) {
    case 4:
      return privateFour.check(plain, "ipv4");
    case 6:
      return !publicSix.check(plain, "ipv6") || notPublicSix.check(plain, "ipv6");
    default:
      return true;
  }
}
