import { expect, test } from "vitest";
import { inflate, verifyEs256, verifySm2 } from "../testing/keys.ts";
import codes from "../vectors/offline-code.json" with { type: "json" };
import lists from "../vectors/status-list.json" with { type: "json" };
import { encodeBase45 } from "./base45.ts";
import { prepareSign1 } from "./cose-sign1.ts";
import type { VerifyPorts } from "./issuer-checks.ts";
import { encodeClaims, type OfflineClaims } from "./offline-claims.ts";
import { encodeOfflineCode, parseOfflineCode } from "./offline-code.ts";
import { statusAt } from "./status-list.ts";
import { parseStatusList } from "./status-list-token.ts";
import { verifyOfflineCode } from "./verify-offline-code.ts";
import { verifyStatusList } from "./verify-status-list.ts";

/** Made and signed by other code in another language (docs/formats/vectors/offline_vectors.py). */
const fromHex = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex, "hex"));
const { sm2, es256, device } = codes.keys;
const ports: VerifyPorts = {
  verifySm2,
  verifyEs256,
  findKey: (keyId) => {
    const name = Buffer.from(keyId).toString("hex");
    if (name === sm2.keyId) return { algorithm: "sm2-sm3", publicKey: fromHex(sm2.point), issuer: "vectors" };
    return name === es256.keyId
      ? { algorithm: "es256", publicKey: fromHex(es256.point), issuer: "vectors" }
      : undefined;
  },
};
const lowBit = Number.parseInt(device.point.slice(-1), 16) % 2;
const deviceKey = Uint8Array.from([2 + lowBit, ...fromHex(device.point).subarray(1, 33)]);

test.each(codes.cases)("the code $id is read, verified and written alike", (vector) => {
  const { name, licenceType, issuedAt, expiresAt, list, index } = vector;
  const day = vector.validUntilDay;
  const validUntil = day === null ? null : new Date(day * 86_400_000).toISOString().slice(0, 10);
  const common = { name, licenceType, validUntil, status: { list, index }, issuedAt, expiresAt };
  const claims: OfflineClaims =
    vector.kind === "paper" ? { kind: "paper", ...common } : { kind: "device", ...common, deviceKey };
  const code = parseOfflineCode(vector.text);
  expect(code.claims).toEqual(claims);
  expect(code.device?.time).toBe(vector.time ?? undefined);
  expect(encodeBase45(code.issuerPart)).toBe(encodeBase45(fromHex(vector.issuerPart)));
  const part = prepareSign1(encodeClaims(claims), code.issuer).signed(code.issuer.signature);
  expect(encodeOfflineCode(part, code.device)).toBe(vector.text);
  const nonce = vector.nonce === null ? {} : { nonce: fromHex(vector.nonce) };
  const question = { code, ports, now: codes.now, skew: 0, deviceLife: 60, ...nonce };
  expect(verifyOfflineCode(question).outcome).toBe("signature-valid-status-pending");
});

test.each(lists.lists)("the list $id is read and verified alike", (vector) => {
  const token = parseStatusList(fromHex(vector.token), inflate);
  const report = verifyStatusList({ token, list: 0, uri: vector.uri, ports, now: lists.now, skew: 0 });
  expect(report.outcome).toBe("valid");
  const { uri, issuedAt, expiresAt, timeToLive } = vector;
  expect(token.claims).toEqual({ uri, issuedAt, expiresAt, timeToLive });
  const found = Array.from({ length: vector.size }, (_, index) => [index, statusAt(token.list, index)]);
  expect(found.filter(([, status]) => status !== "valid")).toEqual(vector.notValid);
});
