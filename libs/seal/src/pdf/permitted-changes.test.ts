import { expect, test } from "vitest";
import {
  at,
  catalog,
  content,
  form,
  page,
  pageObject,
  sign,
  signatureField,
  startOf,
  stream,
  textField,
  write,
} from "../../../pdf/testing/small-pdf.ts";
import { aSignedPdf, bySm2 } from "../../testing/pdf-exhibits.ts";
import { relisted } from "../../testing/pdf-forgeries.ts";
import { gm, now, trust } from "../../testing/people.ts";
import { type FileReport, verifyFile } from "../index.ts";

const verify = (bytes: Uint8Array): FileReport => verifyFile(bytes, { gm, trust, now });
const latin = (text: string): Uint8Array => Uint8Array.from(text, (sign) => sign.charCodeAt(0));
const behind = (file: Uint8Array, text: string): Uint8Array => Uint8Array.from([...file, ...latin(text)]);
const transform = (method: string, parameters: string): string =>
  `/Reference[<</Type/SigRef/TransformMethod/${method}/TransformParams<</Type/TransformParams/V/1.2${parameters}>>>>]`;
const certified = (p: number): Uint8Array => aSignedPdf({ entries: transform("DocMDP", `/P ${p}`) });

/** A field of any kind over the page. */
const newField = (field: string) => ({
  [at.form]: form("6 0 R 7 0 R 20 0 R"),
  [at.page]: pageObject("6 0 R 7 0 R 20 0 R"),
  20: field.replace(/Rect\[[\d ]+\]/, "Rect[0 0 100 100]").replace(/T\(\w+\)/, "T(second)/AP<</N 31 0 R>>"),
  31: stream("0 0 100 100 re f"),
});

test.each([
  ["a text field", textField("/V(Pay 900)")],
  ["a signature field without a signature", signatureField()],
])("%s that was added is no filling in", (_, field) => {
  const verdicts = [1, 2, 3].map((p) => verify(write(newField(field), certified(p))).verdict);
  expect(verdicts).toEqual(["invalid", "invalid", "valid-with-additions"]);
});

test("a signature whose field covers the page is its signer's word, where signing was permitted", () => {
  const again = (p: number): FileReport =>
    verify(
      sign(certified(p), {
        field: 20,
        number: 21,
        objects: newField(signatureField("/V 21 0 R")),
        sign: bySm2(),
      }),
    );
  expect([1, 2, 3].map((p) => again(p).verdict)).toEqual(["invalid", "valid", "valid"]);
});

test("a field is locked by its name, however that is written", () => {
  const named = { ...page, [at.text]: textField().replace("(note)", "<FEFF91D1989D>") };
  const filled = { [at.text]: named[at.text]?.replace("/F 4", "/F 4/V(900)") ?? "" };
  const locking = (name: string): Uint8Array =>
    aSignedPdf({ entries: transform("FieldMDP", `/Action/Include/Fields[${name}]`) }, named);
  expect(verify(write(filled, locking("<FEFF91D1989D>"))).verdict).toBe("invalid");
  expect(verify(write(filled, locking("(other)"))).verdict).toBe("valid-with-additions");
});

test("a field for a signature is locked as any other, and one that comes later is not", () => {
  const prepared = { ...page, [at.text]: signatureField().replace("(first)", "(second)") };
  const lockedBy = (action: string): Uint8Array =>
    aSignedPdf({ entries: transform("FieldMDP", `/Action/${action}`) }, prepared);
  const value = { [at.text]: signatureField("/V 20 0 R").replace("(first)", "(second)") };
  const inRoom = (action: string): string =>
    verify(sign(lockedBy(action), { field: at.text, number: 20, objects: value, sign: bySm2() })).verdict;
  expect(["All", "Include/Fields[(second)]", "Include/Fields[(third)]"].map(inRoom)).toEqual([
    ...["invalid", "invalid", "valid"],
  ]);
  const added = { ...newField(signatureField("/V 21 0 R")), [at.page]: pageObject("6 0 R 7 0 R 20 0 R") };
  expect(
    verify(sign(lockedBy("All"), { field: 20, number: 21, objects: added, sign: bySm2() })).verdict,
  ).toBe("valid");
});

const two = (first: number, second: number, more = "") => ({
  [at.page]: pageObject(`6 0 R 7 0 R ${first} 0 R ${second} 0 R${more}`),
});
const stamps = {
  ...page,
  ...two(30, 31),
  30: "<</Type/Annot/Subtype/Stamp/Rect[0 0 100 100]/AP<</N 32 0 R>>>>",
  31: "<</Type/Annot/Subtype/Stamp/Rect[0 0 100 100]/AP<</N 33 0 R>>>>",
  32: stream("(Pay 900)"),
  33: stream("(Pay 100)"),
};

