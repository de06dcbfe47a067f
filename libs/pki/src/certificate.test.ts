import { execFileSync } from "node:child_process";
import { createHash, generateKeyPairSync, X509Certificate } from "node:crypto";
import { bits, integer, parse, sequence } from "@liangzheng/asn1";
import { fromHex, toHex } from "@liangzheng/bytes";
import { expect, test } from "vitest";
import { aCa, anEnd, aRoot, day } from "../testing/authority.ts";
import { keyOf, sm3, verify } from "../testing/sm2.ts";
import {
  checkSignature,
  encodePublicKeyInfo,
  findAttribute,
  formatSerial,
  type KeyUsage,
  makeEndCertificate,
  makeName,
  makeRootCertificate,
  oids,
  parseCertificate,
  parsePem,
  parsePublicKeyInfo,
  signatureToDer,
  signatureToRaw,
} from "./index.ts";

test("the digest and the signatures used by these tests are the standard's", () => {
  // source: GB/T 32905 A.1; GB/T 32918.5 key with its signature of "message digest"
  expect(toHex(sm3(Buffer.from("abc")))).toBe(
    "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0",
  );
  const point = fromHex(
    "0409f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020" +
      "ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13",
  );
  const raw = fromHex(
    "f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3" +
      "b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa",
  );
  expect(verify(point, Buffer.from("message digest"), signatureToDer(raw))).toBe(true);
});

test("a root says who it is, that it is a CA, and signs itself", () => {
  const { certificate, key } = aRoot("示范根", { pathLength: 1 });
  expect(certificate).toMatchObject({
    version: 3,
    algorithmsAgree: true,
    signatureAlgorithm: { oid: oids.sm2WithSm3 },
    basicConstraints: { ca: true, pathLength: 1 },
    keyUsage: ["key-cert-sign", "crl-sign"],
    notBefore: day("2024-01-01"),
    notAfter: day("2034-01-01"),
  });
  expect(certificate.publicKey).toEqual(key.publicKey);
  expect(findAttribute(certificate.subject, "commonName")).toBe("示范根");
  expect(certificate.subjectKeyIdentifier).toEqual(sm3(key.publicKey).slice(0, 20));
  expect(certificate.authorityKeyIdentifier).toEqual(certificate.subjectKeyIdentifier);
  expect(checkSignature(certificate, certificate.publicKeyInfo, verify)).toBe("good");
});

test("the bits of a key usage end with the last one set", () => {
  // source: X.690 §11.2.2; the values are OpenSSL's for the same usages
  expect(toHex(aRoot("示范根").certificate.raw)).toContain("0603551d0f0101ff040403020106");
  const usage = (...keyUsage: readonly KeyUsage[]) =>
    toHex(anEnd("用", aRoot("根"), { keyUsage }).certificate.raw);
  expect(usage("digital-signature", "non-repudiation")).toContain("0603551d0f0101ff0404030206c0");
  expect(usage("key-agreement", "decipher-only")).toContain("0603551d0f0101ff04050303070880");
});

test("an end certificate names its issuer by key and is checked over its stored bytes", () => {
  const root = aRoot("示范根");
  const maker = aCa("制章中心", root, { pathLength: 0 });
  const end = anEnd("示范市数据局电子印章", maker, { extKeyUsage: [oids.clientAuth] });
  const { certificate } = end;
  expect(certificate).toMatchObject({
    basicConstraints: { ca: false },
    keyUsage: ["digital-signature", "non-repudiation"],
    extKeyUsage: [oids.clientAuth],
  });
  expect(certificate.authorityKeyIdentifier).toEqual(maker.certificate.subjectKeyIdentifier);
  expect(checkSignature(certificate, maker.certificate.publicKeyInfo, verify)).toBe("good");
  expect(checkSignature(certificate, root.certificate.publicKeyInfo, verify)).toBe("bad");
  const changed = certificate.raw.slice();
  changed[changed.indexOf(0x32)]! ^= 1;
  expect(
    checkSignature({ ...certificate, toBeSigned: changed }, maker.certificate.publicKeyInfo, verify),
  ).toBe("bad");
});

test("a signature stored as r ‖ s is checked like the DER one", () => {
  const { certificate } = aRoot("示范根");
  const signature = signatureToRaw(certificate.signature);
  expect(signature).toHaveLength(64);
  expect(checkSignature({ ...certificate, signature }, certificate.publicKeyInfo, verify)).toBe("good");
});

test("algorithms that differ inside and outside the signed part are no good signature", () => {
  const { certificate } = aRoot("示范根");
  const [tbs, , signature] = parse(certificate.raw).children;
  const other = parse(fromHex("300a06082a811ccf5501822d"));
  const mixed = parseCertificate(sequence(tbs!.raw, other.raw, signature!.raw));
  expect(checkSignature(mixed, certificate.publicKeyInfo, verify)).toBe("algorithms-differ");
});

