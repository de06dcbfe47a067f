import {
  element,
  explicitContent,
  is,
  isContext,
  type Node,
  readBitBytes,
  readInteger,
  readSmallInteger,
  readTime,
  sequenceOf,
  universal,
} from "@liangzheng/asn1";
import { toHex } from "@liangzheng/bytes";
import { type Algorithm, readAlgorithm, sameAlgorithm } from "./algorithm.ts";
import type { Signed } from "./certificate.ts";
import { CertificateError, reading } from "./error.ts";
import { type Extension, readAuthorityKeyIdentifier, readExtension, readExtensions } from "./extension.ts";
import { type Name, readName } from "./name.ts";
import { oids } from "./oids.ts";
import { readSerial } from "./serial.ts";

/** RFC 5280 §5.3.1, by number; 7 is not used. */
export const revocationReasons = [
  "unspecified",
  "key-compromise",
  "ca-compromise",
  "affiliation-changed",
  "superseded",
  "cessation-of-operation",
  "certificate-hold",
  "unused",
  "remove-from-crl",
  "privilege-withdrawn",
  "aa-compromise",
] as const;
export type RevocationReason = (typeof revocationReasons)[number];

/** One revoked certificate. */
export interface Revocation {
  /** Content octets of the serial's INTEGER. */
  readonly serial: Uint8Array;
  readonly date: Date;
  readonly reason: RevocationReason;
  /** When the key is thought to have gone astray, if the issuer says so (RFC 5280 §5.3.2): may precede `date`. */
  readonly invalidityDate?: Date;
}

/** A certificate revocation list (RFC 5280 §5, GM/T 0015). */
export interface Crl extends Signed {
  readonly raw: Uint8Array;
  readonly version: 1 | 2;
  readonly signatureAlgorithm: Algorithm;
  readonly issuer: Name;
  readonly thisUpdate: Date;
  readonly nextUpdate?: Date;
  readonly number?: bigint;
  readonly authorityKeyIdentifier?: Uint8Array;
  readonly extensions: readonly Extension[];
  readonly size: number;
  /** Critical extensions, of the list or of an entry, that this library does not act on: the list proves nothing then. */
  readonly unknownCritical: readonly string[];
  readonly entries: ReadonlyMap<string, Revocation>;
}

const limits = { depth: 16, nodes: 2_000_000 };

/** @throws CertificateError `bad-der`, `bad-version`, `bad-serial`, `bad-extension` or `duplicate-extension`. */
export const parseCrl = (der: Uint8Array): Crl => reading(der, readCrl, limits);

/** The entry of a serial, given as the INTEGER's content octets (`Certificate.serial`). */
export const findRevocation = (crl: Crl, serial: Uint8Array): Revocation | undefined =>
  crl.entries.get(toHex(serial));

const actedOn: ReadonlySet<string> = new Set([
  oids.crlNumber,
  oids.authorityKeyIdentifier,
  oids.crlReason,
  oids.invalidityDate,
]);

function readCrl(root: Node): Crl {
  const outer = sequenceOf(root);
  if (outer.length !== 3) throw new CertificateError("bad-der", root.at);
  const tbs = element(outer, 0);
  const rest = [...sequenceOf(tbs)];
  const take = (when: boolean): Node | undefined => (when ? rest.shift() : undefined);
  const version = take(is(rest[0], "integer"));
  if (version !== undefined && readSmallInteger(version) !== 1) {
    throw new CertificateError("bad-version", version.at);
  }
  const inner = readAlgorithm(element(rest, 0, tbs.at));
  const issuer = readName(element(rest, 1, tbs.at));
  const thisUpdate = readTime(element(rest, 2, tbs.at));
  rest.splice(0, 3);
  const next = take(isTime(rest[0]));
  const list = take(is(rest[0], "sequence"));
  const tagged = take(isContext(rest[0], 0));
  if (rest[0] !== undefined) throw new CertificateError("bad-der", rest[0].at);
  const extensions = tagged === undefined ? [] : readExtensions(explicitContent(tagged, 0));
  const unknown = new Set<string>();
  note(extensions, unknown);
  const entries = new Map<string, Revocation>();
  for (const node of list === undefined ? [] : sequenceOf(list)) {
    const entry = readEntry(node, unknown);
    const key = toHex(entry.serial);
    // A serial listed twice counts from its first date: the later line cannot make the earlier one unsaid.
    const known = entries.get(key);
    if (known === undefined || entry.date < known.date) entries.set(key, entry);
  }
  const signatureAlgorithm = readAlgorithm(element(outer, 1));
  const number = readExtension(extensions, oids.crlNumber, readInteger);
  const authorityKeyIdentifier = readExtension(
    extensions,
    oids.authorityKeyIdentifier,
    readAuthorityKeyIdentifier,
  );
  return {
    raw: root.raw,
    toBeSigned: tbs.raw,
    version: version === undefined ? 1 : 2,
    signatureAlgorithm,
    algorithmsAgree: sameAlgorithm(inner, signatureAlgorithm),
    issuer,
    thisUpdate,
    ...(next && { nextUpdate: readTime(next) }),
    ...(number !== undefined && { number }),
    ...(authorityKeyIdentifier && { authorityKeyIdentifier }),
    extensions,
    size: entries.size,
    unknownCritical: [...unknown],
    entries,
    signature: readBitBytes(element(outer, 2)),
  };
}

const isTime = (node: Node | undefined): boolean => is(node, "utcTime") || is(node, "generalizedTime");

function readEntry(node: Node, unknown: Set<string>): Revocation {
  const parts = sequenceOf(node);
  const [, , tail, extra] = parts;
  if (extra !== undefined) throw new CertificateError("bad-der", extra.at);
  const serial = readSerial(element(parts, 0, node.at));
  const date = readTime(element(parts, 1, node.at));
  if (tail === undefined) return { serial, date, reason: "unspecified" };
  const extensions = readExtensions(tail);
  note(extensions, unknown);
  const reason = readExtension(extensions, oids.crlReason, readReason) ?? "unspecified";
  const invalidityDate = readExtension(extensions, oids.invalidityDate, readTime);
  return invalidityDate === undefined ? { serial, date, reason } : { serial, date, reason, invalidityDate };
}

function note(extensions: readonly Extension[], unknown: Set<string>): void {
  for (const { oid, critical } of extensions) if (critical && !actedOn.has(oid)) unknown.add(oid);
}

function readReason(node: Node): RevocationReason {
  const reason = revocationReasons[node.content[0] ?? -1];
  if (node.tag !== universal.enumerated || node.content.length !== 1 || reason === undefined) {
    throw new CertificateError("bad-extension", node.at);
  }
  return reason;
}
