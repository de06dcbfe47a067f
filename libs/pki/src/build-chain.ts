import { equalBytes } from "@liangzheng/bytes";
import { type Certificate, checkSignature, type SignatureOutcome } from "./certificate.ts";
import type { ForeignAlgorithms } from "./foreign.ts";
import { sameName } from "./name.ts";
import type { VerifySignature } from "./signature.ts";

/** Counted limits: they bound work on a hostile pool without a clock. */
export interface ChainLimits {
  /** Certificates in a chain, leaf and anchor included. */
  readonly length: number;
  /** Pairs of certificate and issuer looked at while searching: at most so many signatures are verified. */
  readonly pairs: number;
}
export const defaultChainLimits: ChainLimits = { length: 8, pairs: 64 };

/** One certificate of a chain, with how its signature stood under the next one's key. */
export interface Link {
  readonly certificate: Certificate;
  readonly isAnchor: boolean;
  /** `issuer-unknown`: nothing at hand could have issued it. `trust-anchor`: not asked. */
  readonly signature:
    | SignatureOutcome
    | "issuer-unknown"
    | "chain-too-long"
    | "search-exhausted"
    | "trust-anchor";
  /** The certificate whose key was used: the next link, or the certificate itself when self-signed. */
  readonly issuer?: Certificate;
}

export interface ChainSearch {
  readonly leaf: Certificate;
  readonly pool: readonly Certificate[];
  readonly anchors: readonly Certificate[];
  readonly at: Date;
  readonly verify: VerifySignature;
  readonly foreign?: ForeignAlgorithms | undefined;
  readonly limits?: ChainLimits;
}

/** Whether two certificates are the same bytes. */
const sameCertificate = (a: Certificate, b: Certificate): boolean => equalBytes(a.raw, b.raw);

/** A certificate that names itself as its issuer. */
export const isSelfIssued = ({ issuer, subject }: Certificate): boolean => sameName(issuer, subject);

/**
 * The best chain from the leaf upwards: one that ends in a trust anchor if there is any, else the one in which most
 * signatures verify. Every certificate stands at most once, so crossed certificates cannot make it run for ever.
 */
export function buildChain(search: ChainSearch): readonly Link[] {
  const limits = search.limits ?? defaultChainLimits;
  const outcomes = new Map<Certificate, Map<Certificate, SignatureOutcome>>();
  let left = limits.pairs;
  const known = [...search.anchors, ...search.pool];
  const isAnchor = (certificate: Certificate): boolean =>
    search.anchors.some((anchor) => sameCertificate(anchor, certificate));

  const outcome = (subject: Certificate, issuer: Certificate): SignatureOutcome | undefined => {
    const memo = outcomes.get(subject) ?? new Map<Certificate, SignatureOutcome>();
    outcomes.set(subject, memo);
    // Counted even when remembered: cross-certified crowds have more paths than pairs.
    if (left === 0) return undefined;
    left--;
    const before = memo.get(issuer);
    if (before !== undefined) return before;
    const found = checkSignature(subject, issuer.publicKeyInfo, search.verify, search.foreign);
    memo.set(issuer, found);
    return found;
  };

  const extend = (certificate: Certificate, below: readonly Certificate[]): readonly Link[] => {
    if (isAnchor(certificate)) return [{ certificate, isAnchor: true, signature: "trust-anchor" }];
    const dead = (signature: Link["signature"], issuer?: Certificate): readonly Link[] => [
      issuer
        ? { certificate, isAnchor: false, signature, issuer }
        : { certificate, isAnchor: false, signature },
    ];
    if (isOwnIssuer(certificate)) {
      const signature = outcome(certificate, certificate);
      if (signature === "good") return dead(signature, certificate);
    }
    const path = [...below, certificate];
    const candidates = ordered(certificate, known, path, search.at);
    if (candidates.length === 0) {
      return isOwnIssuer(certificate)
        ? dead(outcome(certificate, certificate) ?? "search-exhausted", certificate)
        : dead("issuer-unknown");
    }
    if (path.length >= limits.length) return dead("chain-too-long");
    let best: readonly Link[] | undefined;
    for (const issuer of candidates) {
      const signature = outcome(certificate, issuer);
      if (signature === undefined) break;
      const link: Link = { certificate, isAnchor: false, signature, issuer };
      // Above a signature that does not verify there is nothing to learn about this certificate.
      const chain = signature === "good" ? [link, ...extend(issuer, path)] : [link];
      if (chain.at(-1)?.isAnchor) return chain;
      if (best === undefined || score(chain) > score(best)) best = chain;
    }
    return best ?? dead("search-exhausted");
  };
  return extend(search.leaf, []);
}

/** Named as its own issuer, and no key identifier says otherwise: re-keyed CAs certify themselves under one name. */
const isOwnIssuer = (certificate: Certificate): boolean =>
  isSelfIssued(certificate) && keyMatches(certificate, certificate);

const score = (chain: readonly Link[]): number =>
  chain.filter(({ signature }) => signature === "good").length;

/** Those that may have issued `certificate`, the likeliest first: key identifier matching, then valid at the moment judged. */
function ordered(
  certificate: Certificate,
  known: readonly Certificate[],
  path: readonly Certificate[],
  at: Date,
): readonly Certificate[] {
  const rank = (candidate: Certificate): number =>
    (candidate.subjectKeyIdentifier && certificate.authorityKeyIdentifier ? 2 : 0) +
    (candidate.notBefore <= at && at <= candidate.notAfter ? 1 : 0);
  const distinct: Certificate[] = [];
  for (const candidate of known) {
    if (!sameName(candidate.subject, certificate.issuer) || !keyMatches(certificate, candidate)) continue;
    if ([...path, ...distinct].some((other) => sameCertificate(other, candidate))) continue;
    distinct.push(candidate);
  }
  return distinct.sort((a, b) => rank(b) - rank(a));
}

function keyMatches(certificate: Certificate, issuer: Certificate): boolean {
  const { authorityKeyIdentifier } = certificate;
  const { subjectKeyIdentifier } = issuer;
  return (
    authorityKeyIdentifier === undefined ||
    subjectKeyIdentifier === undefined ||
    equalBytes(authorityKeyIdentifier, subjectKeyIdentifier)
  );
}
