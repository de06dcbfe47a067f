import {
  type DeviceClaims,
  deviceToBeSigned,
  encodeOfflineCode,
  type OfflineClaims,
  type OfflineQuestion,
  type PaperClaims,
  parseOfflineCode,
  prepareIssuerPart,
} from "../src/index.ts";
import { keyOf, portsOf, type TestKey } from "./keys.ts";

/** An issuer for each algorithm, a device, and the moment at which all is well. Nobody here lives anywhere else. */
export const issuer = keyOf("示范市行政审批局", "sm2-sm3");
export const issuerEs256 = keyOf("示范市行政审批局二", "es256");
export const device = keyOf("手机", "es256");
export const now = 1_795_000_000;
export const ports = portsOf([
  [issuer, "示范市行政审批局"],
  [issuerEs256, "示范市行政审批局"],
]);

export const aDeviceClaim = (changes: Partial<DeviceClaims> = {}): DeviceClaims => ({
  kind: "device",
  name: "阿**",
  licenceType: "11100000000013338W050",
  validUntil: "2031-06-30",
  status: { list: 7, index: 987_654 },
  issuedAt: now - 3600,
  expiresAt: now + 7 * 86_400,
  deviceKey: device.compressed,
  ...changes,
});

export function aPaperClaim(changes: Partial<PaperClaims> = {}): PaperClaims {
  const { deviceKey: _, ...common } = aDeviceClaim();
  return { ...common, kind: "paper", expiresAt: now + 180 * 86_400, ...changes };
}

export function issue(claims: OfflineClaims, by: TestKey = issuer): Uint8Array {
  const { toBeSigned, signed } = prepareIssuerPart(claims, by);
  return signed(by.sign(toBeSigned));
}

interface Showing {
  readonly time?: number;
  readonly by?: TestKey;
  readonly nonce?: Uint8Array;
}

export function show(part: Uint8Array, { time = now - 5, by = device, nonce }: Showing = {}): string {
  return encodeOfflineCode(part, { time, signature: by.sign(deviceToBeSigned(part, time, nonce)) });
}

export const aCode = (): string => show(issue(aDeviceClaim()));

/** What a verifier asks of a text; everything is well unless changed. */
export const questionOf = (text: string, changes: Partial<OfflineQuestion> = {}): OfflineQuestion => ({
  code: parseOfflineCode(text),
  ports,
  now,
  skew: 30,
  deviceLife: 60,
  ...changes,
});
