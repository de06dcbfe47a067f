import type { Account, Actor } from "../../platform/actor.ts";
import type { Ctx } from "../../platform/context.ts";
import type { Audit } from "../audit/index.ts";
import type { Organ } from "../parties/index.ts";
import { type MakingDeps, makeDie } from "./make-seal.ts";
import { kindFacts } from "./seal-life.ts";
import * as store from "./store.ts";

/** Kinds that an installation starts with: for licences, and for annotated copies of them. */
export type InstalledKind = "licence" | "copy";

export interface WantedSeal {
  readonly organ: Organ;
  /** Which of the body's seals, from 1. */
  readonly ordinal: number;
  /** For licences unless it says otherwise. */
  readonly kind?: InstalledKind;
  /** Accounts that may use it, beside those whom its keeper has let. */
  readonly users: readonly string[];
}

export interface SettledSeal {
  readonly sealId: string;
  readonly made: boolean;
  readonly state: store.SealRow["state"];
  /** Accounts that may use it only now. */
  readonly allowed: readonly string[];
}

type Settling = MakingDeps & {
  readonly audit: Audit;
  readonly allow: (ctx: Ctx<Account>, sealId: string, accountId: string) => Promise<void>;
};

/** The number of a seal set up with the installation: division, organisation, and which of the body's seals it is. */
const sealNumber = ({ division, code }: Organ, ordinal: number): string =>
  `${division.slice(0, 6)}${code.slice(8, 17)}${String(ordinal).padStart(2, "0")}`;

/** A unit's seal, in use from the beginning: what an installation starts with. It has no history. */
export async function makeOrganSeal(
  deps: MakingDeps,
  ctx: Ctx<Actor>,
  organ: Organ,
  ordinal: number,
  kind: InstalledKind = "licence",
): Promise<string> {
  const seal: store.NewSeal = {
    sealId: ctx.id(),
    organId: organ.organId,
    kind,
    ownerKind: "department",
    ownerId: null,
    bearerId: null,
    number: sealNumber(organ, ordinal),
    name: `${organ.name}${kindFacts(kind).caption}`,
    appliedBy: null,
    replaces: null,
  };
  if (!(await store.insertSeal(ctx.tx, seal))) throw new Error(`there is a seal ${seal.number} already`);
  await store.saveMaking(ctx.tx, await makeDie(deps, ctx, seal));
  await store.setState(ctx.tx, seal.sealId, "active");
  return seal.sealId;
}

/** Makes a body's seal where it has none of this ordinal, and lets people use it. Asked again it does nothing. */
export async function settleSeal(
  deps: Settling,
  ctx: Ctx<Account>,
  { organ, ordinal, kind, users }: WantedSeal,
): Promise<SettledSeal> {
  const number = sealNumber(organ, ordinal);
  const known = (await store.listSealsOfOrgan(ctx.tx, organ.organId)).find((seal) => seal.number === number);
  const sealId = known?.sealId ?? (await makeOrganSeal(deps, ctx, organ, ordinal, kind));
  if (known === undefined) await deps.audit.record(ctx, { act: "make-seal", subject: `seal/${sealId}` });
  const already = await store.listAllowed(ctx.tx, sealId);
  const allowed = users.filter((accountId) => !already.has(accountId));
  for (const accountId of allowed) await deps.allow(ctx, sealId, accountId);
  return { sealId, made: known === undefined, state: known?.state ?? "active", allowed };
}
