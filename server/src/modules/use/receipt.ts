import type { Basis } from "@liangzheng/contract";

/** What a reading was for. Sealed in the receipt: purposes and places can tell a life. */
export interface Circumstances {
  readonly purpose: string;
  readonly place: string | null;
}

/** 用证记录: one for each release and each refusal, for the holder, the auditor and the court alike. */
export interface Receipt {
  readonly receiptId: string;
  readonly at: Date;
  readonly licenceKey: string | null;
  readonly version: number | null;
  readonly basis: Basis;
  readonly accountId: string;
  readonly organId: string | null;
  readonly sessionId: string | null;
  readonly outcome: string;
  readonly fields: readonly string[];
  readonly circumstances: Circumstances;
  readonly holderIds: readonly string[];
  readonly run: { readonly count: number; readonly digest: Uint8Array } | null;
}
