import { encodeUtf8, toHex } from "@liangzheng/bytes";
import { type AnnotatedCopy, type CopyInput, problems } from "@liangzheng/contract";
import { dateInShanghai } from "@liangzheng/ident";
import {
  beginSignature,
  type FontSource,
  unsignedParts,
  type WritePorts,
  writeAnnotatedCopy,
  writeZip,
} from "@liangzheng/ofd";
import { type FieldFault, ProblemError } from "@liangzheng/problem";
import type { Account } from "../../platform/actor.ts";
import type { Ctx } from "../../platform/context.ts";
import type { Sealer } from "../../platform/vault.ts";
import type { Audit } from "../audit/index.ts";
import type { Sealing } from "../sealing/index.ts";
import {
  copyMetadata,
  makeCopyNumber,
  printedCopyNumber,
  printFaults,
  termFaults,
  watermarkOf,
} from "./annotated-copy.ts";
import { insertCopy } from "./copy-store.ts";
import { openAttachments, type UseDeps } from "./open-licences.ts";
import type { Opened } from "./opened.ts";
import { leaveReceipt, mayShow, openOwn } from "./read-own.ts";

export interface CopyDeps extends UseDeps {
  readonly sealer: Sealer;
  readonly sealing: Pick<Sealing, "takeCopySeal">;
  readonly audit: Audit;
  readonly fonts: FontSource;
  readonly ports: WritePorts;
}

/** What of a copy only its holder reads. */
export interface Particulars extends CopyInput {
  readonly typeName: string;
  readonly typeNameEn: string;
}

export const sealedAboutCopy = (copyId: string): string => `annotated-copy/${copyId}`;

const provider = { name: "Liangzheng", version: "1", company: "Liangzheng" };
const numberToCome = "制作后生成";

/**
 * Makes an annotated copy of a licence that the holder may show: the original's pages under a watermark, sealed as a copy.
 * The original is neither changed nor named by its seal. Copy, receipt, use of the seal and audit entry are one
 * transaction; the file is on disk before it commits.
 * @throws ProblemError `not-found`, `licence-not-showable`, `invalid-input`, `does-not-fit`, `seal-not-usable`.
 */
export async function makeCopy(
  deps: CopyDeps,
  ctx: Ctx<Account>,
  licenceKey: string,
  input: CopyInput,
): Promise<AnnotatedCopy> {
  const { tx, actor, now } = ctx;
  const { opened, original } = await openForCopy(deps, ctx, licenceKey, input);
  const { press, makerId } = await deps.sealing.takeCopySeal(ctx, opened.licence.organId);
  const makerName = (await deps.parties.organs(tx, [makerId])).get(makerId)?.name ?? "";
  const copyNumber = makeCopyNumber(ctx.random);
  const copyId = ctx.id();
  const number = printedCopyNumber(copyNumber);
  const originalDigest = toHex(deps.gm.sm3(original));
  const document = writeAnnotatedCopy(
    original,
    {
      documentId: toHex(ctx.random(16)),
      createdOn: dateInShanghai(now),
      creator: provider.name,
      metadata: copyMetadata(input, { number, maker: makerName, at: now, originalDigest }),
      watermark: watermarkOf(input, number),
    },
    deps.fonts,
    deps.ports,
  );
  const pending = beginSignature(document, {
    width: press.width,
    height: press.height,
    signedAt: now,
    provider,
  });
  const signed = pending.finish(await press.press(pending.signatureXml, pending.propertyInfo));
  const file = writeZip(signed, now, deps.ports);
  await press.log(`annotated-copy/${copyId}`, pending.signatureXml);

  const { typeName } = opened.record;
  const particulars: Particulars = { ...input, typeName, typeNameEn: opened.type.definition.nameEn };
  const key = (await deps.parties.dataKeys(tx, [actor.partyId])).get(actor.partyId) ?? new Uint8Array(0);
  const { parts, contentKeys } = deps.sealer.seal(
    { file, particulars: encodeUtf8(JSON.stringify(particulars)) },
    [key],
    sealedAboutCopy(copyId),
  );
  const purpose = [input.recipient, input.purpose, input.matter].join(" · ");
  const receiptId = await leaveReceipt(deps, ctx, opened, "own-copy", ["annotated-copy"], purpose);
  await insertCopy(tx, {
    licenceKey,
    copyId,
    copyNumber,
    version: opened.licence.currentVersion,
    partyId: actor.partyId,
    accountId: actor.accountId,
    receiptId,
    madeAt: now,
    validUntil: input.validUntil,
    makerName,
    sealId: press.sealId,
    particulars: parts["particulars"] ?? new Uint8Array(0),
    contentKeys,
    fileDigest: deps.gm.sm3(file),
    storedFile: Buffer.from(await deps.files.put(parts["file"] ?? new Uint8Array(0)), "hex"),
  });
  await deps.audit.record(ctx, { act: "make-annotated-copy", subject: `annotated-copy/${copyId}` });
  return {
    copyId,
    copyNumber: number,
    licenceKey,
    ...particulars,
    madeAt: now.toISOString(),
    maker: makerName,
    state: "valid",
    revokedAt: null,
  };
}

/** The page as it would be. It is looked at by the holder alone, and leaves the receipt of a look. */
export async function previewCopy(
  deps: CopyDeps,
  ctx: Ctx<Account>,
  licenceKey: string,
  input: CopyInput,
): Promise<Uint8Array> {
  const { opened, original } = await openForCopy(deps, ctx, licenceKey, input);
  await leaveReceipt(deps, ctx, opened, "own-view", ["file"]);
  const document = writeAnnotatedCopy(
    original,
    {
      documentId: toHex(ctx.random(16)),
      createdOn: dateInShanghai(ctx.now),
      creator: provider.name,
      metadata: [],
      watermark: watermarkOf(input, numberToCome),
    },
    deps.fonts,
    deps.ports,
  );
  return writeZip(unsignedParts(document), ctx.now, deps.ports);
}

/** A copy speaks to others as showing does: what may not be shown may not be copied, be it stopped, lapsed or shared. */
async function openForCopy(
  deps: CopyDeps,
  ctx: Ctx<Account>,
  licenceKey: string,
  input: CopyInput,
): Promise<{ readonly opened: Opened; readonly original: Uint8Array }> {
  const opened = await openOwn(deps, ctx, licenceKey);
  if (!opened.intact || !mayShow(opened, ctx.now))
    throw new ProblemError(problems.LicenceNotShowable, "a licence that cannot be shown cannot be copied");
  const { file } = await openAttachments(deps, ctx.tx, opened, true);
  if (file === null)
    throw new ProblemError(problems.LicenceNotShowable, "a licence of a higher system has no file here");
  refuse(problems.InvalidInput, termFaults(input.validUntil, opened.licence.validTo, ctx.now));
  refuse(
    problems.DoesNotFit,
    printFaults(input, (codePoint) => deps.fonts.metrics.advance("sans", codePoint) !== undefined),
  );
  return { opened, original: file };
}

function refuse(
  problem: typeof problems.InvalidInput | typeof problems.DoesNotFit,
  faults: readonly FieldFault[],
): void {
  if (faults.length > 0) throw new ProblemError(problem, "see faults", { faults });
}
