import type { Check, LicenceSummary, ShownField } from "@liangzheng/contract";
import type { Account } from "../../platform/actor.ts";
import type { Tx } from "../../platform/postgres/pool.ts";
import { answerOf } from "../licences/index.ts";
import { fieldsOf, releasedIds, waitsForHolder } from "./fields.ts";
import { openLicences, type UseDeps } from "./open-licences.ts";
import { type Opened, summaryOf } from "./opened.ts";
import type { Receipt } from "./receipt.ts";
import * as store from "./store.ts";

/** A licence shown by its holder to a verifier who has redeemed the code. */
export interface ShownLicence {
  readonly receiptId: string;
  readonly licenceKey: string;
  readonly verifier: Account;
  /** Sealed for this receipt. */
  readonly circumstances: Uint8Array;
  /** The holder has tapped: the sensitive fields are released too. */
  readonly disclosed: boolean;
  readonly at: Date;
}

export interface Released {
  readonly summary: LicenceSummary;
  readonly version: number;
  /** GB/T 36906 practice, see `answerOf`; 4 when the record cannot be trusted. */
  readonly answer: 0 | 1 | 2 | 3 | 4;
  readonly checks: readonly Check[];
  readonly fields: readonly ShownField[];
  /** Something waits for the holder's tap. */
  readonly more: boolean;
}

/**
 * Basis *shown by holder*, for any number of scans in a fixed number of statements. Each release leaves its receipt in
 * the caller's transaction. A licence that is not there is absent from the answer.
 */
export async function releaseToVerifier(
  deps: UseDeps,
  tx: Tx,
  shown: readonly ShownLicence[],
): Promise<ReadonlyMap<string, Released>> {
  const opened = await openLicences(
    deps,
    tx,
    shown.map((one) => one.licenceKey),
  );
  const released = new Map<string, Released>();
  const receipts: Receipt[] = [];
  for (const one of shown) {
    const licence = opened.get(one.licenceKey);
    if (licence === undefined) continue;
    const release = releaseOf(licence, one);
    released.set(one.receiptId, release);
    receipts.push({
      receiptId: one.receiptId,
      at: one.at,
      licenceKey: one.licenceKey,
      version: release.version,
      basis: "shown-by-holder",
      accountId: one.verifier.accountId,
      organId: one.verifier.organId,
      sessionId: null,
      outcome: release.summary.status,
      fields: releasedIds(release.fields),
      circumstances: one.circumstances,
      holderIds: licence.holders.map((holder) => holder.partyId),
    });
  }
  await store.insertReceipts(tx, receipts);
  return released;
}

/** A code that was refused (used already, too late): the holder's history tells of the attempt, nothing was released. */
export async function recordRefusals(
  deps: UseDeps,
  tx: Tx,
  refused: readonly (Omit<ShownLicence, "disclosed"> & { readonly outcome: "replayed" | "expired" })[],
): Promise<void> {
  const holders = await deps.licences.holders(
    tx,
    refused.map((one) => one.licenceKey),
  );
  const receipts = refused.map((one) => ({
    receiptId: one.receiptId,
    at: one.at,
    licenceKey: one.licenceKey,
    version: null,
    basis: "shown-by-holder" as const,
    accountId: one.verifier.accountId,
    organId: one.verifier.organId,
    sessionId: null,
    outcome: one.outcome,
    fields: [],
    circumstances: one.circumstances,
    holderIds: (holders.get(one.licenceKey) ?? []).map((holder) => holder.partyId),
  }));
  await store.insertReceipts(tx, receipts);
}

/** What a verifier may see again of a verification already made: the same release, without a second receipt. */
export function releaseOf(opened: Opened, one: Pick<ShownLicence, "disclosed" | "at">): Released {
  const summary = summaryOf(opened, one.at);
  const more = opened.type.definition.fields.some((field) => waitsForHolder(opened, field));
  return {
    summary,
    version: opened.licence.currentVersion,
    answer: opened.intact ? answerOf(summary.status) : 4,
    checks: checksOf(opened, summary),
    fields: fieldsOf(opened, { kind: one.disclosed ? "disclosed" : "first-look" }),
    more,
  };
}

function checksOf(opened: Opened, { status, statusReason }: LicenceSummary): Check[] {
  const { licence } = opened;
  const relayed = licence.origin === "relayed";
  const lapsed = status === "expired" || status === "pending";
  return [
    { name: "record-found", result: "pass" },
    opened.intact
      ? { name: "record-intact", result: "pass" }
      : { name: "record-intact", result: "fail", reason: "digest-differs" },
    relayed
      ? { name: "sealed-by-issuer", result: "unknown", reason: "held-by-higher-system" }
      : opened.sealedFile
        ? { name: "sealed-by-issuer", result: "pass", detail: licence.issuerName }
        : { name: "sealed-by-issuer", result: "fail", reason: "no-sealed-file" },
    lapsed
      ? { name: "within-validity", result: "fail", reason: status }
      : { name: "within-validity", result: "pass" },
    status === "valid"
      ? { name: "status", result: "pass" }
      : {
          name: "status",
          result: "fail",
          reason: status,
          ...(statusReason === null ? {} : { detail: statusReason }),
        },
    { name: "holder-matches-photo", result: "unknown", reason: "compare-by-eye" },
  ];
}