const minimal = {
  subject: makeName([["commonName", "示范"]]),
  publicKey: keyOf("k").publicKey,
  notBefore: day("2024-01-01"),
  notAfter: day("2025-01-01"),
};
test.each([
  ["ffffffffffffffffffffffffffffffff", "ffffffffffffffffffffffffffffffff"],
  ["00000000000000000000000000000001", "01"],
  ["00800000000000000000000000000000", "800000000000000000000000000000"],
  ["7f800000000000000000000000000000", "7f800000000000000000000000000000"],
])("the serial %s stands as a positive number in the fewest octets", (given, shown) => {
  const der = makeRootCertificate({ ...minimal, serial: fromHex(given) }, keyOf("k").ports);
  expect(formatSerial(parseCertificate(der).serial)).toBe(shown);
  expect(BigInt(`0x${new X509Certificate(der).serialNumber}`)).toBe(BigInt(`0x${given}`));
});

test("what cannot stand in a certificate is refused when it is made", () => {
  const { ports } = keyOf("k");
  const serial = fromHex("0102030405060708090a0b0c0d0e0f10");
  const make = (change: object) => () => makeRootCertificate({ ...minimal, serial, ...change }, ports);
  expect(make({})).not.toThrow();
  expect(make({ serial: new Uint8Array(16) })).toThrow("bad-serial");
  expect(make({ serial: serial.slice(1) })).toThrow("bad-serial");
  expect(make({ notAfter: minimal.notBefore })).toThrow("bad-validity");
  expect(make({ notAfter: new Date(Number.NaN) })).toThrow("bad-validity");
  expect(make({ publicKey: minimal.publicKey.slice(0, 33) })).toThrow("bad-key");
  const end = anEnd("末端", aRoot("根"));
  expect(() =>
    makeEndCertificate({ ...minimal, serial, keyUsage: ["digital-signature"] }, end.certificate, ports),
  ).toThrow("bad-extension");
  expect(() =>
    makeEndCertificate({ ...minimal, serial, keyUsage: [] }, aRoot("根").certificate, ports),
  ).toThrow("bad-extension");
});

test("years from 2050 are written as GeneralizedTime and read the same", () => {
  const { certificate } = aRoot("远", { notBefore: day("2049-12-31"), notAfter: day("2050-01-01") });
  expect(certificate.notBefore).toEqual(day("2049-12-31"));
  expect(certificate.notAfter).toEqual(day("2050-01-01"));
  expect(toHex(certificate.raw)).toContain(
    "170d3439313233313030303030305a180f32303530303130313030303030305a",
  );
});

test("a certificate of RSA or ECDSA is read, its key kept as stored, and not verified here", () => {
  const root = aRoot("示范根").certificate;
  for (const key of [
    generateKeyPairSync("rsa", { modulusLength: 1024 }).publicKey,
    generateKeyPairSync("ec", { namedCurve: "P-256" }).publicKey,
  ]) {
    const info = new Uint8Array(key.export({ format: "der", type: "spki" }));
    const fields = parse(root.toBeSigned).children.map(({ raw }) => raw);
    const algorithm = sequence(fromHex("06082a8648ce3d040302"));
    const tbs = sequence(...fields.with(2, algorithm).with(6, info));
    const foreign = parseCertificate(sequence(tbs, algorithm, bits(sequence(integer(1), integer(2)))));
    expect(foreign.publicKeyInfo.raw).toEqual(info);
    expect(foreign.publicKey).toBeUndefined();
    expect(checkSignature(foreign, foreign.publicKeyInfo, verify)).toBe("unsupported-algorithm");
    expect(checkSignature(root, foreign.publicKeyInfo, verify)).toBe("unsupported-key");
  }
});

const hasOpenssl = (() => {
  try {
    execFileSync("openssl", ["version"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
})();
test.skipIf(!hasOpenssl)(
  "a foreign certificate made by OpenSSL is read (skipped where openssl is not on the path)",
  () => {
    const args = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "/dev/null", "-subj"];
    const pem = execFileSync("openssl", [...args, "/C=CN/O=示范/CN=rsa", "-utf8", "-days", "30"], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    });
    const [block] = parsePem(pem);
    const certificate = parseCertificate(block!.bytes);
    const node = new X509Certificate(pem);
    expect(certificate.signatureAlgorithm.oid).toBe(oids.sha256WithRsa);
    expect(certificate.publicKeyInfo.algorithm.oid).toBe(oids.rsa);
    expect(findAttribute(certificate.subject, "organizationName")).toBe("示范");
    expect(createHash("sha256").update(certificate.raw).digest("hex")).toBe(
      node.fingerprint256.replaceAll(":", "").toLowerCase(),
    );
  },
);

test("a public key comes back from its SubjectPublicKeyInfo; a compressed one is kept but is no SM2 key here", () => {
  const { publicKey } = keyOf("k");
  expect(parsePublicKeyInfo(encodePublicKeyInfo(publicKey)).sm2Point).toEqual(publicKey);
  const [head] = parse(encodePublicKeyInfo(publicKey)).children;
  const compressed = sequence(head!.raw, bits(Uint8Array.of(2, ...publicKey.slice(1, 33))));
  expect(parsePublicKeyInfo(compressed)).toMatchObject({ curve: oids.sm2Curve });
  expect(parsePublicKeyInfo(compressed).sm2Point).toBeUndefined();
});
