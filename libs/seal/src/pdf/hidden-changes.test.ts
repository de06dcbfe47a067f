import { expect, test } from "vitest";
import {
  at,
  catalog,
  content,
  form,
  page,
  pageObject,
  sign,
  startOf,
  stream,
  textField,
  write,
  writePacked,
} from "../../../pdf/testing/small-pdf.ts";
import { aSignedPdf, bySm2 } from "../../testing/pdf-exhibits.ts";
import { relisted } from "../../testing/pdf-forgeries.ts";
import { gm, now, trust } from "../../testing/people.ts";
import { type FileReport, verifyFile } from "../index.ts";

const verify = (bytes: Uint8Array): FileReport => verifyFile(bytes, { gm, trust, now });
const latin = (text: string): Uint8Array => Uint8Array.from(text, (sign) => sign.charCodeAt(0));
const behind = (file: Uint8Array, text: string): Uint8Array => Uint8Array.from([...file, ...latin(text)]);
const twoContents = { ...page, [at.page]: pageObject("6 0 R 7 0 R", "/Contents[4 0 R 38 0 R]") };
const endOf = (file: Uint8Array): string => `startxref\n${startOf(file)}\n%%EOF\n`;

test("what is listed behind the end of what was signed is none of it, whatever comes to stand there", () => {
  const place = 20_000;
  const file = sign(relisted(write(twoContents), { 38: place }), { sign: bySm2() });
  expect(verify(file).verdict).toBe("invalid");
  const space = "\n".repeat(place - file.length);
  const forged = behind(file, `${space}38 0 obj\n${content("and 900 more")}\nendobj\n${endOf(file)}`);
  expect(verify(forged).verdict).toBe("invalid");
});

test("an object that begins in what was signed and ends behind it is none of it", () => {
  const file = aSignedPdf({}, { ...twoContents, 38: "<</A(" });
  const data = "%an image of any bytes";
  const rest = `%)/Length ${data.length}>>stream\n${data}endstream endobj\n`;
  expect(verify(behind(file, `${rest}${endOf(file)}`)).verdict).toBe("invalid");
});

test("a number that an update changes does not move what stands in a signed object stream", () => {
  // Two pages, of which one is the third object: which, a number of the stream tells.
  const [genuine, other] = ["/Contents 4 0 R", "/Contents[38 0 R]"].map((shows) =>
    pageObject("6 0 R 7 0 R", shows),
  );
  const before = write({ ...page, 38: content("Pay 900"), 61: "4" });
  const packed = writePacked({ [at.page]: `${genuine}\n${other}` }, before, () => "/N 1/First 61 0 R");
  const moved = { 61: String(4 + `${genuine}\n`.length) };
  expect(verify(write(moved, sign(packed, { sign: bySm2() }))).verdict).toBe("invalid");
});

const link = "<</Type/Annot/Subtype/Link/Rect[1 1 9 9]/A 50 0 R/Dest 51 0 R>>";
const linked = {
  ...page,
  [at.page]: pageObject("6 0 R 7 0 R 30 0 R"),
  30: link,
  50: "<</S/URI/URI(https://good.example)>>",
  51: "[3 0 R/Fit]",
};
const evil = "<</S/URI/URI(https://evil.example)>>";
const dss = (leadsTo: number) => ({
  [at.catalog]: catalog("/DSS 40 0 R"),
  40: `<</Type/DSS/Certs[${leadsTo} 0 R]>>`,
});

test("what an annotation does when it is pressed may not change, whatever else leads to it later", () => {
  const file = aSignedPdf({}, linked);
  expect(verify(file).verdict).toBe("valid");
  const covers = [
    {},
    dss(50),
    { [at.catalog]: catalog("/Metadata 50 0 R") },
    { [at.catalog]: catalog("/Extensions<</A 50 0 R>>") },
    { [at.form]: form("6 0 R 7 0 R", "/DR<</A 50 0 R>>") },
    { [at.text]: textField("/V(x)/AP<</N 50 0 R>>") },
  ];
  for (const cover of covers) {
    expect(verify(write({ 50: evil, ...cover }, file)).verdict, JSON.stringify(cover)).toBe("invalid");
  }
  expect(verify(write({ 50: evil }, file, "/Root 1 0 R/Info 50 0 R")).verdict).toBe("invalid");
  expect(verify(write({ 51: "[3 0 R/XYZ 0 0 9]", ...dss(51) }, file)).verdict).toBe("invalid");
});

test("the form's XFA may not change, nor by way of validation data", () => {
  const file = aSignedPdf(
    {},
    { ...page, [at.form]: form("6 0 R 7 0 R", "/XFA 50 0 R"), 50: stream("<xdp>100</xdp>") },
  );
  expect(verify(write({ 50: stream("<xdp>900</xdp>"), ...dss(50) }, file)).verdict).toBe("invalid");
});

test("an annotation that was signed may not change by becoming a field", () => {
  const note = "<</Type/Annot/Subtype/Text/Rect[1 1 9 9]/Contents(see me)>>";
  const file = aSignedPdf({}, { ...page, [at.page]: pageObject("6 0 R 7 0 R 30 0 R"), 30: note });
  for (const type of ["Sig", "Tx"]) {
    const forged = {
      [at.form]: form("6 0 R 7 0 R 30 0 R"),
      30: note.replace("see me", `not me)/FT/${type}/T(new`),
      ...dss(30),
    };
    expect(verify(write(forged, file)).verdict).toBe("invalid");
  }
});

test("validation data that replace older ones are no change of what was signed", () => {
  const file = aSignedPdf({}, { ...page, ...dss(41), 41: stream("old") });
  expect(verify(write({ 41: stream("new") }, file)).verdict).toBe("valid");
});
