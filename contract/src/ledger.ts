import Type, { type Static } from "typebox";
import { operation } from "./operation.ts";
import { NotFound, ReceiptNotLogged } from "./problems.ts";
import { Key } from "./shapes.ts";

const Base64 = Type.String({ pattern: "^[A-Za-z0-9+/]*={0,2}$" });
const checkpoint = Type.String({ description: "A signed note (C2SP tlog-checkpoint)" });
const certificates = Type.Array(Base64, { description: "Of the log's key, then of the root; DER, base64" });

/** 用证回执: what a receipt says, and the proof that it stands in the log. docs/formats/receipt.md. */
export const ReceiptDocument = Type.Object(
  {
    format: Type.Literal("liangzheng-receipt-1"),
    entry: Type.Record(Type.String(), Type.Unknown(), {
      description: "What the leaf is the hash of, as canonical JSON",
    }),
    leafIndex: Type.Integer({ minimum: 0 }),
    proof: Type.Array(Base64),
    checkpoint,
    certificates,
  },
  { $id: "ReceiptDocument", additionalProperties: false },
);
export type ReceiptDocument = Static<typeof ReceiptDocument>;

export const getMyReceipt = operation("getMyReceipt", {
  room: "use",
  summary: "The receipt of one use of the holder's licence, which verifies without the platform",
  callers: ["holder"],
  params: Type.Object({ licenceKey: Key, receiptId: Key }, { additionalProperties: false }),
  result: ReceiptDocument,
  problems: [NotFound, ReceiptNotLogged],
});
export const getLogCheckpoint = operation("getLogCheckpoint", {
  room: "ledger",
  summary: "What the log of receipts holds now, signed",
  callers: ["anyone"],
  result: Type.Object({ checkpoint, certificates }, { additionalProperties: false }),
  problems: [NotFound],
});
export const getLogGrowth = operation("getLogGrowth", {
  room: "ledger",
  summary: "The proof that the log of now begins with the one of so many leaves",
  callers: ["anyone"],
  query: Type.Object(
    { before: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }) },
    { additionalProperties: false },
  ),
  result: Type.Object({ checkpoint, proof: Type.Array(Base64) }, { additionalProperties: false }),
  problems: [NotFound],
});
