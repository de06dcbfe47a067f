import { element, type Node, parse, sequenceOf } from "@liangzheng/asn1";
import { asSealError, SealError } from "./error.ts";
import { readSeal, type Seal, sealLimits } from "./parse-seal.ts";
import { readSignatureV1, type SealSignatureV1 } from "./v1/signature.ts";
import { readSignatureV4, type SealSignatureV4 } from "./v4/signature.ts";
import { readSignatureV5, type SealSignatureV5 } from "./v5/signature.ts";

/** A seal signature (a SignedValue file of Type `Seal`) of any of the three standards, told apart by `standard`. */
export type SealSignature = SealSignatureV1 | SealSignatureV4 | SealSignatureV5;

/**
 * Reads a SES_Signature: by the number of fields, then by the version in the header of the seal inside.
 * That TBS_Sign.version equals the header's is a check of `verifyOfd`, not a condition of reading.
 * @throws SealError
 */
export const parseSealSignature = (bytes: Uint8Array): SealSignature => readSealSignature(bytes, readSeal);

/** The same, with the seal inside read by `seals`. @throws SealError */
export const readSealSignature = (bytes: Uint8Array, seals: (node: Node) => Seal): SealSignature =>
  asSealError(() => readSignature(parse(bytes, sealLimits), seals));

function readSignature(node: Node, seals: (node: Node) => Seal): SealSignature {
  const fields = sequenceOf(node);
  if (fields.length === 2) return readSignatureV1(node, seals);
  if (fields.length !== 4 && fields.length !== 5) throw new SealError("bad-field-count", node.at);
  const seal = seals(element(sequenceOf(element(fields, 0)), 1, node.at));
  return seal.standard === "GM/T 0031-2025" ? readSignatureV5(node, seal) : readSignatureV4(node, seal);
}
