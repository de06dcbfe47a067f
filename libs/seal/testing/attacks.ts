import { encodeUtf8 } from "@liangzheng/bytes";
import { makeSealSignature } from "../src/index.ts";
import { anEnd, aRoot, foreigner, gm, now, root, signer } from "./people.ts";
import {
  aDocument,
  document,
  type Entries,
  edited,
  emptyList,
  listed,
  root as rootXml,
  type SealingOptions,
  sealed,
  zip,
} from "./sealed-package.ts";
import { aSealV4, day } from "./seals.ts";

export const sealedBy = (options: SealingOptions = {}) => sealed(aDocument(), options);
export const list = "Doc_0/Signs/Signatures.xml";
export const page = "Doc_0/Pages/Page_0/Content.xml";
const folder = "Doc_0/Signs/Sign_0";
const without = (entries: Entries, ...names: readonly string[]) =>
  new Map([...entries].filter(([name]) => !names.includes(name)));
const selfMade = aRoot("自制");
const expiredSigner = anEnd("过期单位", root, { notBefore: "2020-01-01", notAfter: "2025-01-01" });
const listOf = (...people: readonly { certificate: { raw: Uint8Array } }[]) => ({
  kind: "certificates" as const,
  certificates: people.map(({ certificate }) => certificate.raw),
});
const foreignRoot = (more: string) => rootXml({ more });
const secondBody = "<ofd:DocBody><ofd:DocRoot>Doc_1/Document.xml</ofd:DocRoot></ofd:DocBody>";
export const uncoveredRoot = (name: string) => name !== "OFD.xml" && name !== list;

export function badSeal(): Uint8Array {
  const seal = aSealV4().slice();
  const at = seal.findIndex((_, i) => new TextDecoder().decode(seal.subarray(i, i + 3)) === "not");
  seal[at] = (seal[at] ?? 0) ^ 1;
  return seal;
}

