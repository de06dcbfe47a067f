import {
  BytesError,
  canonicalJson,
  encodeUtf8,
  equalBytes,
  fromBase64,
  type JsonValue,
} from "@liangzheng/bytes";
import { type Checkpoint, parseCheckpoint } from "./checkpoint.ts";
import { TlogError } from "./error.ts";
import { type Note, noteKeyId, parseNote } from "./note.ts";
import { type Digest, isCount, leafHash } from "./tree.ts";
import { verifyInclusion } from "./verify-proof.ts";

/** 用证回执: what was used by whom and why, and the proof that the log has it (docs/formats/receipt.md). */
export interface Receipt {
  readonly entry: JsonValue;
  /** As canonical JSON: what the leaf is the hash of. */
  readonly leafBytes: Uint8Array;
  readonly leafIndex: number;
  readonly proof: readonly Uint8Array[];
  readonly note: Note;
  readonly checkpoint: Checkpoint;
  /** Of the log's key, then of who certified it; DER. Nothing in them is trusted. */
  readonly certificates: readonly Uint8Array[];
}

const format = "liangzheng-receipt-1";
const members = ["format", "entry", "leafIndex", "proof", "checkpoint", "certificates"];
/** Hashes of a proof: more than any log of this world needs. Certificates. */
const limits = { proof: 64, certificates: 8 } as const;

/** Reads the document as `JSON.parse` gives it. @throws TlogError `bad-receipt` and those of its note. */
export function parseReceipt(document: unknown): Receipt {
  if (typeof document !== "object" || document === null) throw new TlogError("bad-receipt");
  const { entry, leafIndex, proof, checkpoint, certificates, ...rest } = document as Record<string, unknown>;
  const isFine =
    rest["format"] === format &&
    Object.keys(document).length === members.length &&
    typeof entry === "object" &&
    entry !== null &&
    typeof leafIndex === "number" &&
    isCount(leafIndex) &&
    typeof checkpoint === "string";
  if (!isFine) throw new TlogError("bad-receipt");
  const note = parseNote(checkpoint);
  return {
    entry: entry as JsonValue,
    leafBytes: translating(() => encodeUtf8(canonicalJson(entry as JsonValue))),
    leafIndex,
    proof: readAll(proof, limits.proof),
    note,
    checkpoint: parseCheckpoint(note.text),
    certificates: readAll(certificates, limits.certificates),
  };
}

export const receiptCheckNames = ["inclusion", "log-key", "checkpoint-signature"] as const;
export interface ReceiptCheck {
  readonly name: (typeof receiptCheckNames)[number];
  readonly result: "pass" | "fail";
  readonly clause: string;
}

export interface ReceiptPorts {
  readonly digest: Digest;
  /** The key of the log, uncompressed SM2, from a certificate that the caller has judged. */
  readonly publicKey: Uint8Array;
  /** SM2 with SM3 and the default identifier, DER. */
  readonly verify: (publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array) => boolean;
}

/**
 * Every check of a receipt, in order; whether the key is to be believed is the caller's to ask, at `receipt.checkpoint.at`.
 * Never throws for what the receipt holds.
 */
export function verifyReceipt(receipt: Receipt, ports: ReceiptPorts): readonly ReceiptCheck[] {
  const { digest, publicKey, verify } = ports;
  const { leafBytes, leafIndex: index, proof, note, checkpoint } = receipt;
  const { size, root, origin } = checkpoint;
  const leaf = leafHash(leafBytes, digest);
  const keyId = noteKeyId(origin, publicKey, digest);
  const own = note.signatures.filter((one) => one.name === origin && equalBytes(one.keyId, keyId));
  const signed = encodeUtf8(note.text);
  const check = (name: ReceiptCheck["name"], isGood: boolean, clause: string): ReceiptCheck => ({
    name,
    result: isGood ? "pass" : "fail",
    clause,
  });
  return [
    check("inclusion", verifyInclusion({ leaf, index, size, root, proof }, digest), "RFC 9162 §2.1.3.2"),
    check("log-key", own.length > 0, "C2SP signed-note"),
    check(
      "checkpoint-signature",
      own.some(({ signature }) => verify(publicKey, signed, signature)),
      "GB/T 32918.2",
    ),
  ];
}

function readAll(values: unknown, most: number): readonly Uint8Array[] {
  if (!Array.isArray(values) || values.length > most) throw new TlogError("bad-receipt");
  return values.map((value: unknown) => {
    if (typeof value !== "string") throw new TlogError("bad-receipt");
    return translating(() => fromBase64(value));
  });
}

function translating<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof BytesError) throw new TlogError("bad-receipt");
    throw error;
  }
}
