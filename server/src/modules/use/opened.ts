import type { LicenceStatus, LicenceSummary, Origin } from "@liangzheng/contract";
import { maskNumber } from "@liangzheng/ident";
import type { LicenceType } from "../catalogue/index.ts";
import {
  type Licence,
  type LicenceHolder,
  type LicenceRecord,
  statusAt,
  statusReasonAt,
} from "../licences/index.ts";

/** A licence with its sealed data open. Never leaves this room: what leaves is one of the views below it. */
export interface Opened {
  readonly licence: Licence;
  readonly type: LicenceType;
  readonly record: LicenceRecord;
  readonly holders: readonly LicenceHolder[];
  /** Whether the data are those that were recorded: their SM3 equals the digest of the version. */
  readonly intact: boolean;
  /** Whether a sealed file of this version is kept: its seal was made with it, and is verified on the file itself. */
  readonly sealedFile: boolean;
}

export const statusOf = (opened: Opened, at: Date): LicenceStatus => statusAt(opened.licence, at);

/** Some licence numbers are the holder's own number (a resident card, a driving licence). */
export const numberIsPersonal = ({ record }: Opened): boolean =>
  record.holders.some((holder) => holder.kind === "person" && holder.code === record.number);

export function summaryOf(opened: Opened, at: Date): LicenceSummary {
  const { licence, type, record } = opened;
  return {
    licenceKey: licence.licenceKey,
    typeKey: licence.typeKey,
    typeName: record.typeName,
    typeNameEn: type.definition.nameEn,
    number: numberIsPersonal(opened) ? maskNumber(record.number) : record.number,
    holderName: record.holders.map((holder) => holder.name).join("、"),
    issuerName: licence.issuerName,
    origin: licence.origin satisfies Origin,
    status: statusOf(opened, at),
    statusReason: statusReasonAt(licence, at),
    flags: [...licence.flags],
    issuedOn: licence.issuedOn,
    validFrom: licence.validFrom,
    validTo: licence.validTo,
  };
}
