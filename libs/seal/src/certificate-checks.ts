import {
  type Certificate,
  CertificateError,
  type ChainCheck,
  type ChainReport,
  formatName,
  formatSerial,
  parseCertificate,
  verifyChain,
} from "@liangzheng/pki";
import { check, fail, pass, unknown } from "./checklist.ts";
import type { CertificateSummary, Check } from "./report.ts";
import { type Embedded, nothingEmbedded } from "./time-stamp-checks.ts";
import type { SealAlgorithms, Trust } from "./trust.ts";

export const summariseCertificate = (certificate: Certificate): CertificateSummary => ({
  subject: formatName(certificate.subject),
  issuer: formatName(certificate.issuer),
  serial: formatSerial(certificate.serial),
  notBefore: certificate.notBefore,
  notAfter: certificate.notAfter,
});

/** `undefined` for bytes that are no certificate. */
export function findCertificate(der: Uint8Array): Certificate | undefined {
  try {
    return parseCertificate(der);
  } catch (error) {
    if (error instanceof CertificateError) return undefined;
    throw error;
  }
}

export interface CertificateQuestion {
  readonly role: "signer" | "maker";
  readonly certificate: Uint8Array | Certificate;
  /** Certificates that came with the signature: they help to build the chain and are not trusted. */
  readonly pool?: readonly Certificate[];
  /** What came in its time stamp. */
  readonly embedded?: Embedded;
  /** The moment judged; `undefined` when it cannot be told. */
  readonly at: Date | undefined;
  /** Another moment at which being in its term is enough: when the seal was made, for a maker. */
  readonly orInTermAt?: Date;
  readonly now: Date;
  readonly gm: SealAlgorithms;
  readonly trust: Trust;
}

/**
 * Chain, key usage, term and revocation of one certificate (GM/T 0031-2014 6.2.3 c, d; 6.1.2 for the maker), at the moment
 * it was used: a certificate that ended later takes nothing from what was signed before.
 */
export function checkCertificate(question: CertificateQuestion): readonly Check[] {
  const { role, trust, gm, orInTermAt, embedded = nothingEmbedded } = question;
  const ask = (at: Date, crls = trust.crls): ChainReport =>
    verifyChain({
      leaf: question.certificate,
      pool: [...(question.pool ?? []), ...embedded.certificates, ...(trust.pool ?? [])],
      anchors: role === "maker" ? (trust.makers ?? trust.anchors) : trust.anchors,
      crls,
      at,
      keyUsage: ["digital-signature", "non-repudiation"],
      verify: (key, message, signature) => gm.verify(key, message, signature),
      foreign: gm.foreign,
    });
  const at = question.at ?? orInTermAt;
  const timed = at !== undefined;
  const report = ask(at ?? question.now);
  const inTerm = (found: ChainReport): boolean =>
    named(found, "validity").every(({ result }) => result === "pass");
  // Lists of the asker's own come first: they may know what those of the day of stamping could not.
  const asksEmbedded = timed && embedded.crls.length > 0 && revocationIs("unknown", report);
  const byEmbedded = asksEmbedded ? askEmbedded((crls) => ask(at, crls), at, embedded, trust) : undefined;
  const other = timed && orInTermAt !== undefined && !inTerm(report) ? ask(orInTermAt) : report;
  return [
    chainCheck(role, report),
    usageCheck(role, report),
    timed
      ? validityCheck(role, inTerm(other) ? other : report)
      : unknown(`${role}-validity`, "no-signing-time"),
    timed
      ? revocationCheck(role, byEmbedded ?? report, byEmbedded && embedded)
      : unknown(`${role}-revocation`, "no-signing-time"),
  ];
}

/**
 * By the lists that travel in the file, which whoever holds it has chosen. An entry in one counts, however old. That there
 * is none counts where revocation must be proven only in lists made since: an older one says nothing about the moment.
 */
function askEmbedded(
  ask: (crls: Trust["crls"]) => ChainReport,
  at: Date,
  embedded: Embedded,
  { crls, requireRevocation }: Trust,
): ChainReport {
  const byAll = ask([...crls, ...embedded.crls]);
  if (requireRevocation !== true || revocationIs("fail", byAll)) return byAll;
  return ask([...crls, ...embedded.crls.filter(({ thisUpdate }) => thisUpdate >= at)]);
}

type Role = CertificateQuestion["role"];
const named = (report: ChainReport, name: ChainCheck["name"]) =>
  report.checks.filter((item) => item.name === name);
const revocationIs = (result: ChainCheck["result"], report: ChainReport): boolean =>
  named(report, "revocation").some((item) => item.result === result);
const words = (item: ChainCheck | undefined): string | undefined =>
  item && [item.reason, item.subject, item.detail].filter((part) => part !== undefined).join(": ");

function chainCheck(role: Role, report: ChainReport): Check {
  const name = `${role}-chain` as const;
  if (report.chain.length === 0) return fail(name, "bad-certificate");
  const structure = report.checks.filter(({ name }) =>
    ["signature", "basic-constraints", "critical-extensions"].includes(name),
  );
  const wrong = [...structure, ...named(report, "key-usage").slice(1)].find(
    ({ result }) => result === "fail",
  );
  if (wrong !== undefined) return fail(name, "chain-broken", words(wrong));
  const open = [...structure, ...named(report, "anchored")].find(({ result }) => result === "unknown");
  return open === undefined ? pass(name) : unknown(name, "not-trusted", words(open));
}

function usageCheck(role: Role, report: ChainReport): Check {
  const [leaf] = named(report, "key-usage");
  const name = `${role}-key-usage` as const;
  if (leaf === undefined) return unknown(name, "bad-certificate");
  return leaf.result === "fail" ? fail(name, "key-usage-wrong", leaf.detail) : pass(name);
}

function validityCheck(role: Role, report: ChainReport): Check {
  const name = `${role}-validity` as const;
  if (report.chain.length === 0) return unknown(name, "bad-certificate");
  const wrong = named(report, "validity").find(({ result }) => result === "fail");
  if (wrong === undefined) return pass(name);
  const reason = wrong.reason === "expired" ? "expired-at-signing" : "not-yet-valid-at-signing";
  return fail(name, reason, wrong.detail);
}

function revocationCheck(role: Role, report: ChainReport, embedded: Embedded | undefined): Check {
  const name = `${role}-revocation` as const;
  const asked = named(report, "revocation");
  const revoked = asked.find(({ result }) => result === "fail");
  if (revoked !== undefined) return fail(name, "revoked-before-signing", words(revoked));
  const open = asked.find(({ result }) => result === "unknown");
  // A certificate that is itself an anchor has no list to be asked.
  if (open !== undefined || report.chain.length === 0)
    return unknown(name, "revocation-unknown", words(open));
  const later = asked.find(({ reason }) => reason === "revoked-later");
  if (later !== undefined || embedded === undefined)
    return check(name, "pass", later && "revoked-after-signing", later?.detail);
  const made = embedded.crls.map(({ thisUpdate }) => thisUpdate.toISOString()).sort();
  return pass(name, "revocation-by-embedded-list", made.at(-1));
}
