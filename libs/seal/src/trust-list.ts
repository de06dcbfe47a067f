import {
  BytesError,
  canonicalJson,
  decodeUtf8,
  encodeUtf8,
  equalBytes,
  fromBase64,
  type JsonValue,
  toBase64,
} from "@liangzheng/bytes";
import { type Certificate, CertificateError, type Crl, parseCertificate, parseCrl } from "@liangzheng/pki";
import type { SealAlgorithms, Trust } from "./trust.ts";

/*
 * A trust list: whom to believe, in one readable file that its keeper signs. docs/formats/trust-list.md
 */

export const trustListFormat = "liangzheng-trust-list-1";

/** What an entry is trusted to vouch for: who signs, who makes seals, who dates. */
export const trustUses = ["signer", "maker", "time-stamp"] as const;
export type TrustUse = (typeof trustUses)[number];

export interface TrustEntry {
  readonly name: string;
  readonly uses: readonly TrustUse[];
  readonly certificate: Certificate;
}

export interface TrustList {
  readonly name: string;
  /** Grows with every list of one keeper. */
  readonly sequence: number;
  readonly issuedAt: Date;
  readonly nextUpdate: Date;
  readonly entries: readonly TrustEntry[];
  /** Certificates that help to build chains and are not trusted themselves. */
  readonly intermediates: readonly Certificate[];
  readonly crls: readonly Crl[];
  /** The 65-byte point of the key that signed the list. */
  readonly keeper: Uint8Array;
}

export type TrustListErrorCode =
  /** No JSON in UTF-8, or not of the form documented. */
  | "not-a-trust-list"
  /** A certificate or revocation list in it cannot be read. */
  | "bad-certificate"
  | "bad-signature"
  /** Signed, but by another key than the one asked for. */
  | "other-keeper"
  /** Before the list was issued, or after its next update was due. */
  | "out-of-term";

/** A file that is no trust list to go by. */
export class TrustListError extends Error {
  readonly code: TrustListErrorCode;
  constructor(code: TrustListErrorCode, detail: string, options?: ErrorOptions) {
    super(`${code}: ${detail}`, options);
    this.name = "TrustListError";
    this.code = code;
  }
}

export interface TrustListQuestion {
  readonly gm: Pick<SealAlgorithms, "verify">;
  readonly now: Date;
  /** The key the list must be signed with. Absent: any, and the asker vouches for the file himself. */
  readonly keeper?: Uint8Array;
}

const mostBytes = 8 * 1024 * 1024;

/**
 * Reads a trust list and believes it only if its signature holds, its keeper is the one asked for, and it is in its term.
 * @throws TrustListError, and nothing else for what the bytes hold.
 */
export function openTrustList(bytes: Uint8Array, { gm, now, keeper }: TrustListQuestion): TrustList {
  const file = asObject(parseJson(bytes), "the file");
  const body = asObject(file["trustList"], "trustList");
  const signature = asObject(file["signature"], "signature");
  if (signature["algorithm"] !== "SM2-with-SM3") throw malformed("signature.algorithm");
  const key = asBytes(signature["publicKey"], "signature.publicKey");
  const value = asBytes(signature["value"], "signature.value");
  if (key.length !== 65) throw malformed("signature.publicKey");
  if (keeper !== undefined && !equalBytes(key, keeper))
    throw new TrustListError("other-keeper", "another key");
  if (!gm.verify(key, canonical(body), value))
    throw new TrustListError("bad-signature", "it does not verify");
  const list = readBody(body, key);
  if (!(now >= list.issuedAt && now <= list.nextUpdate)) {
    const term = `${list.issuedAt.toISOString()} – ${list.nextUpdate.toISOString()}`;
    throw new TrustListError("out-of-term", term);
  }
  return list;
}

/** What the list gives a verifier. A use that no entry has is trusted to nobody, rather than to everybody. */
export function trustOf({ entries, intermediates, crls }: TrustList): Trust {
  const of = (use: TrustUse) =>
    entries.filter(({ uses }) => uses.includes(use)).map(({ certificate }) => certificate);
  return {
    anchors: of("signer"),
    makers: of("maker"),
    timeStampers: of("time-stamp"),
    pool: intermediates,
    crls,
  };
}

export interface NewTrustList {
  readonly name: string;
  readonly sequence: number;
  readonly issuedAt: Date;
  readonly nextUpdate: Date;
  readonly entries: readonly {
    readonly name: string;
    readonly uses: readonly TrustUse[];
    readonly certificate: Uint8Array;
  }[];
  readonly intermediates?: readonly Uint8Array[];
  readonly crls?: readonly Uint8Array[];
}

