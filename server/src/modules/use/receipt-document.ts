import { toBase64 } from "@liangzheng/bytes";
import { type operations, problems, type ReceiptDocument } from "@liangzheng/contract";
import { ProblemError } from "@liangzheng/problem";
import type { Account } from "../../platform/actor.ts";
import type { Ctx } from "../../platform/context.ts";
import type { Handler } from "../../platform/http.ts";
import type { Box } from "../../platform/vault.ts";
import type { Ledger } from "../ledger/index.ts";
import type { Sealing } from "../sealing/index.ts";
import { receiptSource } from "./log-sources.ts";
import * as store from "./store.ts";

export interface ReceiptDocumentDeps {
  readonly box: Box;
  readonly ledger: Pick<Ledger, "prove">;
  readonly sealing: Pick<Sealing, "takeLogSigner">;
}

/**
 * A receipt for whoever it concerns, to be kept or handed to a court: it verifies with the root's certificate alone.
 * @throws ProblemError `not-found` for receipts of others, `receipt-not-logged` for the first seconds.
 */
async function tellReceipt(
  { box, ledger, sealing }: ReceiptDocumentDeps,
  ctx: Ctx<Account>,
  licenceKey: string,
  receiptId: string,
): Promise<ReceiptDocument> {
  const { tx, actor } = ctx;
  const name = { entryKey: licenceKey, entryId: receiptId };
  const isTheirs = await store.isReceiptOf(tx, actor.partyId, { licenceKey, receiptId });
  const [row] = isTheirs ? await receiptSource(box).read(tx, [name]) : [];
  if (row === undefined) throw new ProblemError(problems.NotFound, "no receipt of yours has this id");
  const place = await ledger.prove(tx, name);
  if (place === undefined) throw new ProblemError(problems.ReceiptNotLogged, "it is logged within seconds");
  const { certificates } = await sealing.takeLogSigner(ctx);
  return {
    format: "liangzheng-receipt-1",
    entry: row.content as Record<string, unknown>,
    leafIndex: place.leafIndex,
    proof: [...place.proof],
    checkpoint: place.checkpoint,
    certificates: certificates.map(toBase64),
  };
}

export const receiptRoutes = (
  deps: ReceiptDocumentDeps,
): { readonly getMyReceipt: Handler<typeof operations.getMyReceipt> } => ({
  getMyReceipt: (ctx: Ctx<Account>, { params }) =>
    tellReceipt(deps, ctx, params.licenceKey, params.receiptId),
});
