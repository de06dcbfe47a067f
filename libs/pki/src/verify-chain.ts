import { buildChain, type ChainLimits, isSelfIssued, type Link } from "./build-chain.ts";
import { type Certificate, parseCertificate } from "./certificate.ts";
import type { KeyUsage } from "./certificate-extensions.ts";
import { type Check, type Verdict, verdictOf } from "./check.ts";
import { type Crl, parseCrl } from "./crl.ts";
import { CertificateError } from "./error.ts";
import type { ForeignAlgorithms } from "./foreign.ts";
import { formatName } from "./format-name.ts";
import { oidName, oids } from "./oids.ts";
import { checkRevocation } from "./revocation.ts";
import type { VerifySignature } from "./signature.ts";

/** In the order they are asked of each certificate, leaf first. */
export const chainCheckNames = [
  "parsed",
  "signature",
  "validity",
  "basic-constraints",
  "key-usage",
  "extended-key-usage",
  "critical-extensions",
  "revocation",
  "anchored",
] as const;
export type ChainCheckName = (typeof chainCheckNames)[number];
export type ChainCheck = Check<ChainCheckName>;

export interface ChainQuestion {
  readonly leaf: Uint8Array | Certificate;
  /** Certificates that may help, from wherever: nothing in them is trusted. Unreadable ones are passed over. */
  readonly pool: readonly (Uint8Array | Certificate)[];
  /** The trust list: roots or intermediates trusted by configuration. */
  readonly anchors: readonly (Uint8Array | Certificate)[];
  /** Unreadable ones are passed over. */
  readonly crls: readonly (Uint8Array | Crl)[];
  /** The moment judged: when the signature was made, or now. */
  readonly at: Date;
  /** What the leaf's key was used for: one of these must be allowed. Absent or empty: not asked. */
  readonly keyUsage?: readonly KeyUsage[];
  /** An extended purpose the leaf must not exclude, such as time stamping. */
  readonly extKeyUsage?: string;
  readonly verify: VerifySignature;
  /** For certificates and lists of RSA and ECDSA; without it they are `unknown`. */
  readonly foreign?: ForeignAlgorithms | undefined;
  readonly limits?: ChainLimits;
}

export interface ChainReport {
  readonly checks: readonly ChainCheck[];
  readonly verdict: Verdict;
  /** Leaf first; empty when the leaf could not be read. */
  readonly chain: readonly Certificate[];
}

/**
 * Asks everything of a certificate and its chain and reports every answer (RFC 5280 §6.1; without policies and name
 * constraints, which when critical fail `critical-extensions`). *Broken* is `fail`; *untrusted* (maker not in the trust
 * list) and what could not be asked (no list, foreign algorithm, issuer missing) are `unknown`.
 * Never throws for what certificates and lists hold. Trusts `anchors` and `verify`.
 */
export function verifyChain(question: ChainQuestion): ChainReport {
  const leaf = readable(question.leaf, parseCertificate);
  if (leaf === undefined) {
    const checks: readonly ChainCheck[] = [{ name: "parsed", result: "fail", reason: "not-a-certificate" }];
    return { checks, verdict: "invalid", chain: [] };
  }
  const pool = question.pool.flatMap((item) => readable(item, parseCertificate) ?? []);
  const anchors = question.anchors.flatMap((item) => readable(item, parseCertificate) ?? []);
  const crls = question.crls.flatMap((item) => readable(item, parseCrl) ?? []);
  const { at, verify, foreign, limits } = question;
  const links = buildChain({ leaf, pool, anchors, at, verify, foreign, ...(limits && { limits }) });
  const checks = links.flatMap((link, index): readonly ChainCheck[] => {
    const { certificate } = link;
    const subject = formatName(certificate.subject);
    const asked: readonly (ChainCheck | undefined)[] = [
      { name: "parsed", result: "pass", clause: "RFC 5280 §4.1" },
      signatureCheck(link),
      validityCheck(certificate, at),
      index === 0 ? undefined : constraintsCheck(link, links.slice(1, index)),
      index === 0
        ? usageCheck(certificate, question.keyUsage ?? [])
        : usageCheck(certificate, ["key-cert-sign"]),
      index === 0 ? purposeCheck(certificate, question.extKeyUsage) : undefined,
      criticalCheck(certificate),
      // An anchor is trusted until it is taken off the list: its own maker's lists do not decide that.
      link.isAnchor
        ? undefined
        : {
            name: "revocation",
            ...checkRevocation(certificate, verifiedIssuer(link), crls, at, verify, foreign),
          },
    ];
    return asked.filter((check) => check !== undefined).map((check) => ({ ...check, subject }));
  });
  checks.push(anchoredCheck(links));
  return { checks, verdict: verdictOf(checks), chain: links.map(({ certificate }) => certificate) };
}

function readable<T extends object>(item: Uint8Array | T, parse: (der: Uint8Array) => T): T | undefined {
  if (!(item instanceof Uint8Array)) return item;
  try {
    return parse(item);
  } catch (error) {
    if (error instanceof CertificateError) return undefined;
    throw error;
  }
}

