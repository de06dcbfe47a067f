import { fromBase64, toHex } from "@liangzheng/bytes";
import { type DraftContent, problems } from "@liangzheng/contract";
import type { Gm } from "@liangzheng/gm";
import {
  dateInShanghai,
  licenceIdentifierParts,
  makeLicenceIdentifier,
  parseLicenceIdentifier,
  parseTypeCode,
  parseUscc,
} from "@liangzheng/ident";
import { ProblemError } from "@liangzheng/problem";
import type { Account } from "../../platform/actor.ts";
import type { Ctx } from "../../platform/context.ts";
import type { FileStore } from "../../platform/files.ts";
import type { Box, Sealer } from "../../platform/vault.ts";
import type { Audit } from "../audit/index.ts";
import type { Catalogue, LicenceType } from "../catalogue/index.ts";
import {
  encodeRecord,
  type Licence,
  type LicenceRecord,
  type Licences,
  sealedAbout,
  takesVersion,
} from "../licences/index.ts";
import type { Organ, Parties } from "../parties/index.ts";
import type { Press, Sealing } from "../sealing/index.ts";
import type { Use } from "../use/index.ts";
import { completed, contentFaults, type DraftKind, ruleFor, serialOf } from "./draft.ts";
import type { FileWriter } from "./licence-file.ts";

export interface IssuanceDeps {
  readonly gm: Gm;
  /** Puts licence data in; there is no way here to take them out. */
  readonly sealer: Sealer;
  readonly drafts: Pick<Box, "seal">;
  readonly index: (kind: string, value: string) => Uint8Array;
  readonly files: FileStore;
  readonly writer: FileWriter;
  readonly audit: Audit;
  readonly parties: Parties;
  readonly catalogue: Catalogue;
  readonly sealing: Sealing;
  readonly licences: Licences;
  readonly use: Use;
}

export interface Issue {
  readonly type: LicenceType;
  readonly kind: DraftKind;
  readonly content: DraftContent;
  readonly organ: Organ;
  /** The licence that is changed, renewed or replaced. */
  readonly licenceKey: string | null;
  /** The account that wrote the draft. */
  readonly writtenBy: string;
}

/**
 * Checks, seals and records one version: the last step of every way of issuing. All of it is one transaction of the
 * caller's, so that a crash or a retry issues nothing twice; the file alone is outside it, and a file that no version
 * names is only a file.
 * @throws ProblemError `invalid-input` with every fault, `duplicate-licence`, `does-not-fit`, `state-conflict`.
 */
export async function issue(
  deps: IssuanceDeps,
  ctx: Ctx<Account>,
  input: Issue,
  press: Press,
): Promise<string> {
  const { type, organ } = input;
  const content = requireFaultless(type, completed(type.definition, input.content, organ.name));
  const holderIds: string[] = [];
  for (const holder of content.holders) holderIds.push(await deps.parties.registerParty(ctx, holder));
  const place = await placeOf(deps, ctx, input, holderIds);
  const { record, photo } = recordOf(deps.gm, ctx, type, content, organ, place);
  const encoded = encodeRecord(record);
  const made = deps.writer.seal(
    { type, record, encoded, photo, documentId: toHex(ctx.random(16)) },
    press,
    ctx.now,
  );
  await press.log(`licence/${place.licenceKey}/${place.version}`, made.signed);

  const keys = await deps.parties.dataKeys(ctx.tx, holderIds);
  const parts = { record: encoded, file: made.file, ...(photo === null ? {} : { photo }) };
  const sealed = deps.sealer.seal(
    parts,
    holderIds.map((id) => keys.get(id) ?? new Uint8Array(0)),
    sealedAbout(place.licenceKey, place.version),
  );
  await deps.licences.record(ctx, {
    licenceKey: place.licenceKey,
    version: place.version,
    kind: input.kind,
    typeKey: type.typeKey,
    typeVersion: type.version,
    origin: type.definition.origin,
    organId: organ.organId,
    issuerName: organ.name,
    holders: holderIds.map((partyId) => ({ partyId, role: "holder", share: null })),
    identifierIndex: deps.index("licence-identifier", record.identifier ?? ""),
    numberIndex: deps.index("licence-number", record.number),
    objects: objectsOf(deps, type, record),
    issuedOn: record.issuedOn,
    validFrom: record.validFrom,
    validTo: record.validTo,
    sealed: sealed.parts["record"] ?? new Uint8Array(0),
    sealedPhoto: sealed.parts["photo"] ?? null,
    contentKeys: sealed.contentKeys,
    digest: deps.gm.sm3(encoded),
    fileDigest: deps.gm.sm3(made.file),
    storedFile: Buffer.from(await deps.files.put(sealed.parts["file"] ?? new Uint8Array(0)), "hex"),
    replaces: place.replaces,
  });
  if (input.kind === "first") await issueSeals(deps, ctx, input, content, holderIds);
  await deps.audit.record(ctx, {
    act: `issue-${input.kind}`,
    subject: `licence/${place.licenceKey}/${place.version}`,
  });
  return place.licenceKey;
}

