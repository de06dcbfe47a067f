import type { FastifyBaseLogger } from "fastify";
import type { Account, Actor } from "./actor.ts";
import type { Tx } from "./postgres/pool.ts";

/** A fact that others may follow; written in the same transaction as the change it reports. */
export interface NewEvent {
  readonly room: string;
  readonly kind: string;
  /** The licence or holder the fact is about. */
  readonly key: string;
  readonly payload: Readonly<Record<string, unknown>>;
}

/** All that a use case may touch. One request is one transaction and one instant. */
export interface Ctx<A extends Actor = Account> {
  readonly actor: A;
  readonly tx: Tx;
  readonly now: Date;
  /** A fresh UUIDv7. */
  readonly id: () => string;
  readonly random: (length: number) => Uint8Array;
  readonly emit: (event: NewEvent) => Promise<void>;
  readonly log: FastifyBaseLogger;
}
