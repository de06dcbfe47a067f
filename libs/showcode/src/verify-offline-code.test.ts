import { expect, test } from "vitest";
import { keyOf, portsOf } from "../testing/keys.ts";
import {
  aCode,
  aDeviceClaim,
  aPaperClaim,
  device,
  issue,
  issuer,
  issuerEs256,
  now,
  ports,
  questionOf,
  show,
} from "../testing/offline-world.ts";
import { encodeBase45 } from "./base45.ts";
import { encodeOfflineCode, parseOfflineCode } from "./offline-code.ts";
import { type OfflineQuestion, verifyOfflineCode } from "./verify-offline-code.ts";

/** What is not in order: `name: reason`. */
function faults(text: string, changes: Partial<OfflineQuestion> = {}): readonly string[] {
  const { checks } = verifyOfflineCode(questionOf(text, changes));
  return checks
    .filter(({ result }) => result !== "pass")
    .map(({ name, result, reason }) => `${name} ${result} ${reason}`);
}
const outcome = (text: string, changes: Partial<OfflineQuestion> = {}) =>
  verifyOfflineCode(questionOf(text, changes)).outcome;
const pending = "status unknown status-pending";

test.each([
  ["SM2", issuer],
  ["ES256", issuerEs256],
])("a code of an issuer with %s is genuine, and its status open", (_, by) => {
  const report = verifyOfflineCode(questionOf(show(issue(aDeviceClaim(), by))));
  expect(report.outcome).toBe("signature-valid-status-pending");
  expect(report.issuer).toBe("示范市行政审批局");
  expect(report.checks.map(({ name, result }) => [name, result])).toEqual([
    ["issuer-key", "pass"],
    ["issuer-signature", "pass"],
    ["issued-at", "pass"],
    ["expiry", "pass"],
    ["licence-end", "pass"],
    ["device-signature", "pass"],
    ["device-time", "pass"],
    ["status", "unknown"],
  ]);
});

test("of a paper code nothing is asked about a device, and it lives for half a year", () => {
  const text = encodeOfflineCode(issue(aPaperClaim()));
  expect(outcome(text, { now: now + 179 * 86_400 })).toBe("signature-valid-status-pending");
  expect(verifyOfflineCode(questionOf(text)).checks.map(({ name }) => name)).not.toContain(
    "device-signature",
  );
  expect(faults(text, { now: now + 181 * 86_400 })).toEqual(["expiry fail expired", pending]);
});

test("an issuer that is not known leaves everything else to be asked", () => {
  const text = show(issue(aDeviceClaim(), keyOf("别处", "sm2-sm3")), { time: now - 3600 });
  expect(faults(text)).toEqual([
    "issuer-key unknown issuer-unknown",
    "issuer-signature unknown issuer-unknown",
    "device-time fail too-old",
    pending,
  ]);
  expect(outcome(show(issue(aDeviceClaim(), keyOf("别处", "sm2-sm3"))))).toBe("indeterminate");
});

test("a code that names another issuer's key is not that issuer's", () => {
  const stranger = { ...keyOf("别处", "sm2-sm3"), keyId: issuer.keyId };
  expect(faults(show(issue(aDeviceClaim(), stranger)))).toEqual([
    "issuer-signature fail signature-wrong",
    pending,
  ]);
});

test.each([
  ["an ES256 key under the number of SM2", { ...issuerEs256, algorithm: "sm2-sm3" as const }],
  ["an SM2 key under the number of ES256", { ...issuer, algorithm: "es256" as const }],
])("%s is never tried", (_, confused) => {
  const never = () => {
    throw new Error("a key was tried with an algorithm that is not its own");
  };
  const text = encodeOfflineCode(issue(aPaperClaim(), confused));
  const question = { ports: { ...ports, verifySm2: never, verifyEs256: never } };
  expect(faults(text, question)).toEqual([
    "issuer-key fail algorithm-differs",
    "issuer-signature unknown algorithm-differs",
    pending,
  ]);
  expect(outcome(text, question)).toBe("invalid");
});