/** What a type says its holders get in the same act: the seals of an enterprise with its business licence. */
async function issueSeals(
  { sealing }: IssuanceDeps,
  ctx: Ctx<Account>,
  { type, organ, writtenBy }: Issue,
  { holders, number }: DraftContent,
  holderIds: readonly string[],
): Promise<void> {
  const { holderSeals: kinds = [], name: typeName } = type.definition;
  if (kinds.length === 0) return;
  for (const [at, partyId] of holderIds.entries()) {
    const owner = { partyId, name: holders[at]?.name ?? "" };
    await sealing.issueWithLicence(ctx, { organ, owner, kinds, writtenBy, licenceNumber: number, typeName });
  }
}

/** @throws ProblemError `state-conflict` for a licence that an act has stopped, or will on a day to come. */
export function requireVersionable(licence: Licence, now: Date): void {
  if (!takesVersion(licence, now))
    throw new ProblemError(problems.StateConflict, "a licence that an act has stopped takes no new version");
}

interface Place {
  readonly licenceKey: string;
  readonly version: number;
  readonly serial: string | null;
  readonly replaces: string | null;
}

/** A first licence, the next version of one, or a new licence in the place of one, as the type says (hard rule 1). */
async function placeOf(
  deps: IssuanceDeps,
  ctx: Ctx<Account>,
  { type, kind, licenceKey }: Issue,
  holderIds: readonly string[],
): Promise<Place> {
  const fresh = { licenceKey: ctx.id(), version: 1, serial: null };
  if (kind === "first" || licenceKey === null) {
    if (type.definition.onePerHolder) {
      for (const id of holderIds) {
        if (await deps.licences.hasLive(ctx.tx, type.typeKey, id, dateInShanghai(ctx.now))) {
          throw new ProblemError(problems.DuplicateLicence, "a holder has one live licence of this type", {
            faults: [
              {
                field: "/holders",
                rule: "one-per-holder",
                message: "holds a live licence of this type already",
              },
            ],
          });
        }
      }
    }
    return { ...fresh, replaces: null };
  }
  const licence = await deps.licences.findForUpdate(ctx.tx, licenceKey);
  if (licence === undefined) throw new ProblemError(problems.NotFound, "the licence is gone");
  requireVersionable(licence, ctx.now);
  if (ruleFor(type.definition, kind) === "next-version") {
    const { record } = await deps.use.openInCustody(ctx, licenceKey, kind);
    const serial =
      record.identifier === null
        ? null
        : licenceIdentifierParts(parseLicenceIdentifier(record.identifier)).serial;
    return { licenceKey, version: licence.currentVersion + 1, serial, replaces: null };
  }
  await deps.licences.recordStatusAct(ctx, licence, {
    act: kind === "replacement" ? "void" : "cancel",
    decidingOrgan: licence.issuerName,
    executingOrgan: licence.issuerName,
    documentNumber: fresh.licenceKey,
    basis: type.definition.basis,
    reason: "换发新证",
    effectiveOn: dateInShanghai(ctx.now),
  });
  return { ...fresh, replaces: licenceKey };
}

/** The record, with the photo taken out of the fields and its digest put in its place. */
export function recordOf(
  gm: Gm,
  ctx: Pick<Ctx<Account>, "random">,
  type: LicenceType,
  content: DraftContent,
  organ: Organ,
  place: Pick<Place, "version" | "serial">,
): { readonly record: LicenceRecord; readonly photo: Uint8Array | null } {
  const { definition } = type;
  const photoField = definition.fields.find((field) => field.kind === "photo");
  const picture = photoField === undefined ? undefined : content.fields[photoField.id];
  const photo =
    picture === undefined || picture === "" ? null : fromBase64(picture.slice(picture.indexOf(",") + 1));
  const fields = { ...content.fields };
  if (photoField !== undefined && photo !== null) fields[photoField.id] = `sm3:${toHex(gm.sm3(photo))}`;
  const serial = place.serial ?? serialOf(content.number, toHex(ctx.random(10)).toUpperCase());
  const identifier =
    definition.origin === "relayed"
      ? null
      : makeLicenceIdentifier({
          typeCode: parseTypeCode(definition.code),
          issuer: parseUscc(organ.code),
          serial,
          version: place.version,
        });
  return {
    record: {
      identifier,
      number: content.number,
      typeKey: type.typeKey,
      typeVersion: type.version,
      typeCode: definition.code,
      typeName: definition.name,
      issuer: { name: organ.name, code: organ.code },
      holders: content.holders.map(({ kind, codeType, code, name }) => ({ kind, codeType, code, name })),
      issuedOn: content.issuedOn ?? "",
      validFrom: content.validFrom,
      validTo: content.validTo,
      fields,
      salt: toHex(ctx.random(16)),
    },
    photo,
  };
}

function requireFaultless(type: LicenceType, content: DraftContent): DraftContent {
  const faults = contentFaults(type.definition, content);
  if (faults.length > 0) throw new ProblemError(problems.InvalidInput, "see faults", { faults });
  return content;
}

/** 标的: what the licence is about, found again by a keyed index like a number. */
export const objectsOf = (deps: Pick<IssuanceDeps, "index">, type: LicenceType, record: LicenceRecord) =>
  type.definition.fields.flatMap((field) => {
    const value = record.fields[field.id];
    return field.object === undefined || value === undefined
      ? []
      : [{ kind: field.object, index: deps.index(`object/${field.object}`, value) }];
  });
