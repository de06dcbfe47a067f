import type { DraftContent } from "@liangzheng/contract";
import { problems } from "@liangzheng/contract";
import { ProblemError } from "@liangzheng/problem";
import type { Account } from "../../platform/actor.ts";
import type { Ctx } from "../../platform/context.ts";
import { encodeRecord, sealedAbout } from "../licences/index.ts";
import { completed, contentFaults } from "./draft.ts";
import { type IssuanceDeps, objectsOf, recordOf } from "./issue.ts";

/**
 * Takes in what a higher system answered about a licence of its own (上级系统代理查询): no file, no seal, no identifier
 * of ours, and no act on its status ever. Until a connector to such a system stands, demonstrations call this with
 * simulated answers, and every screen says so.
 */
export async function recordRelayed(
  deps: IssuanceDeps,
  ctx: Ctx<Account>,
  typeKey: string,
  organId: string,
  answer: DraftContent,
): Promise<string> {
  const type = await deps.catalogue.getCurrent(ctx.tx, typeKey);
  if (type.definition.origin !== "relayed")
    throw new ProblemError(problems.StateConflict, "this type is made here");
  const organ = (await deps.parties.organs(ctx.tx, [organId])).get(organId);
  if (organ === undefined) throw new ProblemError(problems.NotFound, "no such body");
  const content = completed(type.definition, answer, organ.name);
  const faults = contentFaults(type.definition, content);
  if (faults.length > 0) throw new ProblemError(problems.InvalidInput, "see faults", { faults });
  const holderIds: string[] = [];
  for (const holder of content.holders) holderIds.push(await deps.parties.registerParty(ctx, holder));
  const licenceKey = ctx.id();
  const { record, photo } = recordOf(deps.gm, ctx, type, content, organ, { version: 1, serial: null });
  const encoded = encodeRecord(record);
  const keys = await deps.parties.dataKeys(ctx.tx, holderIds);
  const sealed = deps.sealer.seal(
    { record: encoded, ...(photo === null ? {} : { photo }) },
    holderIds.map((id) => keys.get(id) ?? new Uint8Array(0)),
    sealedAbout(licenceKey, 1),
  );
  await deps.licences.record(ctx, {
    licenceKey,
    version: 1,
    kind: "first",
    typeKey,
    typeVersion: type.version,
    origin: "relayed",
    organId,
    issuerName: organ.name,
    holders: holderIds.map((partyId) => ({ partyId, role: "holder", share: null })),
    identifierIndex: deps.index("licence-identifier", licenceKey),
    numberIndex: deps.index("licence-number", record.number),
    objects: objectsOf(deps, type, record),
    issuedOn: record.issuedOn,
    validFrom: record.validFrom,
    validTo: record.validTo,
    sealed: sealed.parts["record"] ?? new Uint8Array(0),
    sealedPhoto: sealed.parts["photo"] ?? null,
    contentKeys: sealed.contentKeys,
    digest: deps.gm.sm3(encoded),
    fileDigest: null,
    storedFile: null,
    replaces: null,
  });
  return licenceKey;
}
