import { type TimeStampCheck, verifyTimeStamp } from "@liangzheng/pki";
import { summariseCertificate } from "../certificate-checks.ts";
import { fail, pass, unknown } from "../checklist.ts";
import type { Check, CheckName, Reason } from "../report.ts";
import type { SealAlgorithms, Trust } from "../trust.ts";
import { findMessage } from "./signed-message.ts";

/** Where each check of a token stands among those of a signature, and what it is called when it fails. */
const places: Readonly<Partial<Record<TimeStampCheck["name"], readonly [CheckName, Reason]>>> = {
  token: ["format", "bad-signed-value"],
  imprint: ["content-digest", "document-differs"],
  "digest-algorithm": ["algorithms", "unknown-digest"],
  "content-type": ["signature-value", "signature-wrong"],
  "message-digest": ["signature-value", "signature-wrong"],
  signature: ["signature-value", "signature-wrong"],
  "signing-certificate": ["signing-certificate", "certificate-differs"],
  purpose: ["signer-key-usage", "key-usage-wrong"],
  "key-usage": ["signer-key-usage", "key-usage-wrong"],
  validity: ["signer-validity", "expired-at-signing"],
  "authority-key": ["signer-revocation", "revoked-before-signing"],
  revocation: ["signer-revocation", "revoked-before-signing"],
};

/** A document time stamp (ETSI EN 319 142-1): a token of RFC 3161 over the bytes that the signature covers. */
export function checkDocumentStamp(
  contents: Uint8Array,
  content: Uint8Array,
  { gm, trust }: { readonly gm: SealAlgorithms; readonly trust: Trust },
) {
  const token = findMessage(contents);
  if (token === undefined)
    return { checks: [fail("format", "bad-signed-value")], signer: undefined, time: undefined };
  const report = verifyTimeStamp({
    token,
    stamped: [content],
    pool: (trust.pool ?? []).flatMap((item) => (item instanceof Uint8Array ? [] : [item])),
    anchors: trust.timeStampers ?? trust.anchors,
    crls: trust.crls,
    digest: (message) => gm.sm3(message),
    verify: (key, message, signature) => gm.verify(key, message, signature),
    foreign: gm.foreign,
  });
  const { certificate, info } = report;
  return {
    checks: report.checks.map(asOurs),
    signer: certificate && summariseCertificate(certificate),
    time: report.verdict === "valid" ? info?.time : undefined,
  };
}

function asOurs({ name, result, reason, subject }: TimeStampCheck): Check {
  // Both the token and each certificate of the chain have a signature; only the latter is somebody's.
  const inChain = name === "signature" && subject !== undefined;
  const [place, word] = (inChain ? undefined : places[name]) ?? (["signer-chain", "chain-broken"] as const);
  const detail = [reason, subject].filter((part) => part !== undefined).join(": ");
  if (result === "pass") return pass(place);
  if (result === "fail") return fail(place, word, detail);
  if (place === "signer-chain") return unknown(place, "not-trusted", detail);
  return unknown(place, place === "signer-revocation" ? "revocation-unknown" : "not-checked", detail);
}
