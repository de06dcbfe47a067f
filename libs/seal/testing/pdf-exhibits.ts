import { encodeUtf8 } from "@liangzheng/bytes";
import { makePdfSignature, makeSignedData } from "@liangzheng/pki";
import {
  at,
  catalog,
  content,
  form,
  page,
  pageObject,
  replace,
  type Signing,
  sign,
  signatureField,
  startOf,
  stream,
  textField,
  textOf,
  write,
  writePacked,
} from "../../pdf/testing/small-pdf.ts";
import type { Trust } from "../src/index.ts";
import { relisted, withRange, wrapped } from "./pdf-forgeries.ts";
import {
  anEnd,
  foreigner,
  gm,
  type Holder,
  keyPair,
  signedAt,
  signer,
  stamper,
  stamping,
  strangerRoot,
} from "./people.ts";
import { aToken, stampMessage } from "./stamps.ts";

/** A PDF and what must come of it: see `museum.ts`. */
export interface PdfExhibit {
  readonly name: string;
  readonly verdict: "valid" | "valid-with-additions" | "invalid" | "indeterminate";
  readonly build: () => Uint8Array;
  readonly trust?: Trust;
}

const digest = (message: Uint8Array) => gm.sm3(message);
/** A time-stamp authority that nobody trusts. */
const stranger = anEnd("陌生时间戳", strangerRoot, stamping);
const later = new Date(signedAt.getTime() + 5000);

export const bySm2 =
  (holder: Holder = signer, sign = holder.sign) =>
  (bytes: Uint8Array): Uint8Array =>
    makePdfSignature(
      "sm2",
      { content: bytes, signer: holder.certificate, signingTime: signedAt },
      { sign, digest },
    );

export const aSignedPdf = (signing: Partial<Signing> = {}, objects = page): Uint8Array =>
  sign((signing.write ?? write)(objects), { sign: bySm2(), ...signing });

const note = "<</Type/Annot/Subtype/Text/Rect[1 1 9 9]/Contents(see me)>>";
const withNote = { [at.page]: pageObject("6 0 R 7 0 R 30 0 R"), 30: note };
const filled = { [at.text]: textField("/V(filled)") };
/** A second field, beside the first. */
const secondField = {
  [at.form]: form("6 0 R 7 0 R 20 0 R"),
  [at.page]: pageObject("6 0 R 7 0 R 20 0 R"),
  20: signatureField("/V 21 0 R").replace("(first)", "(second)"),
};
const again = (before: Uint8Array, signing: Partial<Signing> = {}): Uint8Array =>
  sign(before, {
    field: 20,
    number: 21,
    sign: bySm2(foreigner),
    ...signing,
    objects: { ...secondField, ...signing.objects },
  });
const level = (p: number): string =>
  `/Reference[<</Type/SigRef/TransformMethod/DocMDP/TransformParams<</Type/TransformParams/P ${p}/V/1.2>>/Data 1 0 R>>]`;
const locking = (action: string): string =>
  `/Reference[<</Type/SigRef/TransformMethod/FieldMDP/TransformParams<</Type/TransformParams/V/1.2${action}>>/Data 1 0 R>>]`;
const validationData = {
  [at.catalog]: catalog("/DSS 40 0 R"),
  40: "<</Type/DSS/CRLs[41 0 R]>>",
  41: stream(""),
};

const valid: readonly PdfExhibit[] = [
  { name: "a PDF signed", verdict: "valid", build: () => aSignedPdf() },
  {
    name: "a PDF signed, its objects in object streams",
    verdict: "valid",
    build: () => aSignedPdf({ write: writePacked, number: 30 }),
  },
  { name: "a PDF signed by two", verdict: "valid", build: () => again(aSignedPdf()) },
  {
    name: "a PDF signed, with a time stamp beside the signature",
    verdict: "valid",
    build: () =>
      aSignedPdf({ sign: (bytes) => stampMessage(bySm2()(bytes), (value) => aToken(value, later)) }),
  },
  {
    name: "a PDF signed, with validation data and a document time stamp after",
    verdict: "valid",
    build: () =>
      again(write(validationData, aSignedPdf({ entries: level(1) })), {
        subFilter: "ETSI.RFC3161",
        sign: (bytes) => aToken(bytes, later),
        objects: secondField,
      }),
  },
  {
    name: "a PDF signed, its form filled in later as was permitted",
    verdict: "valid-with-additions",
    build: () => write(filled, aSignedPdf({ entries: level(2) })),
  },
  {
    name: "a PDF signed, with a note put on it later",
    verdict: "valid-with-additions",
    build: () => write(withNote, aSignedPdf()),
  },
  {
    name: "a PDF signed, a note put on it, and that signed by another",
    verdict: "valid",
    build: () =>
      again(write(withNote, aSignedPdf()), {
        objects: { [at.page]: pageObject("6 0 R 7 0 R 30 0 R 20 0 R") },
      }),
  },
];