test("annotations that cover each other stay in their order, and one shown once more is an addition", () => {
  expect(verify(write(two(31, 30), aSignedPdf({}, stamps))).verdict).toBe("invalid");
  expect(verify(write(two(30, 31, " 30 0 R"), aSignedPdf({}, stamps)))).toMatchObject({
    verdict: "valid-with-additions",
    additions: ["annotation: Stamp"],
  });
});

test("whoever signs a field that was made for him writes into it what a signature needs, and nothing else", () => {
  const prepared = { ...page, [at.text]: signatureField().replace("(first)", "(second)") };
  const signedWith = (more: string): string =>
    verify(
      sign(aSignedPdf({}, prepared), {
        field: at.text,
        number: 20,
        objects: {
          [at.text]: signatureField(`/V 20 0 R${more}`).replace("(first)", "(second)"),
          31: stream(""),
        },
        sign: bySm2(),
      }),
    ).verdict;
  expect(["", "/AP<</N 31 0 R>>", "/MK<<>>"].map(signedWith)).toEqual(["valid", "valid", "valid"]);
  expect(["/AA<</PO<</S/JavaScript/JS(0)>>>>", "/S/URI"].map(signedWith)).toEqual(["invalid", "invalid"]);
});

test("a field whose widget is its kid is signed as any other, and bears one signature", () => {
  const parent = (value = ""): string => `<</FT/Sig/T(second)/Kids[22 0 R]${value}>>`;
  const kid = signatureField().replace("/FT/Sig/T(first)", "/Parent 20 0 R");
  const prepared = {
    ...page,
    [at.form]: form("6 0 R 20 0 R"),
    [at.page]: pageObject("6 0 R 22 0 R"),
    20: parent(),
    22: kid,
  };
  const file = sign(aSignedPdf({}, prepared), {
    field: 20,
    number: 21,
    objects: { 20: parent("/V 21 0 R") },
    sign: bySm2(),
  });
  const report = verify(file);
  expect([report.verdict, report.signatures.map(({ id }) => id)]).toEqual(["valid", ["first", "second"]]);
  const secondLook = { 20: parent("/V 21 0 R").replace("[22 0 R", "[22 0 R 23 0 R"), 23: kid };
  expect(verify(write(secondLook, file)).verdict).toBe("invalid");
});

test("an object that an update wrote and a later one hides is neither there nor away", () => {
  const file = aSignedPdf();
  const place = file.length;
  const paid = write({ [at.content]: content("Pay 900") }, file);
  const old = Buffer.from(file).lastIndexOf("4 0 obj");
  expect(verify(relisted(paid, { [at.content]: old })).verdict).toBe("invalid");
  // Listed by another number, and that taken back.
  const body = `4 0 obj\n${content("Pay 900")}\nendobj\n`;
  const table = (from: number, row: string, before: number): string =>
    `xref\n30 1\n${row}trailer\n<</Size 40/Root 1 0 R/Prev ${before}>>\nstartxref\n${from}\n%%EOF\n`;
  const listed = behind(
    file,
    `${body}${table(place + body.length, `${String(place).padStart(10, "0")} 00000 n \n`, startOf(file))}`,
  );
  const freed = behind(listed, table(listed.length, "0000000000 00001 f \n", startOf(listed)));
  expect(verify(freed)).toMatchObject({ verdict: "invalid", summary: "uncovered" });
});

test("a file that grew to the length that it always said it had is not read from its front", () => {
  const grown = 40_000;
  const start = latin(`%PDF-1.7\n41 0 obj\n<</Linearized 1/L ${grown}/H[0 0]/O 3/E 9/N 1/T 9>>\nendobj\n`);
  const file = sign(write(page, start), { sign: bySm2() });
  const update = (padding: number): Uint8Array => write({ 42: "1" }, behind(file, "\n".repeat(padding)));
  const padding = grown - update(0).length;
  expect([padding, padding - 1].map((n) => verify(update(n)).verdict)).toEqual(["invalid", "valid"]);
});

test("a whole number written otherwise is another one, for some readers take it where others do not", () => {
  const font = (first: string): string =>
    `<</Type/Font/Subtype/Type1/BaseFont/Helvetica/FirstChar ${first}/LastChar 32/Widths[100]>>`;
  const file = aSignedPdf({}, { ...page, [at.font]: font("32") });
  const rewritten = ["32", "+32", "32.0", "32."].map((first) => write({ [at.font]: font(first) }, file));
  expect(rewritten.map((bytes) => verify(bytes).verdict)).toEqual(["valid", "valid", "invalid", "invalid"]);
});

test("a document's version and its other descriptions are additions", () => {
  expect(verify(write({ [at.catalog]: catalog("/Version/2.0") }, aSignedPdf())).additions).toEqual([
    "metadata",
  ]);
});
