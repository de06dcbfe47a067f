import type { App, OperationId, operations, Static } from "@liangzheng/contract";
import { routes } from "@liangzheng/contract/routes";
import { ApiProblem, ConnectionError, parseProblem } from "./failure.ts";

type Operations = typeof operations;

/** Left out where an operation takes nothing, optional where all of it is optional. */
type Part<Name extends string, T> = [keyof T] extends [never]
  ? unknown
  : Record<never, never> extends T
    ? { readonly [K in Name]?: T }
    : { readonly [K in Name]: T };

/** What an operation takes: `params` into the path, `query` behind it, `body` as JSON, `file` as bytes. */
export type Input<Id extends OperationId> = Part<"params", Static<Operations[Id]["params"]>> &
  Part<"query", Static<Operations[Id]["query"]>> &
  Part<"body", Static<Operations[Id]["body"]>> & { readonly file?: Blob };

export type Result<Id extends OperationId> = Static<Operations[Id]["result"]>;

export interface CallOptions {
  readonly signal?: AbortSignal;
  /** New for each act of a person, the same when the act is tried again. */
  readonly idempotencyKey?: string;
}

/** The public API as one app sees it. */
export interface Api {
  readonly app: App;
  /** @throws ApiProblem the server's answer; ConnectionError when there was none. */
  readonly call: <Id extends OperationId>(
    id: Id,
    input: Input<Id>,
    options?: CallOptions,
  ) => Promise<Result<Id>>;
  /** A picture or a file. SVG is shown only as `<img src=blob:>`: it may come from outside. */
  readonly fetchFile: <Id extends OperationId>(
    id: Id,
    input: Input<Id>,
    options?: CallOptions,
  ) => Promise<Blob>;
  /** Where signing in starts; it comes back to `path` of this app. */
  readonly signInUrl: (path?: string) => string;
}

const BASE = "/api/v1";
const TIMEOUT_MS = 20_000;

export function createApi(app: App, base = BASE): Api {
  const send = async (id: OperationId, input: AnyInput, options: CallOptions): Promise<Response> => {
    const { method, url } = requestOf(id, input, base);
    const headers: Record<string, string> = { accept: "application/json, */*", "Liangzheng-App": app };
    const body = bodyOf(method, input, headers);
    if (method !== "GET") headers["Idempotency-Key"] = options.idempotencyKey ?? newIdempotencyKey();
    const response = await reach(
      url,
      { method, headers, credentials: "same-origin", ...(body && { body }) },
      options.signal,
    );
    if (!response.ok) throw new ApiProblem(parseProblem(response.status, await bodyText(response)));
    return response;
  };
  return {
    app,
    call: async (id, input, options = {}) => JSON.parse(await bodyText(await send(id, input, options))),
    fetchFile: async (id, input, options = {}) => (await send(id, input, options)).blob(),
    signInUrl: (path = "/") =>
      `/auth/sign-in?app=${app}&return=${encodeURIComponent(`/${app}${path.startsWith("/") ? path : "/"}`)}`,
  };
}

/** 128 random bits; `crypto.randomUUID` is younger than the browsers we must serve. */
export function newIdempotencyKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

interface AnyInput {
  readonly params?: unknown;
  readonly query?: unknown;
  readonly body?: unknown;
  readonly file?: Blob;
}

/** Method and address of a call. */
export function requestOf(
  id: OperationId,
  input: AnyInput,
  base = BASE,
): { readonly method: string; readonly url: string } {
  const [method = "GET", path = ""] = routes[id].split(" ");
  const params = (input.params ?? {}) as Readonly<Record<string, unknown>>;
  const filled = path.replace(/:(\w+)/g, (_, name: string) => {
    const value = params[name];
    if (value === undefined) throw new Error(`${id} needs ${name}`);
    return encodeURIComponent(String(value));
  });
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries((input.query ?? {}) as Readonly<Record<string, unknown>>))
    if (value !== undefined) query.set(name, String(value));
  const search = query.toString();
  return { method, url: base + filled + (search && `?${search}`) };
}

function bodyOf(
  method: string,
  { body, file }: AnyInput,
  headers: Record<string, string>,
): string | Blob | undefined {
  if (method === "GET") return undefined;
  headers["content-type"] = file ? "application/octet-stream" : "application/json";
  return file ?? JSON.stringify(body ?? {});
}

/** Gives up after a while: a phone in a lift keeps a connection open that carries nothing. */
async function reach(url: string, init: RequestInit, signal: AbortSignal | undefined): Promise<Response> {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), TIMEOUT_MS);
  const forward = (): void => stop.abort();
  signal?.addEventListener("abort", forward);
  try {
    return await fetch(url, { ...init, signal: stop.signal });
  } catch (cause) {
    if (signal?.aborted) throw cause;
    throw new ConnectionError({ cause });
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", forward);
  }
}

async function bodyText(response: Response): Promise<string> {
  try {
    return await response.text();
  } catch (cause) {
    throw new ConnectionError({ cause });
  }
}
