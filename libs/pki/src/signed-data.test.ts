import { explicit, implicit, integer, octets, oid, parse, sequence, set } from "@liangzheng/asn1";
import { concat, encodeUtf8, toBase64 } from "@liangzheng/bytes";
import { expect, test } from "vitest";
import { aCa, anEnd, aRoot, day } from "../testing/authority.ts";
import { sm3, verify } from "../testing/sm2.ts";
import {
  makeCrl,
  makeSignedData,
  oids,
  parseSignedData,
  type SignerReport,
  signatureToDer,
  signatureToRaw,
  verifySignerInfo,
} from "./index.ts";

const root = aRoot("示范根");
const maker = aCa("中心", root);
const leaf = anEnd("签名人", maker);
const content = encodeUtf8("<ofd:Signature/>");
const signingTime = day("2026-01-01");

const detached = makeSignedData(
  { content, signer: leaf.certificate, chain: [maker.certificate], signingTime },
  leaf.key.ports,
);
function judge(der: Uint8Array, given: Uint8Array | undefined = content): SignerReport {
  const signedData = parseSignedData(der);
  const [signer] = signedData.signerInfos;
  return verifySignerInfo({
    signedData,
    signer: signer!,
    ...(given && { detached: given }),
    digest: sm3,
    verify,
  });
}
const failing = ({ checks }: SignerReport): readonly string[] =>
  checks
    .filter(({ result }) => result !== "pass")
    .map(({ name, result, reason }) => `${name} ${result} ${reason}`);

interface Parts {
  readonly attributes?: Uint8Array;
  readonly eContent?: Uint8Array;
  readonly signature: Uint8Array;
  readonly digest?: Uint8Array;
  readonly algorithm?: string;
  readonly bare?: boolean;
}
/** A message put together by hand, as other makers do. */
function assembled({
  attributes,
  eContent,
  signature,
  digest,
  algorithm = oids.sm2Sign,
  bare,
}: Parts): Uint8Array {
  const sm3Algorithm = digest ?? sequence(oid(oids.sm3));
  const { issuer, serial } = leaf.certificate;
  const signedData = sequence(
    integer(1),
    set(sm3Algorithm),
    sequence(oid(oids.gmData), eContent && explicit(0, octets(eContent))),
    implicit(0, leaf.certificate.raw, true),
    set(
      sequence(
        integer(1),
        sequence(issuer.raw, concat(Uint8Array.of(2, serial.length), serial)),
        sm3Algorithm,
        attributes && implicit(0, attributes, true),
        sequence(oid(algorithm), Uint8Array.of(5, 0)),
        octets(signature),
      ),
    ),
  );
  return bare ? signedData : sequence(oid(oids.gmSignedData), explicit(0, signedData));
}
const attribute = (dotted: string, value: Uint8Array): Uint8Array => sequence(oid(dotted), set(value));
const digestAttribute = attribute(oids.messageDigest, octets(sm3(content)));
const typeAttribute = attribute(oids.contentType, oid(oids.gmData));
const signSet = (attributes: Uint8Array): Uint8Array =>
  leaf.key.sign(concat(Uint8Array.of(0x31, attributes.length), attributes));

test("a message of ours is read with all its parts and every check passes", () => {
  const signedData = parseSignedData(detached);
  expect(signedData).toMatchObject({
    contentInfoType: "1.2.156.10197.6.1.4.2.2",
    version: 1,
    contentType: "1.2.156.10197.6.1.4.2.1",
    certificates: [leaf.certificate.raw, maker.certificate.raw],
    crls: [],
    signerInfos: [{ version: 1, signatureAlgorithm: { oid: oids.sm2Sign }, unsignedAttributes: [] }],
  });
  expect(signedData.content).toBeUndefined();
  expect(signedData.signerInfos[0]?.signedAttributes).toMatchObject({
    contentType: oids.gmData,
    messageDigest: sm3(content),
    signingTime,
  });
  const report = judge(detached);
  expect(report).toMatchObject({ verdict: "valid", layout: "signed-attributes" });
  expect(report.certificate?.raw).toEqual(leaf.certificate.raw);
  expect(report.checks.map(({ name }) => name)).toEqual([
    "signer-certificate",
    "digest-algorithm",
    "content-type",
    "message-digest",
    "signature",
  ]);
});

test("attached content is in the message and is what is judged, whatever is given beside it", () => {
  const crl = makeCrl(
    { number: 1n, thisUpdate: day("2025-01-01"), nextUpdate: day("2026-01-01"), revoked: [] },
    maker.certificate,
    maker.key.ports,
  );
  const message = { content, attached: true, signer: leaf.certificate, crls: [crl], signingTime };
  const der = makeSignedData(message, leaf.key.ports);
  expect(parseSignedData(der)).toMatchObject({ content, crls: [crl] });
  expect(judge(der, encodeUtf8("other")).verdict).toBe("valid");
});

test("other content fails by its digest, while the signature over the attributes still holds", () => {
  expect(failing(judge(detached, encodeUtf8("<other/>")))).toEqual(["message-digest fail digest-differs"]);
});

test("without the content its digest is unknown", () => {
  const signedData = parseSignedData(detached);
  const report = verifySignerInfo({ signedData, signer: signedData.signerInfos[0]!, digest: sm3, verify });
  expect(failing(report)).toEqual(["message-digest unknown content-absent"]);
});

