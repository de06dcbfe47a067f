import type { Check, CheckName } from "../report.ts";

/** The clause that each check of a PDF answers to; what is the same in any file keeps its own. */
const clauses: Readonly<Partial<Record<CheckName, string>>> = {
  package: "ISO 32000-1 7.5",
  "stripped-signatures": "ISO 32000-1 12.7.4.5",
  "signature-list": "ISO 32000-1 12.7.2",
  coverage: "ISO 32000-1 7.5.6",
  additions: "ISO 32000-1 7.5.6",
  format: "ISO 32000-1 12.8.3.3; RFC 5652 5.1; GB/T 35275-2017",
  "byte-range": "ISO 32000-1 12.8.1",
  algorithms: "RFC 5652 5.3; GB/T 35275-2017",
  "content-digest": "RFC 5652 11.2",
  "signature-value": "RFC 5652 5.4",
  "signing-certificate": "RFC 5035 4; ETSI EN 319 142-1",
  "signer-chain": "RFC 5280 6.1",
  "signer-key-usage": "RFC 5280 4.2.1.3",
  "signer-validity": "RFC 5280 4.1.2.5",
  "signer-revocation": "RFC 5280 6.3",
  "signing-time": "ISO 32000-1 12.8.1; RFC 5652 11.3",
  "time-stamp": "RFC 3161 2.4.2; ETSI EN 319 142-1",
  permissions: "ISO 32000-1 12.8.2",
  "later-changes": "ISO 32000-1 12.8.2.2",
};

export const withPdfClauses = (checks: readonly Check[]): readonly Check[] =>
  checks.map((check) => {
    const clause = clauses[check.name] ?? check.clause;
    return clause === undefined ? check : { ...check, clause };
  });
