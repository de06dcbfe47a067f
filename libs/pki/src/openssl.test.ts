import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { aCa, anEnd, aRoot, day } from "../testing/authority.ts";
import { keyOf } from "../testing/sm2.ts";
import {
  encodePem,
  encodePkcs8,
  encodeSec1,
  formatSerial,
  makeCertificationRequest,
  makeCrl,
  makeName,
  makeSignedData,
  parsePem,
  parsePrivateKey,
} from "./index.ts";

/** A second reader for all that is made here. OpenSSL before 3 has no SM2 certificates. */
const isThere = (() => {
  try {
    return /^OpenSSL [3-9]/.test(execFileSync("openssl", ["version"], { encoding: "utf8" }));
  } catch {
    return false;
  }
})();

describe.skipIf(!isThere)("OpenSSL 3 (skipped where it is not on the path)", () => {
  let folder = "";
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "pki-"));
  });
  afterAll(() => rmSync(folder, { recursive: true }));
  const file = (name: string, data: string | Uint8Array): string => {
    writeFileSync(join(folder, name), data);
    return join(folder, name);
  };
  const openssl = (...args: readonly string[]): string =>
    execFileSync("openssl", args, { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });

  const root = aRoot("示范省根");
  const maker = aCa("制章中心", root, { pathLength: 0 });
  const leaf = anEnd("示范市数据局", maker);
  const pem = (...holders: readonly (typeof root)[]): string =>
    holders.map(({ certificate }) => encodePem("CERTIFICATE", certificate.raw)).join("");
  const sm2 = ["-vfyopt", "distid:1234567812345678", "-attime", String(day("2026-01-01").getTime() / 1000)];

  test("shows a certificate of ours in full", () => {
    const text = openssl(
      "x509",
      "-noout",
      "-text",
      "-nameopt",
      "utf8,sep_comma_plus",
      "-in",
      file("leaf.pem", pem(leaf)),
    );
    expect(text).toContain("Signature Algorithm: SM2-with-SM3");
    expect(text).toContain("CN=示范市数据局");
    expect(text).toContain("ASN1 OID: SM2");
    expect(text).toMatch(/Basic Constraints: critical\s+CA:FALSE/);
    expect(text).toMatch(/Key Usage: critical\s+Digital Signature, Non Repudiation\s/);
    expect(text).toContain("X509v3 Authority Key Identifier");
  });

  test("verifies leaf and maker of ours, and no leaf under a stranger's key", () => {
    const ca = file("root.pem", pem(root));
    const middle = file("maker.pem", pem(maker));
    const direct = file("direct.pem", pem(anEnd("直签", root)));
    // OpenSSL 3.0 gives the distinguishing identifier to the last certificate only: so one step at a time.
    const judge = (...args: readonly string[]): string => openssl("verify", ...sm2, "-x509_strict", ...args);
    expect(judge("-CAfile", ca, direct)).toContain(": OK");
    expect(judge("-CAfile", ca, middle)).toContain(": OK");
    expect(judge("-partial_chain", "-trusted", middle, file("leaf.pem", pem(leaf)))).toContain(": OK");
    const stranger = file("stranger.pem", pem(aRoot("示范省根", { key: keyOf("other") })));
    expect(() => judge("-CAfile", stranger, direct)).toThrow();
  });

  test("reads a revocation list of ours", () => {
    const list = makeCrl(
      {
        number: 7n,
        thisUpdate: day("2025-12-01"),
        nextUpdate: day("2026-02-01"),
        revoked: [{ serial: leaf.certificate.serial, date: day("2025-06-01"), reason: "key-compromise" }],
      },
      maker.certificate,
      maker.key.ports,
    );
    const text = openssl("crl", "-noout", "-text", "-in", file("list.pem", encodePem("X509 CRL", list)));
    expect(text).toMatch(/Last Update: Dec {2}1 00:00:00 2025 GMT\s+Next Update: Feb {2}1 00:00:00 2026 GMT/);
    expect(text).toMatch(/CRL Number:\s+7\s/);
    expect(text).toContain(`Serial Number: ${formatSerial(leaf.certificate.serial).toUpperCase()}`);
    expect(text).toMatch(/Revocation Date: Jun {2}1 00:00:00 2025 GMT[\s\S]+Key Compromise/);
  });

  test("reads our private keys, and we read its", () => {
    const key = keyOf("示范市数据局");
    const pkcs8 = file("key.pem", encodePem("PRIVATE KEY", encodePkcs8(key)));
    const sec1 = file("sec1.pem", encodePem("EC PRIVATE KEY", encodeSec1(key)));
    for (const path of [pkcs8, sec1]) {
      const text = openssl("pkey", "-in", path, "-noout", "-text");
      expect(text).toContain("ASN1 OID: SM2");
    }
    const traditional = parsePem(openssl("ec", "-in", pkcs8)).find(({ label }) =>
      label.endsWith("PRIVATE KEY"),
    );
    expect(parsePrivateKey(traditional!.bytes).privateKey).toEqual(key.privateKey);
    const made = parsePem(openssl("genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:SM2"));
    const parsed = parsePrivateKey(made[0]!.bytes);
    expect(parsed.privateKey).toHaveLength(32);
    expect(parsed.publicKey).toHaveLength(65);
  });

  test("verifies our certification request", () => {
    const key = keyOf("申请人");
    const request = makeCertificationRequest(
      makeName([
        ["countryName", "CN"],
        ["commonName", "申请人"],
      ]),
      key.publicKey,
      key.sign,
    );
    const ask = (der: Uint8Array): string => {
      const path = file("request.pem", encodePem("CERTIFICATE REQUEST", der));
      const args = ["req", "-in", path, "-noout", "-verify", "-vfyopt", "distid:1234567812345678"];
      return spawnSync("openssl", args, { encoding: "utf8" }).stderr;
    };
    expect(ask(request)).toMatch(/verify OK/);
    const changed = request.slice();
    changed[changed.length - 1]! ^= 1;
    expect(ask(changed)).toMatch(/verify failure/);
  });

  test("parses the DER of our signed message", () => {
    const message = makeSignedData(
      {
        content: Buffer.from("<Signature/>"),
        signer: leaf.certificate,
        chain: [maker.certificate],
        signingTime: day("2026-01-01"),
      },
      leaf.key.ports,
    );
    const text = openssl("asn1parse", "-inform", "DER", "-in", file("message.der", message));
    expect(text).toContain("1.2.156.10197.6.1.4.2.2");
    expect(text).toContain("messageDigest");
  });
});