/** The file, indented for people; `keeper` the 65-byte point whose key `sign` signs with. */
export function makeTrustList(
  list: NewTrustList,
  keeper: { readonly publicKey: Uint8Array; readonly sign: (message: Uint8Array) => Uint8Array },
): string {
  const body = {
    format: trustListFormat,
    name: list.name,
    sequence: list.sequence,
    issuedAt: list.issuedAt.toISOString(),
    nextUpdate: list.nextUpdate.toISOString(),
    entries: list.entries.map(({ name, uses, certificate }) => ({
      name,
      uses: [...uses],
      certificate: toBase64(certificate),
    })),
    intermediates: (list.intermediates ?? []).map(toBase64),
    revocationLists: (list.crls ?? []).map(toBase64),
  };
  const signature = {
    algorithm: "SM2-with-SM3",
    publicKey: toBase64(keeper.publicKey),
    value: toBase64(keeper.sign(signedBytes(body))),
  };
  return `${JSON.stringify({ trustList: body, signature }, undefined, 2)}\n`;
}

/** RFC 8785: white space and the order of members are the writer's, what is signed is not. */
const signedBytes = (body: JsonObject): Uint8Array => encodeUtf8(canonicalJson(body));

function canonical(body: JsonObject): Uint8Array {
  try {
    return signedBytes(body);
  } catch (cause) {
    // Half a surrogate pair, or nested too deeply.
    if (cause instanceof BytesError) throw malformed("no canonical form", cause);
    throw cause;
  }
}

type JsonObject = { readonly [name: string]: JsonValue };

function parseJson(bytes: Uint8Array): JsonValue | undefined {
  if (bytes.length > mostBytes) throw malformed("larger than any list");
  try {
    const text = decodeUtf8(bytes);
    return JSON.parse(text.startsWith("\ufeff") ? text.slice(1) : text) as JsonValue;
  } catch (cause) {
    if (cause instanceof BytesError || cause instanceof SyntaxError)
      throw malformed("no JSON in UTF-8", cause);
    throw cause;
  }
}

function readBody(body: JsonObject, keeper: Uint8Array): TrustList {
  if (body["format"] !== trustListFormat) throw malformed("format");
  const sequence = body["sequence"];
  if (typeof sequence !== "number" || !Number.isSafeInteger(sequence) || sequence < 0)
    throw malformed("sequence");
  return {
    name: asText(body["name"], "name"),
    sequence,
    issuedAt: asTime(body["issuedAt"], "issuedAt"),
    nextUpdate: asTime(body["nextUpdate"], "nextUpdate"),
    entries: asList(body["entries"], "entries").map((item) => {
      const entry = asObject(item, "an entry");
      return {
        name: asText(entry["name"], "name of an entry"),
        uses: asList(entry["uses"], "uses").map(asUse),
        certificate: readDer(entry["certificate"], "certificate", parseCertificate),
      };
    }),
    intermediates: asList(body["intermediates"] ?? [], "intermediates").map((item) =>
      readDer(item, "intermediates", parseCertificate),
    ),
    crls: asList(body["revocationLists"] ?? [], "revocationLists").map((item) =>
      readDer(item, "revocationLists", parseCrl),
    ),
    keeper,
  };
}

const malformed = (what: string, cause?: unknown): TrustListError =>
  new TrustListError("not-a-trust-list", what, { cause });

function asObject(value: JsonValue | undefined, what: string): JsonObject {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw malformed(what);
  return value as JsonObject;
}

function asList(value: JsonValue | undefined, what: string): readonly JsonValue[] {
  if (!Array.isArray(value)) throw malformed(what);
  return value as readonly JsonValue[];
}

function asText(value: JsonValue | undefined, what: string): string {
  if (typeof value !== "string") throw malformed(what);
  return value;
}

function asTime(value: JsonValue | undefined, what: string): Date {
  const text = asText(value, what);
  const time = new Date(text);
  // UTC alone: a list must not be in its term in one place and out of it in another.
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(text) || Number.isNaN(time.getTime()))
    throw malformed(what);
  return time;
}

function asUse(value: JsonValue): TrustUse {
  const use = trustUses.find((known) => known === value);
  if (use === undefined) throw malformed("uses");
  return use;
}

function asBytes(value: JsonValue | undefined, what: string): Uint8Array {
  try {
    return fromBase64(asText(value, what));
  } catch (cause) {
    if (cause instanceof BytesError) throw malformed(what, cause);
    throw cause;
  }
}

function readDer<T>(value: JsonValue | undefined, what: string, parse: (der: Uint8Array) => T): T {
  const der = asBytes(value, what);
  try {
    return parse(der);
  } catch (cause) {
    if (cause instanceof CertificateError) throw new TrustListError("bad-certificate", what, { cause });
    throw cause;
  }
}