test("attributes in an order that DER would not give are hashed in the order stored", () => {
  const stored = concat(digestAttribute, typeAttribute);
  expect(set(digestAttribute, typeAttribute).subarray(2)).not.toEqual(stored);
  expect(judge(assembled({ attributes: stored, signature: signSet(stored) })).verdict).toBe("valid");
  const sorted = set(digestAttribute, typeAttribute).subarray(2);
  expect(failing(judge(assembled({ attributes: stored, signature: signSet(sorted) })))).toEqual([
    "signature fail signature-wrong",
  ]);
});

test("a signature straight over a digest, or over its base64, is judged over what the message carries", () => {
  for (const eContent of [sm3(content), encodeUtf8(toBase64(sm3(content)))]) {
    const der = assembled({ eContent, signature: leaf.key.sign(eContent) });
    expect(parseSignedData(der).content).toEqual(eContent);
    expect(judge(der)).toMatchObject({ verdict: "valid", layout: "content" });
    const wrong = assembled({ eContent, signature: leaf.key.sign(content) });
    expect(failing(judge(wrong))).toEqual(["signature fail signature-wrong"]);
  }
});

test("a bare SignedData, an r ‖ s signature, and SM3 with NULL parameters are taken as they occur", () => {
  const eContent = sm3(content);
  const signature = signatureToRaw(leaf.key.sign(eContent));
  const digest = sequence(oid(oids.sm3), Uint8Array.of(5, 0));
  const der = assembled({ eContent, signature, digest, algorithm: oids.sm2WithSm3, bare: true });
  expect(parseSignedData(der).contentInfoType).toBeUndefined();
  expect(judge(der).verdict).toBe("valid");
});

test("a signed attribute missing or doubled fails", () => {
  const cases = [
    [typeAttribute, ["message-digest fail attribute-missing"]],
    [digestAttribute, ["content-type fail attribute-missing"]],
    [concat(typeAttribute, digestAttribute, digestAttribute), ["message-digest fail attribute-missing"]],
    [
      concat(attribute(oids.contentType, oid(oids.tstInfo)), digestAttribute),
      ["content-type fail content-type-differs"],
    ],
  ] as const;
  for (const [attributes, expected] of cases) {
    expect(failing(judge(assembled({ attributes, signature: signSet(attributes) })))).toEqual(expected);
  }
});

test("plain data is plain data under the identifier of either standard", () => {
  const attributes = concat(attribute(oids.contentType, oid(oids.data)), digestAttribute);
  expect(judge(assembled({ attributes, signature: signSet(attributes) })).verdict).toBe("valid");
});

test("a digest other than SM3 is refused and a foreign signature is not judged", () => {
  const eContent = sm3(content);
  const signature = leaf.key.sign(eContent);
  expect(failing(judge(assembled({ eContent, signature, digest: sequence(oid(oids.sha1)) })))).toEqual([
    "digest-algorithm fail unsupported-digest",
  ]);
  expect(failing(judge(assembled({ eContent, signature, algorithm: oids.sha256WithRsa })))).toEqual([
    "signature unknown unsupported-algorithm",
  ]);
});

test("a signer whose certificate is not in the message is unknown until it is given", () => {
  const signedData = { ...parseSignedData(detached), certificates: [maker.certificate.raw] };
  const question = { signedData, signer: signedData.signerInfos[0]!, detached: content, digest: sm3, verify };
  expect(failing(verifySignerInfo(question))).toEqual([
    "signer-certificate unknown signer-not-found",
    "signature unknown signer-not-found",
  ]);
  expect(verifySignerInfo({ ...question, certificates: [leaf.certificate] }).verdict).toBe("valid");
});

test("the signer is found by serial among certificates of one issuer", () => {
  const other = anEnd("旁人", maker);
  const signedData = parseSignedData(detached);
  const certificates = [other.certificate.raw, ...signedData.certificates];
  const question = { signer: signedData.signerInfos[0]!, detached: content, digest: sm3, verify };
  const report = verifySignerInfo({ ...question, signedData: { ...signedData, certificates } });
  expect(report.certificate?.raw).toEqual(leaf.certificate.raw);
  expect(report.verdict).toBe("valid");
});

test("a signature that is no signature fails and does not throw", () => {
  expect(failing(judge(assembled({ eContent: content, signature: new Uint8Array(3) })))).toEqual([
    "signature fail signature-wrong",
  ]);
});

test("a message of another type is refused by name", () => {
  const enveloped = sequence(oid(oids.gmEnvelopedData), explicit(0, sequence()));
  expect(() => parseSignedData(enveloped)).toThrow(expect.objectContaining({ code: "not-signed-data" }));
  const cms = sequence(oid(oids.signedData), parse(detached).children[1]!.raw);
  expect(parseSignedData(cms).contentInfoType).toBe("1.2.840.113549.1.7.2");
});

test("the two forms of a signature turn into each other", () => {
  for (let i = 0; i < 20; i++) {
    const der = leaf.key.sign(Uint8Array.of(i));
    expect(signatureToDer(signatureToRaw(der))).toEqual(der);
    expect(signatureToDer(der)).toBe(der);
  }
  expect(() => signatureToDer(new Uint8Array(63))).toThrow(expect.objectContaining({ code: "bad-der" }));
  const wide = sequence(integer(1n << 256n), integer(1));
  expect(() => signatureToRaw(wide)).toThrow(expect.objectContaining({ code: "bad-der" }));
});
