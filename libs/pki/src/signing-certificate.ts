import { element, is, parse, readOctets, sequenceOf } from "@liangzheng/asn1";
import { equalBytes } from "@liangzheng/bytes";
import { isSm3, readAlgorithm } from "./algorithm.ts";
import { type Attribute, findSingleValue } from "./attributes.ts";
import type { Certificate } from "./certificate.ts";
import { CertificateError, translating } from "./error.ts";
import { type ForeignAlgorithms, findSha2, type Sha2 } from "./foreign.ts";
import { oids } from "./oids.ts";
import type { Digest } from "./signature.ts";

export type NamedOutcome = "same" | "another" | "not-named" | "unreadable" | "unsupported-digest";

/**
 * Whether the certificate named inside what is signed (SigningCertificateV2, RFC 5035 §3, §4) is this one: without that
 * name, another certificate of the same key could stand in. The older attribute names by SHA-1, which proves nothing, and
 * is not read. Never throws for what the attributes hold.
 * @param attributes the signed ones.
 */
export function checkNamed(
  attributes: readonly Attribute[],
  certificate: Certificate,
  digest: Digest,
  foreign?: ForeignAlgorithms,
): NamedOutcome {
  if (!attributes.some(({ oid }) => oid === oids.signingCertificateV2)) return "not-named";
  const value = findSingleValue(attributes, oids.signingCertificateV2);
  const named = value && readNamed(value);
  if (named === undefined) return "unreadable";
  const { by, hash } = named;
  const actual =
    by === "sm3" ? digest(certificate.raw) : by === undefined ? by : foreign?.digest(by, certificate.raw);
  if (actual === undefined) return "unsupported-digest";
  return equalBytes(actual, hash) ? "same" : "another";
}

interface Named {
  /** `undefined` for digests that are not computed here. */
  readonly by: "sm3" | Sha2 | undefined;
  readonly hash: Uint8Array;
}

/** The first ESSCertIDv2, which is the signer's. */
function readNamed(der: Uint8Array): Named | undefined {
  try {
    return translating(() => {
      const ids = sequenceOf(element(sequenceOf(parse(der)), 0));
      const parts = sequenceOf(element(ids, 0));
      const first = element(parts, 0);
      // SHA-256 is the default, which DER leaves out.
      if (is(first, "octetString")) return { by: "sha-256", hash: readOctets(first) };
      const algorithm = readAlgorithm(first);
      return { by: isSm3(algorithm) ? "sm3" : findSha2(algorithm), hash: readOctets(element(parts, 1)) };
    });
  } catch (error) {
    if (error instanceof CertificateError) return undefined;
    throw error;
  }
}
