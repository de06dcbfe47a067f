import { createECDH, createHash, createPrivateKey, sign as signEcdsa } from "node:crypto";
import { foreignAlgorithms } from "@liangzheng/gm";
import { makeName, makeP256Certificate, makePdfSignature, parseCertificate } from "@liangzheng/pki";
import fc from "fast-check";
import { expect, test } from "vitest";
import {
  at,
  content,
  page,
  sign,
  signatureField,
  stream,
  textField,
  textOf,
  write,
  writePacked,
} from "../../../pdf/testing/small-pdf.ts";
import { aSignedPdf, bySm2 } from "../../testing/pdf-exhibits.ts";
import { now, signedAt, gm as sm, trust } from "../../testing/people.ts";
import { type FileReport, findingsOf, verifyFile } from "../index.ts";

const gm = { ...sm, foreign: foreignAlgorithms };
const verify = (bytes: Uint8Array, more: object = {}): FileReport =>
  verifyFile(bytes, { gm, trust, now, ...more });
const notPassed = (report: FileReport) =>
  [...report.checks, ...report.signatures.flatMap(({ checks }) => checks)]
    .filter(({ name, result }) => result !== "pass" && !name.endsWith("revocation"))
    .map(({ name, result, reason }) => `${name}: ${result}: ${reason}`);

/** A key of P-256 that vouches for itself, as that of the platform's copies does. */
const secret = createHash("sha256").update("a key for tests").digest();
const curve = createECDH("prime256v1");
curve.setPrivateKey(secret);
const point = curve.getPublicKey();
const part = (from: number): string => point.subarray(from, from + 32).toString("base64url");
const key = createPrivateKey({
  key: { kty: "EC", crv: "P-256", x: part(1), y: part(33), d: secret.toString("base64url") },
  format: "jwk",
});
const p256 = {
  sign: (message: Uint8Array) => new Uint8Array(signEcdsa("sha256", message, key)),
  digest: (message: Uint8Array) => new Uint8Array(createHash("sha256").update(message).digest()),
};
const copies = parseCertificate(
  makeP256Certificate(
    {
      serial: new Uint8Array(16).fill(0x41),
      subject: makeName([["commonName", "PDF 副本签名"]]),
      publicKey: new Uint8Array(point),
      notBefore: new Date("2026-01-01T00:00:00Z"),
      notAfter: new Date("2034-01-01T00:00:00Z"),
      keyUsage: ["digital-signature"],
    },
    p256,
  ),
);
const byP256 = (bytes: Uint8Array): Uint8Array =>
  makePdfSignature("p256", { content: bytes, signer: copies, signingTime: signedAt }, p256);
const knowing = { ...trust, anchors: [...trust.anchors, copies] };

/** The two fields stand in the file from the start, as in a copy of a licence. */
const prepared = {
  ...page,
  [at.text]: signatureField().replace("(first)", "(p256)"),
};
const twice = (): Uint8Array => {
  const first = sign(write(prepared), { sign: bySm2() });
  const field = { [at.text]: signatureField("/V 10 0 R").replace("(first)", "(p256)") };
  return sign(first, { field: at.text, number: 10, objects: field, sign: byP256 });
};

test("two signatures, of SM2 and of P-256, each have a row, and both makers must be trusted", () => {
  const file = twice();
  const known = verify(file, { trust: knowing });
  expect(known).toMatchObject({ kind: "pdf", verdict: "valid", summary: "trusted", additions: [] });
  expect(known.signatures).toMatchObject([
    { id: "first", standard: "adbe.pkcs7.detached", verdict: "valid", signedAt },
    { id: "p256", verdict: "valid", signer: { subject: "CN=PDF 副本签名" } },
  ]);
  const half = verify(file);
  expect([half.verdict, half.summary]).toEqual(["indeterminate", "intact-untrusted"]);
  expect(half.signatures.map(({ verdict }) => verdict)).toEqual(["valid", "indeterminate"]);
  expect(notPassed(half)).toEqual(["signer-chain: unknown: not-trusted"]);
});

test("without RSA and ECDSA at hand such a signature is undecided, and no other", () => {
  const report = verify(twice(), { gm: sm, trust: knowing });
  expect(report.signatures.map(({ verdict }) => verdict)).toEqual(["valid", "indeterminate"]);
});

test("every check is told in its order, with the clause of PDF, CMS or certificates", () => {
  const [signature] = verify(aSignedPdf()).signatures;
  expect(signature?.checks.map(({ name }) => name)).toEqual([
    ...["format", "byte-range", "algorithms", "content-digest", "signature-value", "signing-certificate"],
    ...[
      "signer-chain",
      "signer-key-usage",
      "signer-validity",
      "signer-revocation",
      "signing-time",
      "later-changes",
    ],
  ]);
  for (const { clause } of signature?.checks ?? []) expect(clause).toMatch(/ISO 32000|RFC|ETSI/);
});

