import { ShowCodeError } from "./error.ts";
import { decodeShortText, encodeShortText } from "./short-text.ts";
import { type StatusReference, statusReferenceOf, toStatusReference } from "./status-reference.ts";
import { type Cbor, decodeCbor, encodeCbor } from "./strict-cbor.ts";

/** What the issuer says of a licence in a code that is verified without a network. */
interface CommonClaims {
  /** Masked, or whole where the holder chose so. */
  readonly name: string;
  /** The code of the licence type, or its name where that is shorter. */
  readonly licenceType: string;
  /** The licence's last day in Asia/Shanghai, `YYYY-MM-DD`; null: no end. */
  readonly validUntil: string | null;
  /** Where its status stands: drawn at random for each code, so that two codes of one licence are not linked by it. */
  readonly status: StatusReference;
  /** Seconds since 1970. */
  readonly issuedAt: number;
  readonly expiresAt: number;
}

/** Good only with a fresh signature by the key of the device it was issued to. */
export interface DeviceClaims extends CommonClaims {
  readonly kind: "device";
  /** P-256, compressed: 33 bytes (SEC 1 §2.3.3). */
  readonly deviceKey: Uint8Array;
}

/** Printed for who has no phone: whoever holds the sheet can show it. */
export interface PaperClaims extends CommonClaims {
  readonly kind: "paper";
}

export type OfflineClaims = DeviceClaims | PaperClaims;

/** CWT claims (RFC 8392 §4), and one of private use (RFC 8392 §9.1, below -65536) which tells the kind. */
const labels = { expiresAt: 4, issuedAt: 6, device: -70001, paper: -70002 } as const;
const inside = { name: 1, licenceType: 2, validUntil: 3, status: 4, deviceKey: 5 } as const;

const secondsOfDay = 86_400;
const latest = 2 ** 32 - 1;

/** @throws ShowCodeError `bad-content` for claims that cannot stand in a code. */
export function encodeClaims(claims: OfflineClaims): Uint8Array {
  const licence = new Map<number, Cbor>([
    [inside.name, encodeShortText(claims.name)],
    [inside.licenceType, encodeShortText(claims.licenceType)],
    [inside.status, toStatusReference(claims.status)],
  ]);
  if (claims.validUntil !== null) licence.set(inside.validUntil, toDays(claims.validUntil));
  if (claims.kind === "device") licence.set(inside.deviceKey, requireDeviceKey(claims.deviceKey));
  return encodeCbor(
    new Map<number, Cbor>([
      [labels.expiresAt, requireTime(claims.expiresAt)],
      [labels.issuedAt, requireTime(claims.issuedAt)],
      [labels[claims.kind], licence],
    ]),
  );
}

/** @throws ShowCodeError `bad-encoding`, `bad-content` for other claims than these. */
export function decodeClaims(payload: Uint8Array): OfflineClaims {
  const claims = decodeCbor(payload);
  if (!(claims instanceof Map) || claims.size !== 3) throw new ShowCodeError("bad-content");
  const kind = claims.has(labels.paper) ? "paper" : "device";
  const licence: unknown = claims.get(labels[kind]);
  if (!(licence instanceof Map)) throw new ShowCodeError("bad-content");
  const days: unknown = licence.get(inside.validUntil);
  const common = {
    name: decodeShortText(licence.get(inside.name)),
    licenceType: decodeShortText(licence.get(inside.licenceType)),
    validUntil: days === undefined ? null : fromDays(days),
    status: statusReferenceOf(licence.get(inside.status)),
    issuedAt: requireTime(claims.get(labels.issuedAt)),
    expiresAt: requireTime(claims.get(labels.expiresAt)),
  };
  const size = 3 + (days === undefined ? 0 : 1) + (kind === "device" ? 1 : 0);
  if (licence.size !== size) throw new ShowCodeError("bad-content");
  if (kind === "paper") return { kind, ...common };
  return { kind, ...common, deviceKey: requireDeviceKey(licence.get(inside.deviceKey)) };
}

/** The first second after the licence's last day: midnight in Asia/Shanghai, which has had no summer time since 1991. */
export const endOfDay = (validUntil: string): number => (toDays(validUntil) + 1) * secondsOfDay - 8 * 3600;

function toDays(date: string): number {
  const days = /^\d{4}-\d\d-\d\d$/.test(date) ? Date.parse(date) / (secondsOfDay * 1000) : Number.NaN;
  // JavaScript reads 31 February as a day in March.
  if (!(days >= 0) || fromDays(days) !== date) throw new ShowCodeError("bad-content");
  return days;
}

const daysTo10000 = 2_932_897;

function fromDays(days: unknown): string {
  if (!isWhole(days, daysTo10000 - 1)) throw new ShowCodeError("bad-content");
  return new Date(days * secondsOfDay * 1000).toISOString().slice(0, 10);
}

function requireTime(value: unknown): number {
  if (!isWhole(value, latest)) throw new ShowCodeError("bad-content");
  return value;
}

function requireDeviceKey(value: unknown): Uint8Array {
  const fits = value instanceof Uint8Array && value.length === 33 && (value[0] === 2 || value[0] === 3);
  if (!fits) throw new ShowCodeError("bad-content");
  return value;
}

const isWhole = (value: unknown, most: number): value is number =>
  typeof value === "number" && Number.isInteger(value) && value >= 0 && value <= most;
