import {
  bits,
  element,
  integer,
  is,
  readBits,
  readSmallInteger,
  sequence,
  sequenceOf,
} from "@liangzheng/asn1";
import { isSm3 } from "../algorithm.ts";
import type { Certificate } from "../certificate.ts";
import { CertificateError, reading } from "../error.ts";
import type { IssuingPorts } from "../make-certificate.ts";
import { makeTimeStampToken } from "./make-token.ts";
import { parseTimeStampRequest, type TimeStampRequest } from "./request.ts";

/** PKIFailureInfo (RFC 3161 §2.4.2), by the number of its bit. */
const failures = {
  "bad-algorithm": 0,
  "bad-request": 2,
  "bad-data-format": 5,
  "time-not-available": 14,
  "unaccepted-policy": 15,
  "unaccepted-extension": 16,
  "system-failure": 25,
} as const;
export type TimeStampFailure = keyof typeof failures;

/** What an authority answers with. `certificate` must have the extended purpose of time stamping alone, critical. */
export interface TimeStampAuthority {
  readonly certificate: Certificate;
  /** Certificates above its own, to travel with it where the request asks for certificates. */
  readonly chain?: readonly Certificate[];
  /** DER revocation lists, to travel likewise. */
  readonly crls?: readonly Uint8Array[];
  readonly policy: string;
  /** In whole seconds. */
  readonly accuracySeconds?: number;
  readonly ports: IssuingPorts;
}

/**
 * The TimeStampResp to a request as it came (RFC 3161 §2.4.2): a token, or a refusal that says why. A caller whose clock is
 * in doubt answers `refuseTimeStamp("time-not-available")` instead.
 * @param stamp `serial`: 16 bytes, unsigned, never used before by this authority; `time`: its clock.
 * @throws CertificateError when the authority's own certificate cannot sign; never for what the request holds.
 */
export function answerTimeStampRequest(
  request: Uint8Array,
  authority: TimeStampAuthority,
  stamp: { readonly serial: Uint8Array; readonly time: Date },
): Uint8Array {
  let asked: TimeStampRequest;
  try {
    asked = parseTimeStampRequest(request);
  } catch (error) {
    if (!(error instanceof CertificateError)) throw error;
    return refuseTimeStamp(error.code === "bad-version" ? "bad-request" : "bad-data-format");
  }
  const { imprint, policy, nonce, wantsCertificate, hasExtensions } = asked;
  if (!isSm3(imprint.algorithm)) return refuseTimeStamp("bad-algorithm");
  if (imprint.digest.length !== 32) return refuseTimeStamp("bad-data-format");
  if (policy !== undefined && policy !== authority.policy) return refuseTimeStamp("unaccepted-policy");
  if (hasExtensions) return refuseTimeStamp("unaccepted-extension");
  const content = {
    digest: imprint.digest,
    ...stamp,
    ...(nonce !== undefined && { nonce }),
    wantsCertificate,
  };
  return sequence(sequence(integer(0)), makeTimeStampToken(content, authority));
}

/** A TimeStampResp without a token, status `rejection`. */
export function refuseTimeStamp(failure: TimeStampFailure): Uint8Array {
  const bit = failures[failure];
  const bytes = new Uint8Array((bit >> 3) + 1);
  bytes[bit >> 3] = 0x80 >> (bit & 7);
  return sequence(sequence(integer(2), bits(bytes, 7 - (bit & 7))));
}

export type TimeStampResponse =
  | { readonly granted: true; readonly token: Uint8Array }
  | { readonly granted: false; readonly failure: TimeStampFailure | "unknown" };

/** @throws CertificateError `bad-der`. */
export const parseTimeStampResponse = (der: Uint8Array): TimeStampResponse =>
  reading(der, (node) => {
    const [status, token] = sequenceOf(node);
    const parts = status === undefined ? [] : sequenceOf(status);
    const code = readSmallInteger(element(parts, 0, node.at));
    // 0 granted, 1 granted with modifications (RFC 3161 §2.4.2).
    if (code <= 1 && token !== undefined) return { granted: true, token: token.raw };
    const info = parts.find((part) => is(part, "bitString"));
    return { granted: false, failure: info === undefined ? "unknown" : failureOf(readBits(info).bytes) };
  });

function failureOf(bytes: Uint8Array): TimeStampFailure | "unknown" {
  const names = Object.keys(failures) as TimeStampFailure[];
  return names.find((name) => hasBit(bytes, failures[name])) ?? "unknown";
}

const hasBit = (bytes: Uint8Array, bit: number): boolean =>
  ((bytes[bit >> 3] ?? 0) & (0x80 >> (bit & 7))) !== 0;