const verifiedIssuer = ({ signature, issuer }: Link): Certificate | undefined =>
  signature === "good" ? issuer : undefined;

function signatureCheck({ signature }: Link): ChainCheck {
  const base = { name: "signature", clause: "RFC 5280 §6.1.3 (a)(1)" } as const;
  switch (signature) {
    case "good":
      return { ...base, result: "pass" };
    case "trust-anchor":
      return { ...base, result: "pass", reason: "trust-anchor" };
    case "bad":
      return { ...base, result: "fail", reason: "signature-wrong" };
    case "algorithms-differ":
      return { ...base, result: "fail", reason: "algorithms-differ" };
    default:
      return { ...base, result: "unknown", reason: signature };
  }
}

function validityCheck({ notBefore, notAfter }: Certificate, at: Date): ChainCheck {
  const base = { name: "validity", clause: "RFC 5280 §6.1.3 (a)(2)" } as const;
  const detail = `${notBefore.toISOString()} – ${notAfter.toISOString()}`;
  // Written so that an invalid moment fails too.
  if (!(at >= notBefore)) return { ...base, result: "fail", reason: "not-yet-valid", detail };
  if (at > notAfter) return { ...base, result: "fail", reason: "expired", detail };
  return { ...base, result: "pass" };
}

/** `below`: the CAs between this one and the leaf. Self-issued ones do not count (RFC 5280 §6.1.4 (l)). */
function constraintsCheck({ certificate, isAnchor }: Link, below: readonly Link[]): ChainCheck {
  const base = { name: "basic-constraints", clause: "RFC 5280 §6.1.4 (k)–(m)" } as const;
  const { basicConstraints, version } = certificate;
  // Roots older than version 3 cannot say that they are CAs; the trust list says it for them.
  if (basicConstraints === undefined && version < 3 && isAnchor) {
    return { ...base, result: "pass", reason: "trust-anchor" };
  }
  if (basicConstraints?.ca !== true) return { ...base, result: "fail", reason: "not-a-ca" };
  const count = below.filter((link) => !isSelfIssued(link.certificate)).length;
  const { pathLength } = basicConstraints;
  return pathLength !== undefined && count > pathLength
    ? { ...base, result: "fail", reason: "path-too-long", detail: `${count} > ${pathLength}` }
    : { ...base, result: "pass" };
}

function usageCheck({ keyUsage }: Certificate, wanted: readonly KeyUsage[]): ChainCheck | undefined {
  const base = { name: "key-usage", clause: "RFC 5280 §4.2.1.3" } as const;
  if (wanted.length === 0) return undefined;
  if (keyUsage === undefined) return { ...base, result: "pass", reason: "usage-not-stated" };
  return wanted.some((usage) => keyUsage.includes(usage))
    ? { ...base, result: "pass" }
    : { ...base, result: "fail", reason: "usage-not-allowed", detail: keyUsage.join(" ") };
}

function purposeCheck({ extKeyUsage }: Certificate, wanted: string | undefined): ChainCheck | undefined {
  const base = { name: "extended-key-usage", clause: "RFC 5280 §4.2.1.12" } as const;
  if (wanted === undefined) return undefined;
  if (extKeyUsage === undefined) return { ...base, result: "pass", reason: "purpose-not-stated" };
  return extKeyUsage.includes(wanted) || extKeyUsage.includes(oids.anyExtendedKeyUsage)
    ? { ...base, result: "pass" }
    : { ...base, result: "fail", reason: "purpose-not-allowed", detail: extKeyUsage.map(oidName).join(" ") };
}

/** Acted on above, or of no weight here: alternative names and policies bind nothing this validator decides. */
const understood: ReadonlySet<string> = new Set([
  oids.basicConstraints,
  oids.keyUsage,
  oids.extKeyUsage,
  oids.subjectKeyIdentifier,
  oids.authorityKeyIdentifier,
  oids.subjectAltName,
  oids.certificatePolicies,
]);

function criticalCheck({ extensions }: Certificate): ChainCheck {
  const base = { name: "critical-extensions", clause: "RFC 5280 §6.1.4 (o), §6.1.5 (f)" } as const;
  const strange = extensions.filter(({ critical, oid }) => critical && !understood.has(oid));
  return strange.length === 0
    ? { ...base, result: "pass" }
    : {
        ...base,
        result: "fail",
        reason: "critical-not-understood",
        detail: strange.map(({ oid }) => oidName(oid)).join(" "),
      };
}

function anchoredCheck(links: readonly Link[]): ChainCheck {
  const top = links.at(-1);
  const base = { name: "anchored", clause: "RFC 5280 §6.1.1 (d)" } as const;
  const subject = top === undefined ? {} : { subject: formatName(top.certificate.subject) };
  return top?.isAnchor
    ? { ...base, ...subject, result: "pass" }
    : { ...base, ...subject, result: "unknown", reason: "not-in-trust-list" };
}
