import { type FlagKind, type LicenceStatus, problems, type StatusAct } from "@liangzheng/contract";
import { isCalendarDate } from "@liangzheng/ident";
import { ProblemError } from "@liangzheng/problem";
import type { Account } from "../../platform/actor.ts";
import type { Ctx } from "../../platform/context.ts";
import { insertFlag, insertStatusAct, listFlags, releaseFlag } from "./act-store.ts";
import type { Licence } from "./licence.ts";
import { freeNumber } from "./number-store.ts";
import { awaitsAct, statusAfter, statusAt } from "./status.ts";
import { updateFlags, updateStatus } from "./store.ts";
import { listHolders } from "./version-store.ts";

export interface StatusActInput {
  readonly act: StatusAct;
  /** Often not the issuer: an enforcement bureau, a court, another city. */
  readonly decidingOrgan: string;
  readonly executingOrgan: string;
  readonly documentNumber: string;
  readonly basis: string;
  readonly reason: string;
  readonly effectiveOn: string;
}

/** Hard rule 2: a dated record beside the licence; its file does not change. @throws ProblemError */
export async function recordStatusAct(
  ctx: Ctx<Account>,
  licence: Licence,
  input: StatusActInput,
): Promise<LicenceStatus> {
  requireOurs(licence);
  if (awaitsAct(licence, ctx.now)) {
    throw new ProblemError(problems.StateConflict, "an act recorded earlier has yet to take effect");
  }
  const dayFault = (rule: string, message: string): ProblemError =>
    new ProblemError(problems.InvalidInput, "see faults", {
      faults: [{ field: "/effectiveOn", rule, message }],
    });
  if (!isCalendarDate(input.effectiveOn)) throw dayFault("date", "is no day of the calendar");
  if (input.effectiveOn < licence.issuedOn) throw dayFault("order", "lies before the day of issue");
  const from = statusAt(licence, ctx.now);
  const to =
    from === "expired" && input.act !== "cancel" && input.act !== "void"
      ? undefined
      : statusAfter(licence.storedStatus, input.act);
  if (to === undefined)
    throw new ProblemError(
      problems.StateConflict,
      `a licence that is ${from} cannot take the act: ${input.act}`,
    );
  await insertStatusAct(ctx.tx, licence.licenceKey, {
    ...input,
    actId: ctx.id(),
    from,
    to,
    recordedAt: ctx.now,
    recordedBy: ctx.actor.accountId,
  });
  const acted = {
    ...licence,
    storedStatus: to,
    statusReason: to === "valid" ? null : input.reason,
    previousStatus: licence.storedStatus,
    previousReason: licence.statusReason,
    statusFrom: input.effectiveOn,
  };
  await updateStatus(ctx.tx, licence.licenceKey, acted);
  if (to !== "valid" && to !== "suspended") await freeNumber(ctx.tx, licence.licenceKey, input.effectiveOn);
  const holders = (await listHolders(ctx.tx, [licence.licenceKey])).get(licence.licenceKey) ?? [];
  const now = statusAt(acted, ctx.now);
  await ctx.emit({
    room: "licences",
    kind: "licence-status-changed",
    key: licence.licenceKey,
    payload: {
      typeKey: licence.typeKey,
      act: input.act,
      status: now,
      effectiveOn: input.effectiveOn,
      reason: input.reason,
      holders: holders.map((holder) => holder.partyId),
    },
  });
  return now;
}

export async function setFlag(
  ctx: Ctx<Account>,
  licence: Licence,
  input: {
    readonly kind: FlagKind;
    readonly set: boolean;
    readonly source: string;
    readonly documentNumber: string;
  },
): Promise<readonly FlagKind[]> {
  requireOurs(licence);
  const { kind, source, documentNumber } = input;
  const by = ctx.actor.accountId;
  const done = input.set
    ? await insertFlag(ctx.tx, licence.licenceKey, {
        flagId: ctx.id(),
        kind,
        source,
        documentNumber,
        at: ctx.now,
        by,
      })
    : await releaseFlag(ctx.tx, licence.licenceKey, { kind, documentNumber, at: ctx.now, by });
  if (!done)
    throw new ProblemError(
      problems.StateConflict,
      input.set ? "this record stands already" : "no such record stands",
    );
  const flags = (await listFlags(ctx.tx, licence.licenceKey)).map((flag) => flag.kind);
  await updateFlags(ctx.tx, licence.licenceKey, flags);
  return flags;
}

function requireOurs(licence: Licence): void {
  if (licence.origin === "relayed") {
    throw new ProblemError(
      problems.RelayedType,
      "this licence belongs to a higher system: its status changes there",
    );
  }
}