test.each([
  ["expired", { expiresAt: now - 31 }, "expiry fail expired"],
  ["not yet issued", { issuedAt: now + 31 }, "issued-at fail not-yet-valid"],
  ["of a licence that has ended", { validUntil: "2026-11-18" }, "licence-end fail licence-ended"],
])("a code that is %s says so", (_, changes, fault) => {
  expect(new Date(now * 1000).toISOString()).toBe("2026-11-18T11:06:40.000Z");
  const later = fault.startsWith("licence") ? { now: now + 86_400 } : {};
  const text = show(issue(aDeviceClaim(changes)), { time: (later.now ?? now) - 5 });
  expect(faults(text, later)).toEqual([fault, pending]);
  expect(outcome(text, later)).toBe("invalid");
});

test("at the edges clocks may differ by the skew, and the last day of a licence counts whole in Shanghai", () => {
  expect(faults(show(issue(aDeviceClaim({ expiresAt: now - 29, issuedAt: now + 30 }))))).toEqual([pending]);
  const midnight = Date.parse("2026-11-19T00:00:00+08:00") / 1000;
  const at = (time: number) =>
    faults(show(issue(aDeviceClaim({ validUntil: "2026-11-18" })), { time }), { now: time, skew: 0 });
  expect(at(midnight - 1)).toEqual([pending]);
  expect(at(midnight)).toEqual(["licence-end fail licence-ended", pending]);
  expect(faults(show(issue(aDeviceClaim({ validUntil: null }))))).toEqual([pending]);
});

test("the device's signature missing, by another key, altered in time, too old and of the future are told apart", () => {
  const part = issue(aDeviceClaim());
  const bare = `LZ2:${encodeBase45(part)}`;
  expect(faults(bare)).toEqual([
    "device-signature fail device-signature-missing",
    "device-time unknown device-signature-missing",
    pending,
  ]);
  expect(faults(show(part, { by: keyOf("另一部手机", "es256") }))).toEqual([
    "device-signature fail signature-wrong",
    pending,
  ]);
  const { device: shown } = parseOfflineCode(show(part, { time: now - 600 }));
  const fresher = encodeOfflineCode(part, { time: now - 5, signature: shown?.signature ?? new Uint8Array() });
  expect(faults(fresher)).toEqual(["device-signature fail signature-wrong", pending]);
  expect(faults(show(part, { time: now - 91 }))).toEqual(["device-time fail too-old", pending]);
  expect(faults(show(part, { time: now + 31 }))).toEqual(["device-time fail in-the-future", pending]);
  expect(faults(show(part, { time: now - 90 }))).toEqual([pending]);
});

test("one device's signature does not fit another code of the same device", () => {
  const { device: shown } = parseOfflineCode(show(issue(aDeviceClaim())));
  const other = encodeOfflineCode(issue(aDeviceClaim()), {
    time: now - 5,
    signature: shown?.signature ?? new Uint8Array(),
  });
  expect(faults(other)).toEqual(["device-signature fail signature-wrong", pending]);
});

test("a verifier that asked with a nonce tells a signature for itself from one for anybody and one for others", () => {
  const part = issue(aDeviceClaim());
  const [mine, theirs] = [new Uint8Array(16).fill(1), new Uint8Array(16).fill(2)];
  expect(faults(show(part, { nonce: mine }), { nonce: mine })).toEqual([pending]);
  expect(faults(show(part), { nonce: mine })).toEqual(["device-signature fail nonce-missing", pending]);
  expect(faults(show(part, { nonce: theirs }), { nonce: mine })).toEqual([
    "device-signature fail signature-wrong",
    pending,
  ]);
  expect(faults(show(part, { nonce: mine }))).toEqual(["device-signature fail signature-wrong", pending]);
});

test("a device's key that is no point of the curve verifies nothing", () => {
  const deviceKey = Uint8Array.from([2, ...new Uint8Array(32).fill(0xff)]);
  expect(faults(show(issue(aDeviceClaim({ deviceKey }))))).toEqual([
    "device-signature fail signature-wrong",
    pending,
  ]);
});

test("a device cannot issue for itself, nor an issuer's key stand in for a device's", () => {
  const selfIssued = show(issue(aDeviceClaim(), { ...device, keyId: issuerEs256.keyId }));
  expect(faults(selfIssued)).toEqual(["issuer-signature fail signature-wrong", pending]);
  expect(faults(show(issue(aDeviceClaim()), { by: issuerEs256 }))).toEqual([
    "device-signature fail signature-wrong",
    pending,
  ]);
});

test("nobody is trusted who is not in the list", () => {
  expect(outcome(aCode(), { ports: portsOf([]) })).toBe("indeterminate");
});