/** What each attack or defect of the interoperability table must come to: verdict, and a reason that is told. */
export const attacks: readonly (readonly [
  name: string,
  verdict: string,
  reason: string,
  () => Uint8Array,
])[] = [
  ["a page changed", "invalid", "reference-differs", () => zip(edited(sealedBy(), page, (t) => `${t} `))],
  [
    "a Reference removed",
    "invalid",
    "hash-differs",
    () =>
      zip(
        edited(sealedBy(), `${folder}/Signature.xml`, (t) =>
          t.replace(/<ofd:Reference File.*?<\/ofd:Reference>/, ""),
        ),
      ),
  ],
  [
    "a stamp moved",
    "invalid",
    "hash-differs",
    () => zip(edited(sealedBy(), `${folder}/Signature.xml`, (t) => t.replace('"100 200', '"10 20'))),
  ],
  [
    "Signature.xml with a newline behind it",
    "invalid",
    "hash-differs",
    () => zip(edited(sealedBy(), `${folder}/Signature.xml`, (t) => `${t}\n`)),
  ],
  [
    "a foreign certificate that signed with a seal that lists others",
    "invalid",
    "not-in-seal",
    () => zip(sealedBy({ by: foreigner })),
  ],
  [
    "a stolen seal: the thief's key under the owner's certificate",
    "invalid",
    "signature-wrong",
    () => zip(sealedBy({ by: { certificate: signer.certificate, sign: foreigner.sign } })),
  ],
  [
    "a seal whose content was changed",
    "invalid",
    "seal-signature-wrong",
    () => zip(sealedBy({ seal: badSeal() })),
  ],
  [
    "a self-made seal",
    "indeterminate",
    "not-trusted",
    () => zip(sealedBy({ seal: aSealV4({}, anEnd("自制制章", selfMade)) })),
  ],
  [
    "an expired seal",
    "invalid",
    "seal-expired-at-signing",
    () => zip(sealedBy({ seal: aSealV4({ validStart: day("2020-01-01"), validEnd: day("2026-01-01") }) })),
  ],
  [
    "a seal not yet in its term",
    "invalid",
    "seal-not-yet-valid-at-signing",
    () => zip(sealedBy({ seal: aSealV4({ validStart: day("2027-01-01") }) })),
  ],
  [
    "an expired certificate",
    "invalid",
    "expired-at-signing",
    () => zip(sealedBy({ seal: aSealV4({ list: listOf(expiredSigner) }), by: expiredSigner })),
  ],
  ["no references", "invalid", "references-none", () => zip(sealedBy({ covers: () => false }))],
  [
    "references without the page",
    "invalid",
    "uncovered-content",
    () => zip(sealedBy({ covers: (name) => name !== page && name !== list })),
  ],
  ["MD5", "invalid", "weak-digest", () => zip(sealedBy({ checkMethod: "MD5" }))],
  ["SHA-1", "invalid", "weak-digest", () => zip(sealedBy({ checkMethod: "SHA1" }))],
  ["no CheckMethod, which is MD5", "invalid", "weak-digest", () => zip(sealedBy({ checkMethod: "" }))],
  [
    "an unknown digest",
    "invalid",
    "unknown-digest",
    () => zip(sealedBy({ checkMethod: "1.2.156.10197.1.401.2" })),
  ],
  [
    "another signature algorithm",
    "invalid",
    "unknown-signature-algorithm",
    () => zip(sealedBy({ signatureMethod: "1.2.840.10045.4.3.2" })),
  ],
  [
    "an extra file",
    "valid-with-additions",
    "extra-files",
    () => zip(sealedBy().set("Doc_0/Res/x.png", encodeUtf8("x"))),
  ],
  [
    "a shadow document root beside the signed one",
    "invalid",
    "uncovered-content",
    () =>
      zip(
        sealedBy({ covers: uncoveredRoot })
          .set("Doc_0/Shadow.xml", document("evil/"))
          .set("Doc_0/evil/Pages/Page_0/Content.xml", encodeUtf8("<Page/>"))
          .set(
            "OFD.xml",
            encodeUtf8(new TextDecoder().decode(rootXml()).replace("Document.xml", "Shadow.xml")),
          ),
      ),
  ],
  [
    "a second document body after signing",
    "invalid",
    "uncovered-content",
    () =>
      zip(
        sealedBy({ covers: uncoveredRoot })
          .set("OFD.xml", foreignRoot(secondBody))
          .set("Doc_1/Document.xml", encodeUtf8("<Document/>")),
      ),
  ],
  [
    "a version after signing",
    "invalid",
    "uncovered-content",
    () =>
      zip(
        edited(sealedBy({ covers: uncoveredRoot }), "OFD.xml", (t) =>
          t.replace(
            "<ofd:Signatures>",
            '<ofd:Versions><ofd:Version ID="1" Index="1" Current="true" BaseLoc="V.xml"/></ofd:Versions><ofd:Signatures>',
          ),
        ).set("V.xml", encodeUtf8("<DocVersion><DocRoot>Doc_0/Document.xml</DocRoot></DocVersion>")),
      ),
  ],
  [
    "a cover picture exchanged after signing",
    "invalid",
    "uncovered-content",
    () =>
      zip(
        edited(sealedBy({ covers: uncoveredRoot }), "OFD.xml", (t) =>
          t.replace("</ofd:DocInfo>", "<ofd:Cover>Doc_0/cover.png</ofd:Cover></ofd:DocInfo>"),
        ).set("Doc_0/cover.png", encodeUtf8("evil")),
      ),
  ],
  [
    "the second of two signatures stripped from the list",
    "invalid",
    "leftover-signature",
    () => {
      const twice = sealed(sealedBy(), { folder: "Doc_0/Signs/Sign_1", id: "2" });
      return zip(edited(twice, list, (t) => t.replace(/<ofd:Signature ID="2"[^>]*>/, "")));
    },
  ],
  [
    "a stripped signature hidden under other names",
    "invalid",
    "leftover-signature",
    () => {
      const entries = sealed(sealedBy(), { folder: "Doc_0/Signs/Sign_1", id: "2" });
      const value = entries.get("Doc_0/Signs/Sign_1/SignedValue.dat") ?? new Uint8Array();
      return zip(sealedBy().set("Doc_0/Res/photo.jpg", value));
    },
  ],
  [
    "an emptied list",
    "invalid",
    "leftover-signature",
    () => zip(sealedBy().set(list, encodeUtf8(emptyList))),
  ],
  [
    "an emptied list with nothing left behind",
    "indeterminate",
    "list-empty",
    () => zip(aDocument().set(list, encodeUtf8(emptyList))),
  ],
  ["a list that is not there", "invalid", "list-missing", () => zip(without(sealedBy(), list))],
  [
    "no link to the list any more",
    "invalid",
    "leftover-signature",
    () => zip(sealedBy({ covers: uncoveredRoot }).set("OFD.xml", rootXml({ signatures: "" }))),
  ],
  ["a list that is no XML", "invalid", "list-unreadable", () => zip(sealedBy().set(list, encodeUtf8("<")))],
  [
    "one signature listed twice",
    "invalid",
    "listed-twice",
    () => zip(listed(sealedBy(), list, `<ofd:Signature ID="3" BaseLoc="/${folder}/Signature.xml"/>`)),
  ],
  [
    "a signed file deleted",
    "invalid",
    "reference-missing",
    () => zip(without(sealedBy(), "Doc_0/Res/a.png")),
  ],
  [
    "a signed file renamed in case",
    "invalid",
    "reference-case-differs",
    () =>
      zip(
        without(sealedBy(), page).set(
          "Doc_0/PAGES/Page_0/Content.xml",
          aDocument().get(page) ?? encodeUtf8(""),
        ),
      ),
  ],
  [
    "an unsigned twin of a signed file in other case",
    "invalid",
    "case-shadow",
    () => zip(sealedBy().set("Doc_0/pages/Page_0/Content.xml", encodeUtf8("<Page/>"))),
  ],
  [
    "the signed value deleted",
    "invalid",
    "file-missing",
    () => zip(without(sealedBy(), `${folder}/SignedValue.dat`)),
  ],
  [
    "the seal file exchanged",
    "invalid",
    "seal-file-differs",
    () =>
      zip(
        sealedBy({ covers: (name) => !name.startsWith(folder) && name !== list }).set(
          `${folder}/Seal.esl`,
          badSeal(),
        ),
      ),
  ],
  [
    "the seal file deleted",
    "invalid",
    "seal-file-missing",
    () => zip(without(sealedBy(), `${folder}/Seal.esl`)),
  ],
  ["a stamp on no page", "invalid", "stamp-without-page", () => zip(sealedBy({ stampPage: "5" }))],
  [
    "a stamp of no size",
    "invalid",
    "stamp-bad-boundary",
    () => zip(sealedBy({ rewrite: (t) => t.replace("42 42", "0 NaN") })),
  ],
  [
    "a FileRef out of the package",
    "invalid",
    "reference-bad-path",
    () =>
      zip(
        sealedBy({ rewrite: (t) => t.replace('FileRef="/OFD.xml"', 'FileRef="../../../../../etc/passwd"') }),
      ),
  ],
  [
    "two SignedInfo elements",
    "invalid",
    "bad-signature-file",
    () =>
      zip(sealedBy({ rewrite: (t) => t.replace("<ofd:SignedInfo>", "<ofd:SignedInfo/><ofd:SignedInfo>") })),
  ],
  ["Type changed from Seal to Sign", "invalid", "bad-signed-value", () => zip(sealedBy({ type: "Sign" }))],
  [
    "an unknown Type",
    "invalid",
    "wrong-type",
    () => zip(edited(sealedBy({ type: "Seal" }), list, (t) => t.replace('"Seal"', '"Stamp"'))),
  ],
  [
    "a signed value from another document",
    "invalid",
    "hash-differs",
    () => zip(sealedBy().set(`${folder}/SignedValue.dat`, otherValue())),
  ],
  [
    "a DOCTYPE with an entity",
    "invalid",
    "package-unsafe",
    () =>
      zip(
        edited(sealedBy(), "OFD.xml", (t) =>
          t.replace("<ofd:OFD", '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]><ofd:OFD'),
        ),
      ),
  ],
  [
    "a path out of the package",
    "invalid",
    "package-unsafe",
    () => zip(sealedBy().set("../../evil", encodeUtf8("x"))),
  ],
  [
    "two entries of one name, the genuine one first",
    "invalid",
    "package-unsafe",
    () => renamed("Doc_0/Pages/Page_9/Content.xml"),
  ],
  [
    "two signatures of one identifier",
    "invalid",
    "id-twice",
    () => zip(sealed(sealedBy(), { folder: "Doc_0/Signs/Sign_1", id: "01" })),
  ],
  [
    "an encoded XML that no search for words sees through",
    "indeterminate",
    "document-unreadable",
    () => zip(sealed(new Map(aDocument()).set(page, utf16("<Page><PageRes>evil.xml</PageRes></Page>")))),
  ],
  ["a file cut off", "invalid", "not-a-package", () => zip(sealedBy()).subarray(0, 4000)],
  ["no OFD.xml", "invalid", "document-unreadable", () => zip(without(sealedBy(), "OFD.xml"))],
];

/** UTF-16, little-endian. */
const utf16 = (text: string): Uint8Array =>
  Uint8Array.from([0xff, 0xfe, ...[...text].flatMap((letter) => [letter.charCodeAt(0), 0])]);

function otherValue(): Uint8Array {
  const seal = aSealV4();
  return makeSealSignature({
    seal,
    signerCertificate: signer.certificate.raw,
    time: now,
    dataHash: gm.sm3(encodeUtf8("another document")),
    propertyInfo: `/${folder}/Signature.xml`,
    sign: signer.sign,
  });
}

/** A zip library will not write one name twice: a name of equal length is overwritten in the finished bytes. */
function renamed(twin: string): Uint8Array {
  const bytes = zip(sealedBy().set(twin, encodeUtf8("<Page/>")));
  const [from, to] = [encodeUtf8(twin), encodeUtf8(page)];
  for (let at = 0; at + from.length <= bytes.length; at++) {
    if (from.every((byte, i) => bytes[at + i] === byte)) bytes.set(to, at);
  }
  return bytes;
}
