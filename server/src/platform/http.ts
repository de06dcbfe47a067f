import type { Caller, Operation, Static } from "@liangzheng/contract";
import { binaryFiles, problems } from "@liangzheng/contract";
import { ProblemError } from "@liangzheng/problem";
import type { FastifyInstance, FastifyRequest } from "fastify";
import type { TSchema } from "typebox";
import type { Actor } from "./actor.ts";
import type { Ctx } from "./context.ts";
import type { RecordedAnswers } from "./idempotency.ts";
import type { Db, Tx } from "./postgres/pool.ts";

export interface Input<P extends TSchema, Q extends TSchema, B extends TSchema> {
  readonly params: Static<P>;
  readonly query: Static<Q>;
  readonly body: Static<B>;
  /** The request body of an operation that accepts a file. */
  readonly file: Uint8Array;
  /** The client's key for this write; empty for operations that change nothing. */
  readonly idempotencyKey: string;
}

/** A handler returns or throws; it never replies. It runs in one transaction, which commits before the answer leaves. */
export type Handler<O extends Operation = Operation> = (
  ctx: Ctx<never>,
  input: Input<O["params"], O["query"], O["body"]>,
) => Promise<Static<O["result"]>>;

/** A handler that manages its own transactions, for operations whose repeats it answers itself. */
export type OwnHandler<O extends Operation = Operation> = (
  request: OwnRequest,
  input: Input<O["params"], O["query"], O["body"]>,
) => Promise<Static<O["result"]>>;

export interface OwnRequest {
  readonly actor: Actor;
  readonly now: Date;
}

export interface Mounting {
  readonly db: Db;
  readonly answers: RecordedAnswers;
  readonly now: () => Date;
  readonly context: (tx: Tx, actor: Actor, log: FastifyRequest["log"]) => Ctx<Actor>;
  readonly actorOf: (request: FastifyRequest) => Promise<Actor>;
}

/** Mounts one contract operation: who may call, the shape of what comes in, one transaction, one recorded answer. */
export function mount(
  app: FastifyInstance,
  op: Operation,
  handle: Handler | OwnHandler,
  how: Mounting,
): void {
  if (typeof handle !== "function") throw new Error(`the operation ${op.id} has no handler`);
  app.route({
    method: op.method,
    url: op.path,
    config: { operation: op.id, callers: op.callers },
    schema: {
      params: withoutIds(op.params),
      querystring: withoutIds(op.query),
      ...(op.method === "GET" || op.accepts !== undefined ? {} : { body: withoutIds(op.body) }),
      ...(op.produces === undefined ? { response: { 200: withoutIds(op.result) } } : {}),
    },
    preValidation: async (request) => readIntegers(op.query, request.query as Record<string, unknown>),
    handler: async (request, reply) => {
      const actor = await how.actorOf(request);
      requireCaller(actor, op.callers);
      const input = {
        params: request.params,
        query: request.query,
        body: request.body,
        file: op.accepts === undefined ? new Uint8Array(0) : fileOf(request.body, op.accepts),
        idempotencyKey: op.repeats === "harmless" ? "" : idempotencyKeyOf(request),
      } as Input<TSchema, TSchema, TSchema>;
      const result = await (op.repeats === "own"
        ? (handle as OwnHandler)({ actor, now: how.now() }, input)
        : inTransaction(op, handle as Handler, actor, input, request, how));
      if (op.produces !== undefined) {
        return reply
          .type(op.produces)
          .headers(fileHeaders)
          .send(Buffer.from(result as string, isBinary(op.produces) ? "latin1" : "utf8"));
      }
      return result;
    },
  });
}

/** A query is text: what its shape calls an integer is read as one, and anything else is left for the shape to refuse. */
function readIntegers(shape: TSchema, query: Record<string, unknown>): void {
  const members = (shape as { readonly properties?: Readonly<Record<string, { type?: unknown }>> })
    .properties;
  for (const [name, { type }] of Object.entries(members ?? {})) {
    const text = query[name];
    if (type === "integer" && typeof text === "string" && /^\d{1,9}$/.test(text)) query[name] = Number(text);
  }
}

const isBinary = (kind: string): boolean => binaryFiles.some((binary) => binary === kind);

/** A file is shown or saved, never run: no script, no request of its own, no guessing at its type. */
const fileHeaders = {
  "content-security-policy":
    "sandbox; default-src 'none'; style-src 'unsafe-inline'; font-src data:; img-src data:",
  "cache-control": "no-store",
};

async function inTransaction(
  op: Operation,
  handle: Handler,
  actor: Actor,
  input: Input<TSchema, TSchema, TSchema>,
  request: FastifyRequest,
  how: Mounting,
): Promise<unknown> {
  return how.db.transaction().execute(async (tx) => {
    const ctx = how.context(tx, actor, request.log);
    const run = (): Promise<unknown> => handle(ctx as Ctx<never>, input);
    if (op.repeats === "harmless" || actor.kind === "anonymous") return run();
    const asked = { params: input.params, body: input.body };
    return how.answers.once(
      tx,
      { actor: actor.accountId, key: input.idempotencyKey, operation: op.id, asked },
      run,
    );
  });
}

function requireCaller(actor: Actor, callers: readonly Caller[]): void {
  if (callers.includes("anyone")) return;
  if (actor.kind === "anonymous")
    throw new ProblemError(problems.SignInRequired, "this needs a signed-in account");
  const granting = actor.roles.filter((role) => callers.includes(role));
  if (granting.length === 0) {
    throw new ProblemError(problems.NotAllowed, `this is for: ${callers.join(", ")}`);
  }
  // All but the holder's roles are exercised for a unit, and what they see and do is the unit's.
  if (actor.organId === null && !granting.includes("holder")) {
    throw new ProblemError(
      problems.NotAllowed,
      "an account in this role works for a unit, and this one has none",
    );
  }
}

function fileOf(body: unknown, accepts: string): Uint8Array {
  if (body instanceof Uint8Array) return body;
  throw new ProblemError(problems.InvalidInput, `send the file itself, as ${accepts}`);
}

function idempotencyKeyOf(request: FastifyRequest): string {
  const key = request.headers["idempotency-key"];
  if (typeof key !== "string" || !/^[\w-]{8,64}$/.test(key)) {
    throw new ProblemError(
      problems.IdempotencyKeyRequired,
      "send an Idempotency-Key of 8 to 64 letters, digits, - or _, new for each write and the same for its retries",
    );
  }
  return key;
}

/** `$id` names components in the OpenAPI file; to the validators it would be a second definition of the same thing. */
function withoutIds(schema: TSchema): TSchema {
  const strip = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(strip);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).flatMap(([k, v]) => (k === "$id" ? [] : [[k, strip(v)]])),
    );
  };
  return strip(schema) as TSchema;
}
