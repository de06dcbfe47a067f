import type { TimeStampCheck } from "@liangzheng/pki";
import { summariseCertificate } from "../certificate-checks.ts";
import { fail, pass, unknown } from "../checklist.ts";
import type { Check, CheckName, Reason } from "../report.ts";
import { askAuthority, type TimeStampJudge } from "../time-stamp-checks.ts";
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

/**
 * A document time stamp (ETSI EN 319 142-1): a token of RFC 3161 over the bytes that the signature covers. It ages as one beside a
 * signature does.
 */
export function checkDocumentStamp(contents: Uint8Array, content: Uint8Array, judge: TimeStampJudge) {
  const token = findMessage(contents);
  if (token === undefined)
    return { checks: [fail("format", "bad-signed-value")], signer: undefined, time: undefined };
  const { outlived, checks, verdict, certificate, info } = askAuthority(token, [content], judge);
  const signer = certificate && summariseCertificate(certificate);
  const own = checks.map(asOurs);
  if (outlived !== undefined) {
    own.push(fail("time-stamp", "time-stamp-outlived", outlived.toISOString()));
    return { checks: own, signer, time: undefined };
  }
  return { checks: own, signer, time: verdict === "valid" ? info?.time : undefined };
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
