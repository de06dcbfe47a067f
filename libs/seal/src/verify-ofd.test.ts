import { encodeUtf8 } from "@liangzheng/bytes";
import { makeCrl, signatureToRaw } from "@liangzheng/pki";
import { expect, test } from "vitest";
import {
  anEnd,
  foreigner,
  gm,
  maker,
  now,
  root,
  signedAt,
  signer,
  strangerRoot,
  trust,
} from "../testing/people.ts";
import {
  aDocument,
  type Entries,
  edited,
  listed,
  root as rootXml,
  type SealingOptions,
  sealed,
  zip,
} from "../testing/sealed-package.ts";
import { aSealV1, aSealV4, aSealV5, aSignatureV1, day, sealInfo } from "../testing/seals.ts";
import {
  encodeSealInfo,
  makeSeal,
  makeSealSignature,
  type OfdReport,
  parseSeal,
  type Trust,
  verifyOfd,
} from "./index.ts";

const verify = (entries: Entries, by: Trust = trust, at = now): OfdReport =>
  verifyOfd(zip(entries), { gm, trust: by, now: at });
const sealedBy = (options: SealingOptions = {}) => sealed(aDocument(), options);
const failed = (report: OfdReport) =>
  [...report.checks, ...report.signatures.flatMap(({ checks }) => checks)]
    .filter(({ result }) => result === "fail")
    .map(({ name, reason }) => `${name}: ${reason}`);

test("a sealed licence with trusted makers is valid, and every check says so", () => {
  const report = verify(sealedBy());
  expect(report).toMatchObject({ verdict: "valid", summary: "trusted", additions: [] });
  expect(failed(report)).toEqual([]);
  const [signature] = report.signatures;
  expect(signature).toMatchObject({
    id: "1",
    type: "seal",
    path: "/Doc_0/Signs/Sign_0/Signature.xml",
    verdict: "valid",
    standard: "GB/T 38540-2020",
    sealName: "示范市行政审批局证照专用章",
    signedAt,
    stamps: [{ id: "11", pageRef: "1", boundary: [100, 200, 42, 42] }],
  });
  expect(signature?.signer?.subject).toContain("示范市行政审批局");
  expect(signature?.maker?.subject).toContain("示范制章中心");
  const unknowns = signature?.checks.filter(({ result }) => result === "unknown").map(({ name }) => name);
  expect(unknowns).toEqual(["signer-revocation", "maker-revocation"]);
});

test("checks stand in the order of the list, whatever the order they are made in", () => {
  const names = verify(sealedBy()).signatures[0]?.checks.map(({ name }) => name) ?? [];
  expect([...new Set(names)]).toEqual([
    ...["format", "algorithms", "data-hash", "references", "signature-value", "signer-in-seal"],
    ...["seal-signature", "seal-file", "signer-chain", "signer-key-usage", "signer-validity"],
    ...["signer-revocation", "maker-chain", "maker-key-usage", "maker-validity", "maker-revocation"],
    ...["seal-validity", "signing-time", "version", "stamps", "stamp-places", "extensions"],
    ...["property-info", "provider"],
  ]);
});

test("the same file is undecided to who trusts nobody, and to who trusts others", () => {
  for (const anchors of [[], [strangerRoot.certificate]]) {
    const report = verify(sealedBy(), { anchors, crls: [] });
    expect(report).toMatchObject({ verdict: "indeterminate", summary: "intact-untrusted" });
    expect(failed(report)).toEqual([]);
  }
});

test("a trusted root for signers is none for makers when makers have a list of their own", () => {
  const apart = { ...trust, makers: [strangerRoot.certificate] };
  expect(verify(sealedBy(), apart)).toMatchObject({ verdict: "indeterminate", summary: "intact-untrusted" });
  expect(verify(sealedBy(), { ...trust, makers: [maker.certificate] }).verdict).toBe("valid");
});

test("certificates themselves may be the trust list, as DER", () => {
  const own = { anchors: [signer.certificate.raw, maker.certificate.raw], crls: [] };
  expect(verify(sealedBy(), own).verdict).toBe("valid");
});

