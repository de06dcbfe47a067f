import { element, type Limits, type Node, parse, sequenceOf } from "@liangzheng/asn1";
import { asSealError, SealError } from "./error.ts";
import { readHeader } from "./seal-parts.ts";
import { readSealV1, type SealV1 } from "./v1/seal.ts";
import { readSealV4, type SealV4 } from "./v4/seal.ts";
import { readSealV5, type SealV5 } from "./v5/seal.ts";

/** Seals have some hundred elements; a document may bear dozens, and their reading must not add up. */
export const sealLimits: Limits = { depth: 32, nodes: 20_000 };

/** An electronic seal of any of the three standards, told apart by `standard`. */
export type Seal = SealV1 | SealV4 | SealV5;

/**
 * Reads a SESeal (a `.esl` file, or the seal inside a signature): by the number of fields, then by the version in the
 * header. A seal of two fields whose header claims another version is still read: to judge that is the verifier's part.
 * @throws SealError
 */
export const parseSeal = (bytes: Uint8Array): Seal => asSealError(() => readSeal(parse(bytes, sealLimits)));

export function readSeal(node: Node): Seal {
  const fields = sequenceOf(node);
  if (fields.length === 2) return readSealV1(node);
  if (fields.length !== 4 && fields.length !== 5) throw new SealError("bad-field-count", node.at);
  const header = element(sequenceOf(element(fields, 0)), 0, node.at);
  const { version } = readHeader(header);
  if (version === 4) return readSealV4(node);
  if (version === 5) return readSealV5(node);
  throw new SealError("bad-header", header.at);
}
