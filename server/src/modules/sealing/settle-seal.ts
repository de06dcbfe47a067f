import type { Account } from "../../platform/actor.ts";
import type { Ctx } from "../../platform/context.ts";
import type { Audit } from "../audit/index.ts";
import type { Organ } from "../parties/index.ts";
import { type MakingDeps, makeOrganSeal, sealNumber } from "./make-seal.ts";
import * as store from "./store.ts";

export interface WantedSeal {
  readonly organ: Organ;
  /** Which of the body's seals, from 1. */
  readonly ordinal: number;
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

/** Makes a body's seal where it has none of this ordinal, and lets people use it. Asked again it does nothing. */
export async function settleSeal(
  deps: Settling,
  ctx: Ctx<Account>,
  { organ, ordinal, users }: WantedSeal,
): Promise<SettledSeal> {
  const number = sealNumber(organ, ordinal);
  const known = (await store.listSealsOfOrgan(ctx.tx, organ.organId)).find((seal) => seal.number === number);
  const sealId = known?.sealId ?? (await makeOrganSeal(deps, ctx, organ, ordinal));
  if (known === undefined) await deps.audit.record(ctx, { act: "make-seal", subject: `seal/${sealId}` });
  const already = await store.listAllowed(ctx.tx, sealId);
  const allowed = users.filter((accountId) => !already.has(accountId));
  for (const accountId of allowed) await deps.allow(ctx, sealId, accountId);
  return { sealId, made: known === undefined, state: known?.state ?? "active", allowed };
}
