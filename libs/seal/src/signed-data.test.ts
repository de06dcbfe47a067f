import { explicit, integer, nothing, octets, oid, sequence, set, tlv } from "@liangzheng/asn1";
import { encodeUtf8, toBase64 } from "@liangzheng/bytes";
import { makeSignedData, signatureToRaw } from "@liangzheng/pki";
import fc from "fast-check";
import { expect, test } from "vitest";
import { foreigner, gm, now, signedAt, signer, trust } from "../testing/people.ts";
import { aDocument, type SealingOptions, sealed, zip } from "../testing/sealed-package.ts";
import { type OfdReport, verifyOfd } from "./index.ts";

const sm3 = sequence(oid("1.2.156.10197.1.401"), nothing());
const dataType = "1.2.156.10197.6.1.4.2.1";
const digest = (message: Uint8Array) => gm.sm3(message);

const verify = (value: NonNullable<SealingOptions["value"]>, by = trust): OfdReport =>
  verifyOfd(zip(sealed(aDocument(), { type: "Sign", sealFile: false, value })), { gm, trust: by, now });
const failed = (report: OfdReport) =>
  report.signatures.flatMap(({ checks }) =>
    checks.filter(({ result }) => result === "fail").map((c) => `${c.name}: ${c.reason}`),
  );

/** Layout a: detached, with signed attributes. */
const withAttributes = (xml: Uint8Array): Uint8Array =>
  makeSignedData(
    { content: xml, signer: signer.certificate, signingTime: signedAt },
    { sign: signer.sign, digest },
  );

/** Layouts b and c: what is signed is the content itself. */
function ofContent(content: Uint8Array, { detached = false, certificate = true } = {}): Uint8Array {
  const { issuer, serial, raw } = signer.certificate;
  const info = sequence(
    integer(1),
    sequence(issuer.raw, tlv(2, serial)),
    sm3,
    sequence(oid("1.2.156.10197.1.301.1")),
    octets(signer.sign(content)),
  );
  const signedData = sequence(
    integer(1),
    set(sm3),
    sequence(oid(dataType), detached ? undefined : explicit(0, octets(content))),
    certificate ? tlv(0xa0, raw) : undefined,
    set(info),
  );
  return sequence(oid("1.2.156.10197.6.1.4.2.2"), explicit(0, signedData));
}

test("layout a, detached with signed attributes, is valid and dated by its attribute", () => {
  expect(verify(withAttributes)).toMatchObject({
    verdict: "valid",
    signatures: [{ type: "sign", verdict: "valid", standard: "GB/T 35275-2017", signedAt }],
  });
});

test("layout b, the digest as content and message, is valid", () => {
  expect(verify((xml) => ofContent(gm.sm3(xml))).verdict).toBe("valid");
});

test("layout c, the digest in base64, is valid", () => {
  expect(verify((xml) => ofContent(encodeUtf8(toBase64(gm.sm3(xml))))).verdict).toBe("valid");
});

test("detached without attributes is valid over the digest, its base64 or the file itself", () => {
  const detached = { detached: true };
  expect(verify((xml) => ofContent(gm.sm3(xml), detached)).verdict).toBe("valid");
  expect(verify((xml) => ofContent(encodeUtf8(toBase64(gm.sm3(xml))), detached)).verdict).toBe("valid");
  expect(verify((xml) => ofContent(xml, detached)).verdict).toBe("valid");
  expect(failed(verify((xml) => ofContent(xml.subarray(1), detached)))).toEqual([
    "signature-value: signature-wrong",
  ]);
});

test("the digest of another file is refused in every layout", () => {
  const other = encodeUtf8("another Signature.xml");
  for (const value of [withAttributes(other), ofContent(gm.sm3(other)), ofContent(other)]) {
    const report = verify(() => value);
    expect(report.verdict).toBe("invalid");
    expect(failed(report)).toContain("data-hash: hash-differs");
  }
});

test("a signature by another key is refused", () => {
  const report = verify((xml) =>
    makeSignedData(
      { content: xml, signer: signer.certificate, signingTime: signedAt },
      { sign: foreigner.sign, digest },
    ),
  );
  expect(failed(report)).toEqual(["signature-value: signature-wrong"]);
});

test("a bare r, s names nobody and is never valid", () => {
  for (const value of [signer.sign(Uint8Array.of(1)), signatureToRaw(signer.sign(Uint8Array.of(1)))]) {
    const report = verify(() => value);
    expect(report).toMatchObject({ verdict: "indeterminate", summary: "unattributed" });
  }
});

test("signed data without the signer's certificate names nobody", () => {
  const report = verify((xml) => ofContent(gm.sm3(xml), { certificate: false }));
  expect(report).toMatchObject({ verdict: "indeterminate", summary: "unattributed" });
});

test("an untrusted signer leaves the file undecided", () => {
  expect(verify(withAttributes, { anchors: [], crls: [] })).toMatchObject({
    verdict: "indeterminate",
    summary: "intact-untrusted",
  });
});

/** Where SignerInfo names the issuer of its certificate, which no signature covers. */
function nameOfIssuerIn(value: Uint8Array): { readonly from: number; readonly to: number } {
  const { raw } = signer.certificate.issuer;
  const from = Buffer.from(value).lastIndexOf(raw);
  return { from, to: from + raw.length };
}
const isLetter = (byte: number): boolean => /[a-z]/i.test(String.fromCharCode(byte));

test("flipping any bit of signed data is never valid, but for the case of a letter in the issuer's name", {
  timeout: 60_000,
}, () => {
  fc.assert(
    fc.property(fc.nat(), fc.integer({ min: 0, max: 7 }), (at, bit) => {
      let isCase = false;
      const report = verify((xml) => {
        const value = withAttributes(xml).slice();
        const index = at % value.length;
        const { from, to } = nameOfIssuerIn(value);
        // Names are compared without case (RFC 5280 §7.1): it is the same certificate that is named.
        isCase = index >= from && index < to && bit === 5 && isLetter(value[index] ?? 0);
        value[index] = (value[index] ?? 0) ^ (1 << bit);
        return value;
      });
      return isCase || !report.verdict.startsWith("valid");
    }),
    { numRuns: 150, examples: [[595, 5]] },
  );
});

test("an issuer's name in other case names the same certificate", () => {
  const report = verify((xml) => {
    const value = withAttributes(xml).slice();
    const at = Buffer.from(value).indexOf("CN", nameOfIssuerIn(value).from);
    value.set(encodeUtf8("cn"), at);
    return value;
  });
  expect(report.verdict).toBe("valid");
});

test("the certificate's own bytes count when its issuer is trusted", () => {
  const report = verify((xml) => {
    const value = withAttributes(xml).slice();
    const at = value.findIndex((_, i) =>
      signer.certificate.raw.every((byte, k) => k > 60 || value[i + k] === byte),
    );
    const end = at + signer.certificate.raw.length - 1;
    value[end] = (value[end] ?? 0) ^ 1;
    return value;
  });
  expect(failed(report)).toEqual(["signer-chain: chain-broken"]);
});
