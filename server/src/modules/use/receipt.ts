import { decodeUtf8, encodeUtf8 } from "@liangzheng/bytes";
import type { Basis } from "@liangzheng/contract";
import type { Box } from "../../platform/vault.ts";

/** What a reading was for. Purposes and places can tell a life: they stand sealed wherever they are kept. */
export interface Circumstances {
  readonly purpose: string;
  readonly place: string | null;
  /** The item and the number of the business, where there is a matter. */
  readonly matter?: string;
  /** The request by which the holder authorised it. */
  readonly requestId?: string;
}

/** Tied to the receipt: sealed circumstances moved to another do not open. */
export const sealCircumstances = (
  box: Box,
  receiptId: string,
  { purpose, place, matter, requestId }: Circumstances,
): Uint8Array => box.seal(encodeUtf8(JSON.stringify({ purpose, place, matter, requestId })), receiptId);

/** @throws Error when they are another receipt's. */
export const openCircumstances = (box: Box, receiptId: string, sealed: Uint8Array): Circumstances =>
  JSON.parse(decodeUtf8(box.open(sealed, receiptId))) as Circumstances;

interface Reading {
  readonly receiptId: string;
  readonly at: Date;
  readonly basis: Basis;
  readonly accountId: string;
  readonly organId: string | null;
  readonly sessionId: string | null;
  /** Ids of what was released in the clear. */
  readonly fields: readonly string[];
  /** Sealed. */
  readonly circumstances: Uint8Array;
}

/** 用证记录: one for each release and each refusal, for the holder, the auditor and the court alike. */
export interface Receipt extends Reading {
  readonly licenceKey: string;
  readonly version: number | null;
  readonly outcome: string;
  readonly holderIds: readonly string[];
}

/** One for a run over many licences: how many, and the digest of their keys. It lies with the party that asked. */
export interface RunReceipt extends Reading {
  readonly partyId: string;
  readonly count: number;
  readonly digest: Uint8Array;
}
