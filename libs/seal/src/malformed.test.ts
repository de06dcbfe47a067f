import { integer, parse, sequence, tlv } from "@liangzheng/asn1";
import fc from "fast-check";
import { expect, test } from "vitest";
import { gm, now, signedAt, signer, trust } from "../testing/people.ts";
import { aDocument, sealed, zip } from "../testing/sealed-package.ts";
import { aSealV1, aSealV4, aSealV5 } from "../testing/seals.ts";
import {
  makeSealSignature,
  parseSeal,
  parseSealSignature,
  SealError,
  verifyFile,
  verifyOfd,
  verifySeal,
} from "./index.ts";

const question = { gm, trust, now };
const seals = [aSealV1(), aSealV4(), aSealV5()];
const signature = makeSealSignature({
  seal: aSealV4(),
  signerCertificate: signer.certificate.raw,
  time: signedAt,
  dataHash: gm.sm3(),
  propertyInfo: "/x",
  sign: signer.sign,
});

function codeOf(read: () => unknown): string {
  try {
    read();
    return "read";
  } catch (error) {
    if (error instanceof SealError) return error.code;
    throw error;
  }
}

test("a seal cut anywhere is no seal", () => {
  for (const seal of seals) {
    for (let end = 0; end < seal.length; end += 7) {
      expect(codeOf(() => parseSeal(seal.subarray(0, end)))).toBe("bad-der");
    }
  }
});

test("bytes behind a seal are refused", () => {
  for (const seal of seals) {
    expect(codeOf(() => parseSeal(Uint8Array.of(...seal, 0)))).toBe("bad-der");
  }
});

test("a changed byte gives a seal, or a SealError, and nothing else", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...seals, signature),
      fc.nat(),
      fc.integer({ min: 1, max: 255 }),
      (bytes, at, by) => {
        const changed = bytes.slice();
        const index = at % changed.length;
        changed[index] = (changed[index] ?? 0) ^ by;
        codeOf(() => parseSeal(changed));
        codeOf(() => parseSealSignature(changed));
      },
    ),
    { numRuns: 2000 },
  );
});

test("deep nesting and long lists are refused before they cost anything", () => {
  let nest = integer(1);
  for (let depth = 0; depth < 5000; depth++) nest = sequence(nest);
  expect(codeOf(() => parseSeal(nest))).toBe("bad-der");
  expect(codeOf(() => parseSeal(tlv(0x30, new Uint8Array(1_000_000).fill(0x30))))).toBe("bad-der");
});

test.each([
  ["no fields", sequence()],
  ["three fields", sequence(sequence(), sequence(), sequence())],
  ["six fields", sequence(...Array.from({ length: 6 }, () => sequence()))],
])("a seal of %s has the wrong number of them", (_, bytes) => {
  expect(codeOf(() => parseSeal(bytes))).toBe("bad-field-count");
  expect(codeOf(() => parseSealSignature(bytes))).toBe("bad-field-count");
});

test("a header that is not ES, or of an unknown version, is refused", () => {
  const bytes = aSealV4();
  const at = bytes.findIndex((_, i) => bytes[i] === 0x45 && bytes[i + 1] === 0x53);
  const other = bytes.slice();
  other[at] = 0x46;
  expect(codeOf(() => parseSeal(other))).toBe("bad-header");
  const future = bytes.slice();
  future[at + 4] = 9;
  expect(codeOf(() => parseSeal(future))).toBe("bad-header");
});

test("a certificate list of type 3 is refused", () => {
  const [info, ...rest] = parse(aSealV4()).children;
  const fields = info?.children.map(({ raw }) => raw) ?? [];
  const property = info?.children[2]?.children.map(({ raw }) => raw) ?? [];
  property[2] = integer(3);
  fields[2] = sequence(...property);
  const bytes = sequence(sequence(...fields), ...rest.map(({ raw }) => raw));
  expect(codeOf(() => parseSeal(bytes))).toBe("bad-field");
});

test("no bytes make verification throw", () => {
  const genuine = zip(sealed(aDocument()));
  const changed = fc
    .tuple(fc.nat(genuine.length - 1), fc.nat(255))
    .map(([at, value]) => genuine.slice().fill(value, at, at + 1));
  fc.assert(
    fc.property(fc.oneof(fc.uint8Array({ maxLength: 300 }), changed), (bytes) => {
      verifyOfd(bytes, question);
      verifySeal(bytes, { gm, trust, at: now });
    }),
    { numRuns: 150 },
  );
});

test("a package is told as one whatever stands before it, be it the first byte of DER", () => {
  const genuine = zip(sealed(aDocument()));
  for (const first of [0x00, 0x30]) {
    const report = verifyFile(Uint8Array.of(first, ...genuine), question);
    expect(report).toMatchObject({ kind: "ofd", verdict: "valid" });
  }
});

test("an empty file, a text and a folder's worth of zeros are unreadable", () => {
  for (const bytes of [new Uint8Array(0), new TextEncoder().encode("hello"), new Uint8Array(5000)]) {
    expect(verifyOfd(bytes, question)).toMatchObject({ verdict: "invalid", summary: "unreadable" });
  }
});
