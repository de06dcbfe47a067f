import type { ProblemType } from "@liangzheng/problem";
import Type, { type Static, type TSchema } from "typebox";
import {
  IdempotencyKeyRequired,
  IdempotencyMismatch,
  InvalidInput,
  NotAllowed,
  SignInRequired,
} from "./problems.ts";
import { type OperationId, routes } from "./routes.ts";

/** What an account may be asked to do. `anyone` needs no sign-in. Nothing is allowed that is not listed. */
export const roles = [
  "holder",
  "officer",
  "clerk",
  "reviewer",
  "catalogue-manager",
  "seal-keeper",
  "auditor",
] as const;
export type Role = (typeof roles)[number];
export type Caller = Role | "anyone";

export const roomNames = [
  "access",
  "parties",
  "catalogue",
  "sealing",
  "checks",
  "issuance",
  "consent",
  "use",
  "presentation",
  "notices",
  "audit",
  "ledger",
] as const;
export type RoomName = (typeof roomNames)[number];

/** Kinds of files that operations answer with: octets, and text. */
export const binaryFiles = [
  "application/ofd",
  "application/pdf",
  "application/pkix-cert",
  "application/pkix-crl",
] as const;
const textFiles = ["image/svg+xml", "application/x-pem-file", "application/json"] as const;
type Produced = (typeof binaryFiles)[number] | (typeof textFiles)[number];

/** One operation of the public API. Server, browser client and OpenAPI are all derived from these values. */
export interface Operation<
  P extends TSchema = TSchema,
  Q extends TSchema = TSchema,
  B extends TSchema = TSchema,
  R extends TSchema = TSchema,
> {
  readonly id: OperationId;
  readonly method: "GET" | "POST" | "PUT";
  readonly path: string;
  readonly room: RoomName;
  readonly summary: string;
  readonly callers: readonly Caller[];
  readonly params: P;
  readonly query: Q;
  readonly body: B;
  readonly result: R;
  readonly problems: readonly ProblemType[];
  /** What a request body is, when it is a file rather than JSON. */
  readonly accepts?: "application/octet-stream";
  /** What an answer is, when it is a file rather than JSON. */
  readonly produces?: Produced;
  /** Who answers a repeated write: the platform's record of answers, the use case itself, or nobody (it changes nothing). */
  readonly repeats: "recorded" | "own" | "harmless";
}

const None = Type.Object({}, { additionalProperties: false });

interface Spec<P extends TSchema, Q extends TSchema, B extends TSchema, R extends TSchema> {
  readonly room: RoomName;
  readonly summary: string;
  readonly callers: readonly Caller[];
  readonly params?: P;
  readonly query?: Q;
  readonly body?: B;
  readonly result: R;
  readonly problems?: readonly ProblemType[];
  readonly accepts?: "application/octet-stream";
  readonly produces?: Produced;
  readonly repeats?: "recorded" | "own" | "harmless";
}

/** Declares the operation whose route is `routes[id]`. Problems that the platform itself raises need not be listed. */
export function operation<
  R extends TSchema,
  P extends TSchema = typeof None,
  Q extends TSchema = typeof None,
  B extends TSchema = typeof None,
>(id: OperationId, spec: Spec<P, Q, B, R>): Operation<P, Q, B, R> {
  const [method, path] = routes[id].split(" ") as ["GET" | "POST" | "PUT", string];
  const repeats = spec.repeats ?? (method === "GET" ? "harmless" : "recorded");
  const byPlatform = [
    InvalidInput,
    ...(spec.callers.includes("anyone") ? [] : [SignInRequired, NotAllowed]),
    ...(repeats === "harmless" ? [] : [IdempotencyKeyRequired, IdempotencyMismatch]),
  ];
  return Object.freeze({
    params: None as unknown as P,
    query: None as unknown as Q,
    body: None as unknown as B,
    ...spec,
    id,
    method,
    path,
    repeats,
    problems: [...byPlatform, ...(spec.problems ?? [])],
  });
}

export type { Static };