test("a list of digests in the seal names the signer as well", () => {
  const value = gm.sm3(signer.certificate.raw);
  const of = (type: string) => aSealV4({ list: { kind: "digests", digests: [{ type, value }] } });
  expect(verify(sealedBy({ seal: of("1.2.156.10197.1.401") })).verdict).toBe("valid");
  expect(verify(sealedBy({ seal: of("SM3") })).verdict).toBe("valid");
  expect(failed(verify(sealedBy({ seal: of("SHA1") })))).toEqual([
    "coverage: no-covering-signature",
    "signer-in-seal: list-digest-unknown",
  ]);
});

const ofV1 = (timeInfo: string, seal = aSealV1(), version = 2) =>
  sealedBy({ seal, value: (xml) => aSignatureV1({ seal, version, timeInfo, dataHash: gm.sm3(xml) }) });

test("a seal signature of GM/T 0031-2014 verifies in a package", () => {
  const report = verify(ofV1("20260301020304Z"));
  expect(report).toMatchObject({ verdict: "valid", signatures: [{ standard: "GM/T 0031-2014", signedAt }] });
});

test("a first-version signature without a readable time is undecided", () => {
  const report = verify(ofV1("sometime"));
  expect(report.verdict).toBe("indeterminate");
  expect(report.signatures[0]?.checks).toContainEqual(
    expect.objectContaining({ name: "signing-time", result: "unknown", reason: "no-signing-time" }),
  );
});

test("the version of the signature must be the version of the seal's header", () => {
  expect(failed(verify(ofV1("20260301020304Z", aSealV1({ headerVersion: 1 }), 2)))).toContain(
    "version: version-differs",
  );
  expect(failed(verify(ofV1("20260301020304Z", aSealV4(), 4)))).toContain("version: version-differs");
  // The fourth version's encoder writes 4 around a seal that says 5.
  expect(failed(verify(sealedBy({ seal: aSealV5() })))).toEqual([
    "coverage: no-covering-signature",
    "version: version-differs",
  ]);
});

test("a seal in the layout of the withdrawn draft C0119 is told as such", () => {
  const genuine = encodeSealInfo(sealInfo());
  const seal = makeSeal({
    info: genuine,
    makerCertificate: maker.certificate.raw,
    sign: () => maker.sign(draftMessage()),
  });
  expect(failed(verify(sealedBy({ seal })))).toContain("seal-signature: c0119-layout");
});

function draftMessage(): Uint8Array {
  const seal = parseSeal(aSealV4());
  return "toBeSignedC0119" in seal ? seal.toBeSignedC0119 : new Uint8Array();
}

test("a raw signature of 64 bytes is read like one in DER", () => {
  const seal = aSealV4();
  const entries = sealedBy({
    seal,
    value: (xml) =>
      makeSealSignature({
        seal,
        signerCertificate: signer.certificate.raw,
        time: signedAt,
        dataHash: gm.sm3(xml),
        propertyInfo: "",
        sign: (message) => signatureToRaw(signer.sign(message)),
      }),
  });
  expect(verify(entries).verdict).toBe("valid");
});

const crlOf = (date: string) =>
  makeCrl(
    {
      number: 1n,
      thisUpdate: day("2026-05-01"),
      nextUpdate: day("2026-07-01"),
      revoked: [{ serial: signer.certificate.serial, date: day(date), reason: "key-compromise" }],
    },
    root.certificate,
    { sign: root.sign, digest: (message) => gm.sm3(message) },
  );

test("a certificate revoked before signing voids the signature, one revoked later does not", () => {
  expect(verify(sealedBy(), { ...trust, crls: [crlOf("2026-02-01")] })).toMatchObject({
    verdict: "invalid",
    summary: "revoked-before-signing",
  });
  const later = verify(sealedBy(), { ...trust, crls: [crlOf("2026-04-01")], requireRevocation: true });
  expect(later.verdict).toBe("valid");
  expect(later.signatures[0]?.checks).toContainEqual(
    expect.objectContaining({ name: "signer-revocation", result: "pass", reason: "revoked-after-signing" }),
  );
});

test("without a revocation list a signature is undecided to who requires one", () => {
  expect(verify(sealedBy(), { ...trust, requireRevocation: true }).verdict).toBe("indeterminate");
});

test("two seals one after the other are both valid, and the second covers the first", () => {
  const twice = sealed(sealedBy(), { folder: "Doc_0/Signs/Sign_1", id: "2" });
  const report = verify(twice);
  expect(report).toMatchObject({ verdict: "valid", signatures: [{ id: "1" }, { id: "2" }] });
  expect(report.signatures[1]?.covers).toContain("/Doc_0/Signs/Sign_0/SignedValue.dat");
});

