import { parse, sequence } from "@liangzheng/asn1";
import { toHex } from "@liangzheng/bytes";
import fc from "fast-check";
import { expect, test } from "vitest";
import { gm, maker, now, signedAt, signer, trust } from "../../testing/people.ts";
import { aSealV4, day, picture, sealInfo } from "../../testing/seals.ts";
import { encodeSealInfo, makeSealSignature, parseSeal, parseSealSignature, verifySeal } from "../index.ts";

test("a seal that was made is read back field by field", () => {
  const seal = parseSeal(aSealV4());
  expect(seal).toMatchObject({
    standard: "GB/T 38540-2020",
    header: { id: "ES", version: 4, vid: "LIANGZHENG" },
    esId: "99010000000001",
    property: {
      type: 1,
      name: "示范市行政审批局证照专用章",
      createDate: day("2025-06-01"),
      validStart: day("2025-06-01"),
      validEnd: day("2030-06-01"),
    },
    picture: { type: "PNG", width: 42, height: 42 },
    signatureAlgorithm: "1.2.156.10197.1.501",
  });
  expect(toHex(seal.picture.data)).toBe(toHex(picture.data));
  expect(toHex(seal.makerCertificate)).toBe(toHex(maker.certificate.raw));
});

test("the maker signs DER(SES_SealInfo) alone", () => {
  const bytes = aSealV4();
  const seal = parseSeal(bytes);
  expect(toHex(seal.toBeSigned)).toBe(toHex(encodeSealInfo(sealInfo())));
  const point = maker.certificate.publicKeyInfo.sm2Point ?? new Uint8Array();
  expect(gm.verify(point, seal.toBeSigned, seal.signature)).toBe(true);
  expect(parse(bytes).children[0]?.raw).toEqual(seal.toBeSigned);
});

test("the signer signs DER(TBS_Sign), the first element, and nothing of what follows", () => {
  const dataHash = gm.sm3(Uint8Array.of(1));
  const bytes = makeSealSignature({
    seal: aSealV4(),
    signerCertificate: signer.certificate.raw,
    time: signedAt,
    dataHash,
    propertyInfo: "/Doc_0/Signs/Sign_0/Signature.xml",
    sign: signer.sign,
    extDatas: [{ id: "1.2.156.99", critical: false, value: Uint8Array.of(5) }],
  });
  const signature = parseSealSignature(bytes);
  expect(signature).toMatchObject({ standard: "GB/T 38540-2020", version: 4, time: signedAt, dataHash });
  expect(signature).toHaveProperty("extDatas.0.id", "1.2.156.99");
  expect(parse(bytes).children[0]?.raw).toEqual(signature.toBeSigned);
  const point = signer.certificate.publicKeyInfo.sm2Point ?? new Uint8Array();
  expect(gm.verify(point, signature.toBeSigned, signature.signature)).toBe(true);
});

test("whatever may stand in a seal comes back from its DER", () => {
  const ascii = fc.string({ unit: fc.constantFrom(..."abcXYZ019-."), maxLength: 20 });
  const list = fc.oneof(
    fc.record({
      kind: fc.constant("certificates" as const),
      certificates: fc.array(fc.uint8Array({ minLength: 1, maxLength: 40 }), { maxLength: 3 }),
    }),
    fc.record({
      kind: fc.constant("digests" as const),
      digests: fc.array(fc.record({ type: ascii, value: fc.uint8Array({ maxLength: 40 }) }), {
        maxLength: 3,
      }),
    }),
  );
  const date = fc
    .date({ min: day("2000-01-01"), max: day("2099-01-01"), noInvalidDate: true })
    .map((time) => new Date(Math.floor(time.getTime() / 1000) * 1000));
  const extData = fc.record({
    id: fc.constantFrom("1.2.156.1", "2.5.29.15"),
    critical: fc.boolean(),
    value: fc.uint8Array({ maxLength: 9 }),
  });
  fc.assert(
    fc.property(
      fc.record({ vid: ascii, esId: ascii, name: fc.string(), type: fc.nat(9), list, createDate: date }),
      fc.array(extData, { maxLength: 2 }),
      (fields, extDatas) => {
        const info = sealInfo({ ...fields, extDatas });
        const seal = parseSeal(aSealV4({ ...fields, extDatas }));
        const { createDate, validStart, validEnd, type, name } = info;
        expect(seal).toMatchObject({ esId: info.esId, picture: info.picture, extDatas });
        expect(seal.header.vid).toBe(info.vid);
        expect(seal.property).toEqual({
          type,
          name: name.toWellFormed(),
          list: info.list,
          createDate,
          validStart,
          validEnd,
        });
      },
    ),
    { numRuns: 60 },
  );
});

test("a seal of five fields is not of the fourth version", () => {
  const fields = parse(aSealV4()).children.map(({ raw }) => raw);
  expect(() => parseSeal(sequence(...fields, Uint8Array.of(5, 0)))).toThrow("bad-field-count");
});

test("a seal verifies by itself in its term, and not outside it", () => {
  const valid = verifySeal(aSealV4(), { gm, trust, at: now });
  expect(valid).toMatchObject({ verdict: "valid", grade: "trusted", sealName: "示范市行政审批局证照专用章" });
  const late = verifySeal(aSealV4(), { gm, trust, at: day("2031-01-01") });
  expect(late).toMatchObject({ verdict: "invalid", grade: "expired-at-signing" });
  expect(late.checks).toContainEqual(
    expect.objectContaining({ name: "seal-validity", result: "fail", reason: "seal-expired-at-signing" }),
  );
});
