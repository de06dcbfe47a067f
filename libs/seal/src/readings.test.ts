import { parse } from "@liangzheng/asn1";
import { rememberParts } from "@liangzheng/ofd";
import { expect, test } from "vitest";
import { anEnd, root, signer } from "../testing/people.ts";
import { aSealV4 } from "../testing/seals.ts";
import { readingsOf } from "./readings.ts";

const seal = aSealV4();
const { raw } = signer.certificate;

test("the same seal and the same certificate are read once for one memory, and anew for another or none", () => {
  const memory = rememberParts();
  const first = readingsOf(memory);
  const [asSeal, asCertificate] = [first.seal(parse(seal)), first.certificate(raw)];
  expect(readingsOf(memory).seal(parse(seal.slice()))).toBe(asSeal);
  expect(readingsOf(memory).certificate(raw.slice())).toBe(asCertificate);
  for (const other of [rememberParts(), undefined]) {
    expect(readingsOf(other).seal(parse(seal))).not.toBe(asSeal);
    expect(readingsOf(other).seal(parse(seal))).toEqual(asSeal);
    expect(readingsOf(other).certificate(raw)).not.toBe(asCertificate);
    expect(readingsOf(other).certificate(raw)).toEqual(asCertificate);
  }
});

test("with one byte changed, wherever it stands, nothing that was read before is given", () => {
  const { certificate } = readingsOf(rememberParts());
  const genuine = certificate(raw);
  for (let at = 0; at < raw.length; at += 3) {
    const changed = raw.map((byte, i) => (i === at ? byte ^ 1 : byte));
    const found = certificate(changed);
    expect(found).not.toBe(genuine);
    if (found !== undefined) expect(found.raw).toEqual(changed);
  }
  expect(certificate(raw)).toBe(genuine);
});

test("what was read stays what it was when the bytes it was read from are used for something else", () => {
  const { certificate, seal: readSeal } = readingsOf(rememberParts());
  for (const bytes of [raw.slice(), Buffer.from(raw)]) {
    const found = certificate(bytes);
    bytes.fill(0);
    expect(found?.raw).toEqual(raw);
  }
  const lent = Buffer.from(seal);
  const found = readSeal(parse(lent));
  lent.fill(0);
  expect(found.raw).toEqual(seal);
});

test("bytes that are no certificate are none each time, and one too long to be kept is read all the same", () => {
  const { certificate } = readingsOf(rememberParts());
  for (let i = 0; i < 2; i++) expect(certificate(Uint8Array.of(0x30, 0))).toBeUndefined();
  const purposes = Array.from({ length: 1000 }, (_, n) => `1.2.156.99999.${n + 20_000}`);
  const long = anEnd("长", root, { extKeyUsage: purposes }).certificate.raw;
  expect(certificate(long)).toEqual(certificate(long));
  expect(certificate(long)).not.toBe(certificate(long));
});