test("a signature that covers the list locks it: one more signature breaks it and says why", () => {
  const list = "Doc_0/Signs/Signatures.xml";
  const listFirst = listed(
    aDocument(),
    list,
    '<ofd:Signature ID="1" BaseLoc="/Doc_0/Signs/Sign_0/Signature.xml"/>',
  );
  const entries = sealed(listFirst, { covers: () => true });
  const locked = new Map(entries).set(list, listFirst.get(list) ?? new Uint8Array());
  expect(verify(locked).verdict).toBe("valid");
  const second = sealed(locked, { folder: "Doc_0/Signs/Sign_1", id: "2" });
  expect(failed(verify(second))).toEqual(["references: locked-list-changed"]);
});

test("lists are found by their links, wherever they lie", () => {
  const entries = aDocument().set("OFD.xml", rootXml({ signatures: "/Lists/of/Signs.xml" }));
  const report = verify(sealed(entries, { list: "Lists/of/Signs.xml", folder: "Elsewhere/S" }));
  expect(report).toMatchObject({ verdict: "valid", signatures: [{ path: "/Elsewhere/S/Signature.xml" }] });
});

test("links of a list are relative to the list", () => {
  const entries = edited(sealedBy(), "Doc_0/Signs/Signatures.xml", (text) =>
    text.replace("/Doc_0/Signs/Sign_0/", "Sign_0/"),
  );
  expect(verify(entries).verdict).toBe("valid");
});

test("an unsigned document is undecided, and is called unsigned", () => {
  const unsigned = aDocument().set("OFD.xml", rootXml({ signatures: "" }));
  expect(verify(unsigned)).toMatchObject({ verdict: "indeterminate", summary: "unsigned", signatures: [] });
});

test("a description in the place of the path is told and does not count", () => {
  const entries = sealedBy({ folder: "Doc_0/Signs/Sign_9" });
  expect(verify(entries).verdict).toBe("valid");
  const report = verify(ofV1("20260301020304Z"));
  expect(report.signatures[0]?.checks).toContainEqual(
    expect.objectContaining({ name: "property-info", result: "pass" }),
  );
});

test("a root that nothing covers makes the file valid with additions at best", () => {
  const report = verify(
    sealedBy({ covers: (name) => name !== "OFD.xml" && !name.endsWith("Signatures.xml") }),
  );
  expect(report).toMatchObject({ verdict: "valid-with-additions", summary: "trusted-with-additions" });
  expect(report.checks).toContainEqual(
    expect.objectContaining({ name: "additions", reason: "root-uncovered" }),
  );
});

test("a certificate that may not sign voids what it signed", () => {
  const encrypter = anEnd("加密者", root, { keyUsage: ["key-encipherment"] });
  const seal = aSealV4({ list: { kind: "certificates", certificates: [encrypter.certificate.raw] } });
  expect(failed(verify(sealedBy({ seal, by: encrypter })))).toContain("signer-key-usage: key-usage-wrong");
});

test("a signature of the future is refused", () => {
  expect(failed(verify(sealedBy(), trust, day("2026-02-01")))).toEqual(["signing-time: signed-in-future"]);
});

test("several documents in one package are each held against their own pages", () => {
  const more = "<ofd:DocBody><ofd:DocRoot>Doc_1/Document.xml</ofd:DocRoot></ofd:DocBody>";
  const entries = aDocument()
    .set("OFD.xml", rootXml({ more }))
    .set(
      "Doc_1/Document.xml",
      encodeUtf8('<Document><Pages><Page ID="77" BaseLoc="P.xml"/></Pages></Document>'),
    )
    .set("Doc_1/P.xml", encodeUtf8("<Page/>"));
  expect(verify(sealed(entries)).verdict).toBe("valid");
  expect(failed(verify(sealed(entries, { stampPage: "77" })))).toContain("stamps: stamp-without-page");
});

test("a foreign signature beside a good one spoils the file, whoever trusts the good one", () => {
  const own = aSealV4(
    { list: { kind: "certificates", certificates: [foreigner.certificate.raw] } },
    strangerRoot,
  );
  const both = sealed(sealedBy(), { folder: "Doc_0/Signs/Sign_1", id: "2", seal: own, by: foreigner });
  expect(verify(both).verdict).not.toBe("valid");
});