test("findings of a PDF are plain, and have no pages", () => {
  const found = findingsOf(twice(), { gm, trust: knowing, now }, 10);
  expect(found).toMatchObject({ kind: "pdf", verdict: "valid", pages: [], pageCount: 0 });
  expect(found.signatures.map(({ id, sealName }) => [id, sealName])).toEqual([
    ["first", null],
    ["p256", null],
  ]);
});

test("the moment judged is the one stated in the message, else in the dictionary", () => {
  const file = aSignedPdf();
  expect(verify(file).signatures[0]?.signedAt).toEqual(signedAt);
  expect(verify(file, { now: new Date("2026-02-01T00:00:00Z") }).summary).toBe("time-implausible");
});

test("a later signature is no change of an earlier one, and a change between them is one", () => {
  const first = aSignedPdf();
  const changed = write({ [at.content]: content("Pay 900") }, first);
  const field = { [at.text]: signatureField("/V 20 0 R").replace("(first)", "(second)") };
  const report = verify(sign(changed, { field: at.text, number: 20, objects: field, sign: bySm2() }));
  expect(report.verdict).toBe("invalid");
  expect(report.signatures.map(({ verdict }) => verdict)).toEqual(["invalid", "valid"]);
});

test("objects written again as they were are no change, in streams or out of them", () => {
  for (const rewrite of [write, writePacked]) {
    const again = rewrite({ [at.pages]: page[at.pages] ?? "", [at.font]: page[at.font] ?? "" }, aSignedPdf());
    expect(notPassed(verify(again))).toEqual([]);
  }
});

test("a new look of a form field is an addition, and one that the page shows too is a change", () => {
  const looks = { ...page, [at.text]: textField("/AP<</N 31 0 R>>"), 31: stream("old") };
  const filled = write(
    { [at.text]: textField("/V(x)/AP<</N 32 0 R>>"), 32: stream("new") },
    aSignedPdf({}, looks),
  );
  expect(verify(filled).additions).toEqual(["form-value: note"]);
  const shared = { ...looks, [at.text]: textField("/AP<</N 4 0 R>>") };
  const forged = write(
    { [at.text]: textField("/V(x)/AP<</N 4 0 R>>"), [at.content]: stream("new") },
    aSignedPdf({}, shared),
  );
  expect(verify(forged).verdict).toBe("invalid");
});

test("a reference that led nowhere when it was signed may lead nowhere only", () => {
  const dangling = {
    ...page,
    [at.page]: (page[at.page] ?? "").replace("/Contents 4 0 R", "/Contents[4 0 R 50 0 R]"),
  };
  const report = verify(write({ 50: content("and 900 more") }, aSignedPdf({}, dangling)));
  expect(notPassed(report)).toEqual(["later-changes: fail: changed-after-signing"]);
});

test("zeros may fill the room behind a message, and nothing else may stand there", () => {
  const file = aSignedPdf();
  const end = textOf(file).indexOf(">>\nendobj", textOf(file).indexOf("/Contents<")) - 2;
  const hidden = file.slice();
  hidden[end] = 0x31;
  expect(notPassed(verify(hidden))).toContain("format: fail: bad-signed-value");
});

test("no changed byte that a signature covers leaves a file valid, or makes anything throw", {
  timeout: 60_000,
}, () => {
  const files = [aSignedPdf(), aSignedPdf({ write: writePacked, number: 30 }), twice()].map((bytes) => {
    const gaps = [...textOf(bytes).matchAll(/\/Contents<[0-9a-f]+>/g)].map(
      ({ index, 0: { length } }) => [index + 9, index + length] as const,
    );
    return { bytes, gaps };
  });
  fc.assert(
    fc.property(
      fc.constantFrom(...files),
      fc.nat(1_000_000),
      fc.integer({ min: 1, max: 255 }),
      (file, place, change) => {
        const { bytes, gaps } = file;
        const covered = [...bytes.keys()].filter((i) => !gaps.some(([from, to]) => i >= from && i < to));
        const where = covered[place % covered.length] ?? 0;
        const changed = bytes.slice();
        changed[where] = (changed[where] ?? 0) ^ change;
        expect(verify(changed, { trust: knowing }).verdict, String(where)).not.toMatch(/^valid/);
      },
    ),
    { numRuns: 150 },
  );
});
