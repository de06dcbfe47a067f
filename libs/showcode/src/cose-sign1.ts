import { ShowCodeError } from "./error.ts";
import { type Cbor, decodeCbor, decodeFirstCbor, encodeCbor } from "./strict-cbor.ts";

/**
 * Numbers of signature algorithms in COSE. ES256 is RFC 9053 §2.1. IANA has none for SM2, so ours is from the range for
 * private use (RFC 9052 §11.4, below -65536), made of the end of its object identifier 1.2.156.10197.1.501: SM2 with SM3
 * under the default identifier 1234567812345678, signature r ‖ s of 64 bytes.
 */
const algorithmNumbers = { "sm2-sm3": -10197501, es256: -7 } as const;
export type CoseAlgorithm = keyof typeof algorithmNumbers;

/** The one who signs: by which algorithm, and the eight bytes by which a verifier finds the key. */
export interface CoseSigner {
  readonly algorithm: CoseAlgorithm;
  readonly keyId: Uint8Array;
}

export interface Sign1 extends CoseSigner {
  /** Header 16 (RFC 9596), where there is one. */
  readonly type: string | undefined;
  readonly protectedHeader: Uint8Array;
  readonly payload: Uint8Array;
  /** r ‖ s. */
  readonly signature: Uint8Array;
}

/** A message that waits for its signature, which may be made elsewhere and later. */
export interface Unsigned {
  /** Sig_structure of RFC 9052 §4.4: hand these bytes to the signer. */
  readonly toBeSigned: Uint8Array;
  /** The message with the signature r ‖ s. @throws ShowCodeError `bad-length` unless it has 64 bytes. */
  readonly signed: (signature: Uint8Array) => Uint8Array;
}

const keyIdLength = 8;
export const signatureLength = 64;
const labels = { algorithm: 1, keyId: 4, type: 16 } as const;

/** COSE_Sign1 (RFC 9052 §4.2) without its tag. @throws ShowCodeError `bad-length` unless the key identifier has eight bytes. */
export function prepareSign1(payload: Uint8Array, signer: CoseSigner, type?: string): Unsigned {
  if (signer.keyId.length !== keyIdLength) throw new ShowCodeError("bad-length");
  const protectedHeader = encodeHeader(signer, type);
  return {
    toBeSigned: sigStructure({ protectedHeader, payload }),
    signed: (signature) => {
      if (signature.length !== signatureLength) throw new ShowCodeError("bad-length");
      return encodeCbor([protectedHeader, new Map(), payload, signature]);
    },
  };
}

/** @throws ShowCodeError `bad-encoding`, `bad-content` for other headers than ours, `unsupported-algorithm`. */
export const parseSign1 = (bytes: Uint8Array): Sign1 => sign1Of(decodeCbor(bytes));

/** The same, where more may follow: with the bytes that it took. */
export function parseFirstSign1(bytes: Uint8Array): { readonly sign1: Sign1; readonly length: number } {
  const { item, length } = decodeFirstCbor(bytes);
  return { sign1: sign1Of(item), length };
}

export const sigStructure = ({
  protectedHeader,
  payload,
}: Pick<Sign1, "protectedHeader" | "payload">): Uint8Array =>
  encodeCbor(["Signature1", protectedHeader, new Uint8Array(), payload]);

function encodeHeader({ algorithm, keyId }: CoseSigner, type: string | undefined): Uint8Array {
  const header = new Map<number, Cbor>([
    [labels.algorithm, algorithmNumbers[algorithm]],
    [labels.keyId, keyId],
  ]);
  if (type !== undefined) header.set(labels.type, type);
  return encodeCbor(header);
}

function sign1Of(item: unknown): Sign1 {
  if (!Array.isArray(item) || item.length !== 4) throw new ShowCodeError("bad-encoding");
  const [protectedHeader, unprotected, payload, signature] = item as readonly unknown[];
  if (
    !(
      protectedHeader instanceof Uint8Array &&
      payload instanceof Uint8Array &&
      signature instanceof Uint8Array
    )
  )
    throw new ShowCodeError("bad-encoding");
  // What no signature covers could be anybody's: there is nothing of ours in it.
  if (!(unprotected instanceof Map) || unprotected.size !== 0) throw new ShowCodeError("bad-content");
  if (signature.length !== signatureLength) throw new ShowCodeError("bad-content");
  return { ...headerOf(protectedHeader), protectedHeader, payload, signature };
}

function headerOf(bytes: Uint8Array): CoseSigner & Pick<Sign1, "type"> {
  const header = decodeCbor(bytes);
  if (!(header instanceof Map)) throw new ShowCodeError("bad-encoding");
  const keyId: unknown = header.get(labels.keyId);
  const type: unknown = header.get(labels.type);
  const number: unknown = header.get(labels.algorithm);
  if (
    !(keyId instanceof Uint8Array) ||
    keyId.length !== keyIdLength ||
    header.size !== (type === undefined ? 2 : 3)
  )
    throw new ShowCodeError("bad-content");
  if (type !== undefined && typeof type !== "string") throw new ShowCodeError("bad-content");
  const algorithm = (Object.keys(algorithmNumbers) as CoseAlgorithm[]).find(
    (name) => algorithmNumbers[name] === number,
  );
  if (algorithm === undefined) throw new ShowCodeError("unsupported-algorithm");
  return { algorithm, keyId, type };
}
