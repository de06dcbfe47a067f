import { spawnSync } from "node:child_process";
import { createECDH, createHash, createPrivateKey, sign } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { encodeUtf8, toHex } from "@liangzheng/bytes";
import { expect, test } from "vitest";
import {
  encodePem,
  makeName,
  makeP256Certificate,
  makePdfSignature,
  oids,
  parseCertificate,
  parseSignedData,
} from "./index.ts";

const curve = createECDH("prime256v1");
curve.setPrivateKey(createHash("sha256").update("a key for tests").digest());
const point = curve.getPublicKey();
const part = (from: number): string => point.subarray(from, from + 32).toString("base64url");
const jwk = {
  kty: "EC",
  crv: "P-256",
  x: part(1),
  y: part(33),
  d: curve.getPrivateKey().toString("base64url"),
};
const key = createPrivateKey({ key: jwk, format: "jwk" });
const ports = {
  sign: (message: Uint8Array) => new Uint8Array(sign("sha256", message, key)),
  digest: (message: Uint8Array) => new Uint8Array(createHash("sha256").update(message).digest()),
};
const content = {
  serial: new Uint8Array(16).fill(0x41),
  subject: makeName([["commonName", "示范签名"]]),
  publicKey: new Uint8Array(point),
  notBefore: new Date("2026-01-01T00:00:00Z"),
  notAfter: new Date("2034-01-01T00:00:00Z"),
  keyUsage: ["digital-signature"] as const,
};
const certificate = parseCertificate(makeP256Certificate(content, ports));
const signed = encodeUtf8("some bytes of a file");
const signingTime = new Date("2026-06-01T00:00:00Z");
const message = makePdfSignature("p256", { content: signed, signer: certificate, signingTime }, ports);

test("the certificate is an end certificate of a P-256 key", () => {
  expect(certificate.basicConstraints?.ca).toBe(false);
  expect(certificate.keyUsage).toEqual(["digital-signature"]);
  // Of another curve than SM2's: nothing here takes it for a key that it can verify with.
  expect(certificate.publicKey).toBeUndefined();
});

test("a certificate without a use, or that ends before it begins, is not made", () => {
  expect(() => makeP256Certificate({ ...content, keyUsage: [] }, ports)).toThrow("bad-extension");
  expect(() => makeP256Certificate({ ...content, notAfter: content.notBefore }, ports)).toThrow(
    "bad-validity",
  );
});

test("the message is detached and names its certificate inside what is signed", () => {
  const data = parseSignedData(message);
  expect(data.content).toBeUndefined();
  const attribute = data.signerInfos[0]?.signedAttributes?.list.find(
    ({ oid }) => oid === oids.signingCertificateV2,
  );
  expect(toHex(attribute?.values[0] ?? new Uint8Array(0))).toContain(toHex(ports.digest(certificate.raw)));
});

const hasOpenssl = spawnSync("openssl", ["version"]).error === undefined;

test.skipIf(!hasOpenssl)(
  "OpenSSL verifies the message over its content and no other (skipped where there is none)",
  () => {
    const folder = mkdtempSync(join(tmpdir(), "pdf-signature-"));
    try {
      const put = (name: string, data: Uint8Array | string): string => {
        writeFileSync(join(folder, name), data);
        return join(folder, name);
      };
      const verify = (data: Uint8Array): number | null =>
        spawnSync("openssl", [
          ...["cms", "-verify", "-binary", "-inform", "DER", "-in", put("message.der", message)],
          ...[
            "-content",
            put("content", data),
            "-CAfile",
            put("root.pem", encodePem("CERTIFICATE", certificate.raw)),
          ],
          ...["-purpose", "any", "-partial_chain", "-attime", "1780272000", "-out", join(folder, "out")],
        ]).status;
      expect(verify(signed)).toBe(0);
      expect(verify(encodeUtf8("other bytes"))).not.toBe(0);
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
);