const doubtful: readonly PdfExhibit[] = [
  ...[signer, stamper].map(
    (by): PdfExhibit => ({
      name: `a PDF signed, a note put on it, and a document time stamp ${by === stamper ? "of an authority" : "of nobody known"} over that`,
      verdict: "valid-with-additions",
      build: () =>
        again(write(withNote, aSignedPdf()), {
          subFilter: "ETSI.RFC3161",
          sign: (bytes) => aToken(bytes, later, by === stamper ? stamper : stranger),
          objects: { [at.page]: pageObject("6 0 R 7 0 R 30 0 R 20 0 R") },
        }),
    }),
  ),
  { name: "a PDF without a signature", verdict: "indeterminate", build: () => write(page) },
  {
    name: "a PDF signed by nobody known",
    verdict: "indeterminate",
    build: () => aSignedPdf(),
    trust: { anchors: [], crls: [] },
  },
  {
    name: "a PDF that is encrypted",
    verdict: "indeterminate",
    build: () => write(page, undefined, "/Root 1 0 R/Encrypt<</Filter/Standard/V 4/R 4>>"),
  },
];

const changedRange = (ranges: Parameters<typeof withRange>[1]) => (): Uint8Array =>
  withRange(aSignedPdf(), ranges);

const broken: readonly PdfExhibit[] = [
  {
    name: "a PDF: a signed byte changed",
    verdict: "invalid",
    build: () => replace(aSignedPdf(), "Pay 100", "Pay 900"),
  },
  {
    name: "a PDF: the text of the page replaced by an update",
    verdict: "invalid",
    build: () => write({ [at.content]: content("Pay 900") }, aSignedPdf()),
  },
  {
    name: "a PDF: the font replaced by an update (shadow, replace)",
    verdict: "invalid",
    build: () => write({ [at.font]: "<</Type/Font/Subtype/Type1/BaseFont/ZapfDingbats>>" }, aSignedPdf()),
  },
  {
    name: "a PDF: an overlay hidden by a table that frees it (shadow, hide)",
    verdict: "invalid",
    build: () => {
      const overlaid = {
        ...page,
        [at.page]: pageObject("6 0 R 7 0 R", "/Contents[4 0 R 31 0 R]"),
        31: content("----"),
      };
      const file = aSignedPdf({}, overlaid);
      const text = `xref\n31 1\n0000000000 00001 f \ntrailer\n<</Size 40/Root 1 0 R/Prev ${startOf(file)}>>\nstartxref\n${file.length}\n%%EOF\n`;
      return Uint8Array.from([...file, ...encodeUtf8(text)]);
    },
  },
  {
    name: "a PDF: a table that leads to another object that was signed too (shadow, hide and replace)",
    verdict: "invalid",
    build: () => {
      const hidden = aSignedPdf(
        {},
        { ...page, 32: `${content("Pay 900")}\nendobj\n4 0 obj\n${content("Pay 900")}` },
      );
      const place = textOf(hidden).lastIndexOf("4 0 obj\n");
      return relisted(hidden, { [at.content]: place });
    },
  },
  {
    name: "a PDF: another catalog put in its place",
    verdict: "invalid",
    build: () => write({ 33: catalog() }, aSignedPdf(), "/Root 33 0 R"),
  },
  {
    name: "a PDF: a page added",
    verdict: "invalid",
    build: () =>
      write({ [at.pages]: "<</Type/Pages/Kids[3 0 R 34 0 R]/Count 2>>", 34: pageObject("") }, aSignedPdf()),
  },
  {
    name: "a PDF: an action added that runs when it is opened",
    verdict: "invalid",
    build: () =>
      write({ [at.catalog]: catalog("/OpenAction 35 0 R"), 35: "<</S/JavaScript/JS(0)>>" }, aSignedPdf()),
  },
  {
    name: "a PDF: a note that was signed taken away",
    verdict: "invalid",
    build: () => write({ [at.page]: pageObject("6 0 R 7 0 R") }, aSignedPdf({}, { ...page, ...withNote })),
  },
  {
    name: "a PDF: the look of a signature changed",
    verdict: "invalid",
    build: () =>
      write({ [at.signature]: signatureField("/V 9 0 R/AP<</N 36 0 R>>"), 36: stream("") }, aSignedPdf()),
  },
  {
    name: "a PDF: the signature taken out of the form by an update",
    verdict: "invalid",
    build: () => write({ [at.signature]: signatureField() }, aSignedPdf()),
  },
  {
    name: "a PDF: notes put on it though only filling in was permitted",
    verdict: "invalid",
    build: () => write(withNote, aSignedPdf({ entries: level(2) })),
  },
  {
    name: "a PDF: filled in though no change was permitted",
    verdict: "invalid",
    build: () => write(filled, aSignedPdf({ entries: level(1) })),
  },
  {
    name: "a PDF: a locked field filled in",
    verdict: "invalid",
    build: () => write(filled, aSignedPdf({ entries: locking("/Action/Include/Fields[(note)]") })),
  },
  {
    name: "a PDF: objects appended that no table names (incremental saving)",
    verdict: "invalid",
    build: () =>
      Uint8Array.from([...aSignedPdf(), ...encodeUtf8(`4 0 obj\n${content("Pay 900")}\nendobj\n`)]),
  },
  { name: "a PDF: signature wrapping", verdict: "invalid", build: () => wrapped(aSignedPdf()) },
  {
    name: "a PDF: ByteRange missing (universal forgery)",
    verdict: "invalid",
    build: () => replace(aSignedPdf(), "/ByteRange[", "/ByteRunge["),
  },
  {
    name: "a PDF: Contents missing (universal forgery)",
    verdict: "invalid",
    build: () => replace(aSignedPdf(), "/Contents<30", "/Cantents<30"),
  },
  {
    name: "a PDF: Contents empty (universal forgery)",
    verdict: "invalid",
    build: () => aSignedPdf({ sign: () => new Uint8Array(0) }),
  },
  { name: "a PDF: a range that covers nothing", verdict: "invalid", build: changedRange(() => [0, 0, 0, 0]) },
  {
    name: "a PDF: a negative range",
    verdict: "invalid",
    build: changedRange(([, b = 0, c = 0]) => [0, b, c, -1]),
  },
  {
    name: "a PDF: a range longer than the file",
    verdict: "invalid",
    build: changedRange(([, b = 0, c = 0]) => [0, b, c, 999_999_999]),
  },
  {
    name: "a PDF: a range that does not begin at the first byte",
    verdict: "invalid",
    build: changedRange(([, b = 0, c = 0, d = 0]) => [9, b - 9, c, d]),
  },
  {
    name: "a PDF: ranges that overlap",
    verdict: "invalid",
    build: changedRange(([, b = 0, , d = 0]) => [0, b, b - 9, d]),
  },
  {
    name: "a PDF: a gap wider than the signature",
    verdict: "invalid",
    build: changedRange(([, b = 0, c = 0, d = 0]) => [0, b - 30, c, d]),
  },
  {
    name: "a PDF: a range that ends within the file",
    verdict: "invalid",
    build: changedRange(([, b = 0, c = 0, d = 0]) => [0, b, c, d - 20]),
  },
  {
    name: "a PDF: the message of another file",
    verdict: "invalid",
    build: () => aSignedPdf({ sign: () => bySm2()(encodeUtf8("another")) }),
  },
  {
    name: "a PDF: a signature by another key",
    verdict: "invalid",
    build: () => aSignedPdf({ sign: bySm2(signer, keyPair("别人").sign) }),
  },
  {
    name: "a PDF: another certificate than the one named inside",
    verdict: "invalid",
    build: () =>
      aSignedPdf({
        sign: (bytes) =>
          makePdfSignature(
            "sm2",
            { content: bytes, signer: signer.certificate, signingTime: signedAt },
            // All digests but the certificate's are right.
            {
              sign: signer.sign,
              digest: (message) =>
                gm.sm3(message.length === signer.certificate.raw.length ? encodeUtf8("other") : message),
            },
          ),
      }),
  },
  {
    name: "a PDF: a CAdES signature that names no certificate",
    verdict: "invalid",
    build: () =>
      aSignedPdf({
        subFilter: "ETSI.CAdES.detached",
        sign: (bytes) =>
          makeSignedData(
            { content: bytes, signer: signer.certificate, signingTime: signedAt },
            { sign: signer.sign, digest },
          ),
      }),
  },
  {
    name: "a PDF: a message with a content of its own",
    verdict: "invalid",
    build: () =>
      aSignedPdf({
        sign: () =>
          makeSignedData(
            {
              content: encodeUtf8("mine"),
              attached: true,
              signer: signer.certificate,
              signingTime: signedAt,
            },
            { sign: signer.sign, digest },
          ),
      }),
  },
  {
    name: "a PDF: SHA-1 by definition (adbe.x509.rsa_sha1)",
    verdict: "invalid",
    build: () => aSignedPdf({ subFilter: "adbe.x509.rsa_sha1" }),
  },
  {
    name: "a PDF: an unknown kind of signature",
    verdict: "invalid",
    build: () => aSignedPdf({ subFilter: "mine.own" }),
  },
  {
    name: "a PDF: other bytes before it",
    verdict: "invalid",
    build: () => Uint8Array.from([...encodeUtf8("GIF89a\n"), ...aSignedPdf()]),
  },
];

export const pdfExhibits: readonly PdfExhibit[] = [...valid, ...doubtful, ...broken];
