import { bits, explicit, integer, octets, oid, parse, sequence } from "@liangzheng/asn1";
import { toHex } from "@liangzheng/bytes";
import fc from "fast-check";
import { expect, test } from "vitest";
import { keyOf, verify } from "../testing/sm2.ts";
import {
  checkCertificationRequest,
  encodePem,
  encodePkcs8,
  encodeSec1,
  formatName,
  makeCertificationRequest,
  makeName,
  oids,
  parseCertificationRequest,
  parsePem,
  parsePrivateKey,
} from "./index.ts";

const key = keyOf("k");

test("any bytes come back from PEM, several blocks in order, text between them passed over", () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 150 }), { maxLength: 4 }), (blocks) => {
      const text = blocks.map((bytes) => `subject=x\r\n${encodePem("CERTIFICATE", bytes)}`).join("\n");
      expect(parsePem(text)).toEqual(
        blocks.map((bytes) => ({ label: "CERTIFICATE", bytes: Uint8Array.from(bytes) })),
      );
    }),
  );
  expect(encodePem("X", new Uint8Array(49))).toMatch(/^-----BEGIN X-----\n.{64}\n.{4}\n-----END X-----\n$/);
});

test.each([
  ["a block that does not end", "-----BEGIN A-----\nAAAA\n"],
  ["a block that ends under another label", "-----BEGIN A-----\nAAAA\n-----END B-----\n"],
  ["a block inside a block", "-----BEGIN A-----\n-----BEGIN A-----\n-----END A-----\n"],
  ["a block that is no base64", "-----BEGIN A-----\nA*AA\n-----END A-----\n"],
  ["an encrypted key", "-----BEGIN A-----\nProc-Type: 4,ENCRYPTED\n\nAAAA\n-----END A-----\n"],
])("%s is refused", (_, text) => {
  expect(() => parsePem(text)).toThrow(expect.objectContaining({ code: "bad-pem" }));
});

test("a key comes back from PKCS #8 and from SEC 1, with its public key or without", () => {
  for (const encode of [encodePkcs8, encodeSec1]) {
    const { privateKey, publicKey } = key;
    expect(parsePrivateKey(encode({ privateKey, publicKey }))).toEqual({ privateKey, publicKey });
    expect(parsePrivateKey(encode({ privateKey }))).toEqual({ privateKey });
  }
  expect(() => encodePkcs8({ privateKey: new Uint8Array(31) })).toThrow("bad-key");
});

test("a key of another curve, algorithm, size or version is refused by name", () => {
  const inner = sequence(integer(1), octets(key.privateKey));
  const pkcs8 = (algorithm: Uint8Array, bytes = inner, version = 0) =>
    sequence(integer(version), algorithm, octets(bytes));
  const sm2 = sequence(oid(oids.ecPublicKey), oid(oids.sm2Curve));
  const cases = [
    [pkcs8(sequence(oid(oids.ecPublicKey), oid(oids.p256))), "not-sm2"],
    [pkcs8(sequence(oid(oids.rsa), Uint8Array.of(5, 0))), "not-sm2"],
    [inner, "not-sm2"],
    [sequence(integer(1), octets(key.privateKey), explicit(0, oid(oids.p256))), "not-sm2"],
    [pkcs8(sm2, sequence(integer(1), octets(new Uint8Array(33)))), "bad-key"],
    [pkcs8(sm2, sequence(integer(2), octets(key.privateKey))), "bad-key"],
    [
      pkcs8(sm2, sequence(integer(1), octets(key.privateKey), explicit(1, bits(new Uint8Array(65))))),
      "bad-key",
    ],
    [pkcs8(sm2, inner, 2), "bad-key"],
    [new Uint8Array(0), "bad-der"],
  ] as const;
  for (const [der, code] of cases) {
    expect(() => parsePrivateKey(der), toHex(der)).toThrow(expect.objectContaining({ code }));
  }
  expect(parsePrivateKey(pkcs8(sm2)).privateKey).toEqual(key.privateKey);
});

test("a certification request comes back and proves its key", () => {
  const der = makeCertificationRequest(makeName([["commonName", "申请人"]]), key.publicKey, key.sign);
  const request = parseCertificationRequest(der);
  expect(formatName(request.subject)).toBe("CN=申请人");
  expect(request.publicKeyInfo.sm2Point).toEqual(key.publicKey);
  expect(checkCertificationRequest(request, verify)).toBe("good");
  const other = makeCertificationRequest(request.subject, key.publicKey, keyOf("other").sign);
  expect(checkCertificationRequest(parseCertificationRequest(other), verify)).toBe("bad");
  const [info, algorithm, signature] = parse(der).children;
  const bare = sequence(...info!.children.slice(0, 3).map(({ raw }) => raw));
  expect(parseCertificationRequest(sequence(bare, algorithm!.raw, signature!.raw)).attributes).toEqual([]);
});
