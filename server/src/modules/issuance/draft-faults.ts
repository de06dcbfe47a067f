import { type DraftContent, problems } from "@liangzheng/contract";
import { type FieldFault, ProblemError } from "@liangzheng/problem";
import type { LicenceType } from "../catalogue/index.ts";
import type { Organ } from "../parties/index.ts";
import { contentFaults } from "./draft.ts";
import type { Face, FileWriter } from "./licence-file.ts";

/**
 * Everything that stands against issuing a content, and whether the page has room for it: found while somebody can still
 * change it, not when the seal is in the hand.
 */
export const draftFaults = (
  writer: FileWriter,
  type: LicenceType,
  content: DraftContent,
  organ: Organ,
): readonly FieldFault[] => {
  const faults = contentFaults(type.definition, content);
  const known = new Set(faults.map(({ field }) => field));
  const fit = writer.fitFaults(type, faceOf(type, content, organ)).filter(({ field }) => !known.has(field));
  return [...faults, ...fit];
};

/** @throws ProblemError `invalid-input` with every fault; `does-not-fit` where the page is all that stands against it. */
export function requireIssuable(
  writer: FileWriter,
  type: LicenceType,
  content: DraftContent,
  organ: Organ,
): void {
  const faults = draftFaults(writer, type, content, organ);
  if (faults.length === 0) return;
  const onlyPage = contentFaults(type.definition, content).length === 0;
  throw new ProblemError(onlyPage ? problems.DoesNotFit : problems.InvalidInput, "see faults", { faults });
}

const faceOf = ({ definition }: LicenceType, content: DraftContent, organ: Organ): Face => ({
  identifier: null,
  typeName: definition.name,
  typeCode: definition.code,
  number: content.number,
  holders: content.holders,
  issuer: { name: organ.name, code: organ.code },
  issuedOn: content.issuedOn ?? "",
  validFrom: content.validFrom,
  validTo: content.validTo,
  fields: content.fields,
});
