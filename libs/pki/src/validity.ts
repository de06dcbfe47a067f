import { generalizedTime, utcTime } from "@liangzheng/asn1";
import { CertificateError } from "./error.ts";

/** UTCTime through 2049, GeneralizedTime from 2050 (RFC 5280 §4.1.2.5). @throws CertificateError `bad-validity` outside 1950–9999. */
export function encodeTime(time: Date): Uint8Array {
  const year = time.getUTCFullYear();
  if (!(year >= 1950 && year <= 9999)) throw new CertificateError("bad-validity");
  return year < 2050 ? utcTime(time) : generalizedTime(time);
}
