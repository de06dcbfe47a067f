import { problems } from "@liangzheng/contract";
import { dateInShanghai, licenceIdentifierParts, parseLicenceIdentifier } from "@liangzheng/ident";
import { ProblemError } from "@liangzheng/problem";
import type { Account } from "../../platform/actor.ts";
import type { Ctx } from "../../platform/context.ts";
import type { LicenceType } from "../catalogue/index.ts";
import { type Licence, type Licences, takesVersion } from "../licences/index.ts";
import type { Use } from "../use/index.ts";
import { type DraftKind, ruleFor } from "./draft.ts";

export interface PlaceDeps {
  readonly licences: Licences;
  readonly use: Use;
}

interface Wanted {
  readonly type: LicenceType;
  readonly kind: DraftKind;
  /** The licence that is changed, renewed or replaced. */
  readonly licenceKey: string | null;
}

/** @throws ProblemError `state-conflict` for a licence that an act has stopped, or will on a day to come. */
export function requireVersionable(licence: Licence, now: Date): void {
  if (!takesVersion(licence, now))
    throw new ProblemError(problems.StateConflict, "a licence that an act has stopped takes no new version");
}

export interface Place {
  readonly licenceKey: string;
  readonly version: number;
  readonly replaces: string | null;
}

/** A first licence, the next version of one, or a new licence in the place of one, as the type says (hard rule 1). */
export async function placeOf(
  deps: PlaceDeps,
  ctx: Ctx<Account>,
  { type, kind, licenceKey }: Wanted,
  holderIds: readonly string[],
): Promise<Place & { readonly serial: string | null }> {
  const fresh = { licenceKey: ctx.id(), version: 1, serial: null };
  if (kind === "first" || licenceKey === null) {
    await requireNoneLive(deps, ctx, type, holderIds);
    return { ...fresh, replaces: null };
  }
  const licence = await requireLicence(deps, ctx, licenceKey);
  if (ruleFor(type.definition, kind) === "next-version") {
    const { record } = await deps.use.openInCustody(ctx, licenceKey, kind);
    const serial =
      record.identifier === null
        ? null
        : licenceIdentifierParts(parseLicenceIdentifier(record.identifier)).serial;
    return { licenceKey, version: licence.currentVersion + 1, serial, replaces: null };
  }
  return { ...fresh, replaces: licenceKey };
}

/** What stood when the place was found still stands, however long the other seals took; and what it replaces ends. */
export async function makeRoom(
  deps: PlaceDeps,
  ctx: Ctx<Account>,
  { type, kind, licenceKey }: Wanted,
  place: Place,
): Promise<void> {
  if (kind === "first" || licenceKey === null) return;
  const licence = await requireLicence(deps, ctx, licenceKey);
  if (place.replaces === null) {
    if (licence.currentVersion !== place.version - 1)
      throw new ProblemError(problems.StateConflict, "the licence has had another version since");
    return;
  }
  await deps.licences.recordStatusAct(ctx, licence, {
    act: kind === "replacement" ? "void" : "cancel",
    decidingOrgan: licence.issuerName,
    executingOrgan: licence.issuerName,
    documentNumber: place.licenceKey,
    basis: type.definition.basis,
    reason: "换发新证",
    effectiveOn: dateInShanghai(ctx.now),
  });
}

async function requireLicence(
  { licences }: PlaceDeps,
  ctx: Ctx<Account>,
  licenceKey: string,
): Promise<Licence> {
  const licence = await licences.findForUpdate(ctx.tx, licenceKey);
  if (licence === undefined) throw new ProblemError(problems.NotFound, "the licence is gone");
  requireVersionable(licence, ctx.now);
  return licence;
}

export async function requireNoneLive(
  { licences }: Pick<PlaceDeps, "licences">,
  ctx: Ctx<Account>,
  type: LicenceType,
  holderIds: readonly string[],
): Promise<void> {
  if (!type.definition.onePerHolder) return;
  for (const id of holderIds) {
    if (!(await licences.hasLive(ctx.tx, type.typeKey, id, dateInShanghai(ctx.now)))) continue;
    const message = "holds a live licence of this type already";
    throw new ProblemError(problems.DuplicateLicence, "a holder has one live licence of this type", {
      faults: [{ field: "/holders", rule: "one-per-holder", message }],
    });
  }
}
