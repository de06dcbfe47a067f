import { bits, boolean, explicit, integer, octets, oid, parse, sequence, set, utf8 } from "@liangzheng/asn1";
import { fromHex } from "@liangzheng/bytes";
import fc from "fast-check";
import { expect, test } from "vitest";
import { anEnd, aRoot, day } from "../testing/authority.ts";
import {
  CertificateError,
  encodePkcs8,
  makeCertificationRequest,
  makeCrl,
  makeSignedData,
  oids,
  parseCertificate,
  parseCertificationRequest,
  parseCrl,
  parseName,
  parsePrivateKey,
  parsePublicKeyInfo,
  parseSignedData,
} from "./index.ts";

const root = aRoot("示范根");
const leaf = anEnd("末端", root, { extKeyUsage: [oids.timeStamping] });
const { key } = leaf;
const entry = { serial: fromHex("01"), date: day("2024-02-01"), reason: "key-compromise" } as const;
const times = { thisUpdate: day("2025-01-01"), nextUpdate: day("2025-02-01") };

const samples: readonly (readonly [what: string, der: Uint8Array, parse: (der: Uint8Array) => unknown])[] = [
  ["certificate", leaf.certificate.raw, parseCertificate],
  [
    "revocation list",
    makeCrl(
      { number: 1n, ...times, revoked: [{ ...entry, invalidityDate: day("2024-01-01") }] },
      root.certificate,
      root.key.ports,
    ),
    parseCrl,
  ],
  [
    "request",
    makeCertificationRequest(leaf.certificate.subject, key.publicKey, key.sign),
    parseCertificationRequest,
  ],
  [
    "signed message",
    makeSignedData(
      { content: fromHex("00"), attached: true, signer: leaf.certificate, signingTime: day("2025-01-01") },
      key.ports,
    ),
    parseSignedData,
  ],
  ["private key", encodePkcs8(key), parsePrivateKey],
  ["name", leaf.certificate.subject.raw, parseName],
  ["public key", leaf.certificate.publicKeyInfo.raw, parsePublicKeyInfo],
];

function only(work: () => unknown): void {
  try {
    work();
  } catch (error) {
    if (!(error instanceof CertificateError)) throw error;
  }
}

test.each(samples)(
  "a %s cut at any offset, or followed by a byte, is refused as a CertificateError",
  (_, der, read) => {
    expect(() => read(der)).not.toThrow();
    for (let end = 0; end < der.length; end++)
      expect(() => read(der.slice(0, end))).toThrow(CertificateError);
    expect(() => read(Uint8Array.of(...der, 0))).toThrow(
      expect.objectContaining({ code: "bad-der", at: der.length }),
    );
  },
);

test.each(samples)(
  "from a %s with any one byte changed nothing but a CertificateError comes",
  (_, der, read) => {
    for (let at = 0; at < der.length; at++) {
      for (const value of [0x00, 0x80, 0xff]) {
        only(() => read(der.with(at, value)));
      }
    }
  },
);

test.each(samples)(
  "from any bytes in the place of a %s nothing but a CertificateError comes",
  (_, __, read) => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        only(() => read(bytes));
        only(() => read(sequence(sequence(bytes), bytes)));
      }),
    );
  },
);

const parts = parse(leaf.certificate.raw).children;
const fields = parts[0]!.children.map(({ raw }) => raw);
const rebuilt = (tbs: readonly Uint8Array[]): Uint8Array =>
  sequence(sequence(...tbs), parts[1]!.raw, parts[2]!.raw);
const withExtensions = (...extensions: readonly Uint8Array[]): Uint8Array =>
  rebuilt(fields.with(7, explicit(3, sequence(...extensions))));
const extension = (dotted: string, value: Uint8Array): Uint8Array =>
  sequence(oid(dotted), boolean(true), octets(value));

const museum: readonly (readonly [what: string, der: Uint8Array, code: string])[] = [
  ["a version that does not exist", rebuilt(fields.with(0, explicit(0, integer(3)))), "bad-version"],
  ["extensions in version 1", rebuilt(fields.slice(1)), "bad-version"],
  ["extensions in version 2", rebuilt(fields.with(0, explicit(0, integer(1)))), "bad-version"],
  ["a serial of 22 octets", rebuilt(fields.with(1, integer(1n << 168n))), "bad-serial"],
  ["a serial padded with zeros", rebuilt(fields.with(1, fromHex("02020001"))), "bad-der"],
  ["a name whose relative name is empty", rebuilt(fields.with(5, sequence(set()))), "bad-der"],
  [
    "an algorithm with two parameters",
    rebuilt(fields.with(2, sequence(oid(oids.rsa), integer(1), integer(2)))),
    "bad-der",
  ],
  ["a field after the extensions", rebuilt([...fields, explicit(4, integer(1))]), "bad-der"],
  ["extensions twice", rebuilt([...fields, fields[7]!]), "bad-der"],
  [
    "an extension twice",
    withExtensions(
      extension(oids.keyUsage, bits(fromHex("80"), 7)),
      extension(oids.keyUsage, bits(fromHex("06"), 1)),
    ),
    "duplicate-extension",
  ],
  [
    "a key usage that is no bit string",
    withExtensions(extension(oids.keyUsage, integer(1))),
    "bad-extension",
  ],
  [
    "basic constraints with a negative length",
    withExtensions(extension(oids.basicConstraints, sequence(boolean(true), integer(-1)))),
    "bad-extension",
  ],
  [
    "basic constraints with something more",
    withExtensions(extension(oids.basicConstraints, sequence(boolean(true), integer(1), utf8("x")))),
    "bad-extension",
  ],
  [
    "an extension with something after its value",
    withExtensions(extension(oids.subjectKeyIdentifier, fromHex("04010100"))),
    "bad-extension",
  ],
  [
    "a signature that is not whole bytes",
    sequence(parts[0]!.raw, parts[1]!.raw, bits(fromHex("80"), 1)),
    "bad-der",
  ],
  ["a certificate of two parts", sequence(parts[0]!.raw, parts[1]!.raw), "bad-der"],
  ["a certificate of four parts", sequence(...parts.map(({ raw }) => raw), integer(1)), "bad-der"],
];
test.each(museum)("%s is refused by name", (_, der, code) => {
  expect(() => parseCertificate(der)).toThrow(expect.objectContaining({ name: "CertificateError", code }));
});

test("an explicit FALSE for critical, which real makers write, is taken", () => {
  const loose = sequence(oid(oids.keyUsage), boolean(false), octets(bits(fromHex("80"), 7)));
  expect(parseCertificate(withExtensions(loose)).extensions[0]).toMatchObject({ critical: false });
});
