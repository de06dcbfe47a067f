import { is, type Node, readBitBytes, readTime } from "@liangzheng/asn1";
import { decodeUtf8 } from "@liangzheng/bytes";
import { findTimeStampInfo } from "@liangzheng/pki";
import { SealError } from "../error.ts";

const shanghai = 8 * 3_600_000;

/**
 * TBS_Sign.timeInfo of GM/T 0031-2014: a BIT STRING whose content the standard leaves open (a time or a time stamp).
 * Read: `YYYYMMDDHHMMSSZ` (KingGrid), `YYYY-MM-DD HH:MM:SS` in Beijing time (ofdrw), ISO 8601 (dms360).
 * A time-stamp token states a time as well. Anything else is no time.
 */
export function readTimeInfo(node: Node): {
  readonly time: Date | undefined;
  readonly timeToken: Uint8Array | undefined;
} {
  if (is(node, "utcTime") || is(node, "generalizedTime"))
    return { time: readTime(node), timeToken: undefined };
  const bytes = readBitBytes(node);
  if (bytes.length === 0) throw new SealError("empty-field", node.at);
  if (bytes.length <= 40) return { time: parseTimeText(bytes), timeToken: undefined };
  const info = findTimeStampInfo(bytes);
  return { time: info?.time, timeToken: info && bytes };
}

/** A time as producers write it outside ASN.1; without a zone it is Beijing time. */
export function parseTimeText(bytes: Uint8Array): Date | undefined {
  const text = bytes.every((byte) => byte >= 0x20 && byte < 0x7f) ? decodeUtf8(bytes) : "";
  const match =
    /^(\d{4})-?(\d\d)-?(\d\d)[T ]?(\d\d):?(\d\d):?(\d\d)(?:\.(\d{1,3})\d*)?(Z|[+-]\d\d:?\d\d)?$/.exec(text);
  if (match === null) return undefined;
  const [, y, mo, d, h, mi, s, fraction = "", zone] = match;
  const [year, month, day] = [Number(y), Number(mo), Number(d)];
  const local = Date.UTC(
    year,
    month - 1,
    day,
    Number(h),
    Number(mi),
    Number(s),
    Number(fraction.padEnd(3, "0")),
  );
  const exact = new Date(local).getUTCMonth() === month - 1 && new Date(local).getUTCDate() === day;
  if (!exact || Number(h) > 23 || Number(mi) > 59 || Number(s) > 59) return undefined;
  return new Date(local - offsetOf(zone));
}

function offsetOf(zone: string | undefined): number {
  if (zone === undefined) return shanghai;
  if (zone === "Z") return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2));
  return (zone.startsWith("-") ? -minutes : minutes) * 60_000;
}
