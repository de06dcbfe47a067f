import { fromBase64, toHex } from "@liangzheng/bytes";
import { type DraftContent, problems } from "@liangzheng/contract";
import type { Gm } from "@liangzheng/gm";
import { makeLicenceIdentifier, parseTypeCode, parseUscc } from "@liangzheng/ident";
import { ProblemError } from "@liangzheng/problem";
import type { Account } from "../../platform/actor.ts";
import type { Ctx } from "../../platform/context.ts";
import type { FileStore } from "../../platform/files.ts";
import type { Box, Sealer } from "../../platform/vault.ts";
import type { Audit } from "../audit/index.ts";
import type { Catalogue, LicenceType } from "../catalogue/index.ts";
import {
  encodeRecord,
  type LicenceRecord,
  type Licences,
  parseRecord,
  sealedAbout,
} from "../licences/index.ts";
import type { Organ, Parties } from "../parties/index.ts";
import type { Press, Sealing } from "../sealing/index.ts";
import type { Use } from "../use/index.ts";
import { completed, contentFaults, type DraftKind, serialOf } from "./draft.ts";
import type { FileWriter } from "./licence-file.ts";
import { makeRoom, type Place, placeOf } from "./licence-place.ts";

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
  const sealed = await sealFirst(deps, ctx, input, press);
  await deliver(deps, ctx, input, sealed);
  return sealed.place.licenceKey;
}

/** A version under its issuer's seal, not yet recorded. */
export interface SealedFirst {
  readonly place: Place;
  readonly holderIds: readonly string[];
  readonly encoded: Uint8Array;
  readonly photo: Uint8Array | null;
  readonly file: Uint8Array;
}

/** Checks a content, fixes what its version says, and sets the issuer's seal. @throws ProblemError as `issue`. */
export async function sealFirst(
  deps: IssuanceDeps,
  ctx: Ctx<Account>,
  input: Issue,
  press: Press,
): Promise<SealedFirst> {
  const { type, organ } = input;
  const content = requireFaultless(type, completed(type.definition, input.content, organ.name));
  const holderIds: string[] = [];
  for (const holder of content.holders) holderIds.push(await deps.parties.registerParty(ctx, holder));
  const place = await placeOf(deps, ctx, input, holderIds);
  const { record, photo } = recordOf(deps.gm, ctx, type, content, organ, place);
  const encoded = encodeRecord(record);
  const made = await deps.writer.seal(
    { type, record, encoded, photo, documentId: toHex(ctx.random(16)) },
    press,
    ctx.now,
  );
  await press.log(`licence/${place.licenceKey}/${place.version}`, made.signed);
  return { place, holderIds, encoded, photo, file: made.file };
}

/**
 * Records what bears all its seals; a licence in whose place it comes ends now.
 * @throws ProblemError `duplicate-licence`; `state-conflict` where the licence has had another version since.
 */
export async function deliver(
  deps: IssuanceDeps,
  ctx: Ctx<Account>,
  input: Omit<Issue, "content">,
  { place, holderIds, encoded, photo, file }: SealedFirst,
): Promise<void> {
  const { type, organ } = input;
  const record = parseRecord(encoded);
  await makeRoom(deps, ctx, input, place);
  const keys = await deps.parties.dataKeys(ctx.tx, holderIds);
  const parts = { record: encoded, file, ...(photo === null ? {} : { photo }) };
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
    fileDigest: deps.gm.sm3(file),
    storedFile: Buffer.from(await deps.files.put(sealed.parts["file"] ?? new Uint8Array(0)), "hex"),
    replaces: place.replaces,
  });
  if (input.kind === "first") await issueSeals(deps, ctx, input, record, holderIds);
  await deps.audit.record(ctx, {
    act: `issue-${input.kind}`,
    subject: `licence/${place.licenceKey}/${place.version}`,
  });
}

/** What a type says its holders get in the same act: the seals of an enterprise with its business licence. */
async function issueSeals(
  { sealing }: IssuanceDeps,
  ctx: Ctx<Account>,
  { type, organ, writtenBy }: Omit<Issue, "content">,
  { holders, number }: LicenceRecord,
  holderIds: readonly string[],
): Promise<void> {
  const { holderSeals: kinds = [], name: typeName } = type.definition;
  if (kinds.length === 0) return;
  for (const [at, partyId] of holderIds.entries()) {
    const owner = { partyId, name: holders[at]?.name ?? "" };
    await sealing.issueWithLicence(ctx, { organ, owner, kinds, writtenBy, licenceNumber: number, typeName });
  }
}

/** The record, with the photo taken out of the fields and its digest put in its place. */
export function recordOf(
  gm: Gm,
  ctx: Pick<Ctx<Account>, "random">,
  type: LicenceType,
  content: DraftContent,
  organ: Organ,
  place: { readonly version: number; readonly serial: string | null },
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
