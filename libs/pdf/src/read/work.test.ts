import { expect, test } from "vitest";
import { at, form, page, pageObject, textField, write } from "../../testing/small-pdf.ts";
import { findChanges, findLeftoverSignatures, openPdf, PdfReadError, pdfWork } from "../index.ts";
import { unpackStream } from "./unpack.ts";

const latin = (text: string): Uint8Array => Uint8Array.from(text, (sign) => sign.charCodeAt(0));
const head = "%PDF-1.7\n";
const codeOf = (attempt: () => unknown): string => {
  try {
    attempt();
    return "done";
  } catch (error) {
    return error instanceof PdfReadError ? error.code : String(error);
  }
};

test.each([
  ["a text that does not end", "1 0 obj("],
  ["a text of escapes that does not end", "1 0 obj(\\\\"],
  ["a text in hexadecimal that does not end", "1 0 obj<"],
  ["a comment", "1 0 obj%"],
  ["white space", "        "],
])("places that all lead into %s cost each what is passed", (_, unit) => {
  const text = unit.repeat(500);
  const place = (i: number): string => String(head.length + i * unit.length).padStart(10, "0");
  const rows = Array.from({ length: 500 }, (_, i) => `${place(i)} 00000 n \n`).join("");
  const table = `\nxref\n1 500\n${rows}trailer\n<</Size 999/Root 1 0 R>>\nstartxref\n${head.length + text.length}\n%%EOF\n`;
  const file = openPdf(latin(head + text + table), pdfWork({ values: 20_000 }));
  const codes = [...file.entries.keys()].map((number) => codeOf(() => file.object(number)));
  expect(codes).toContain("too-much-work");
});

test("an object in which the mark of a signature stands often is read once", () => {
  const marks = "/ByteRange ".repeat(3000);
  const file = openPdf(write({ ...page, 30: `(${marks})` }), pdfWork({ values: 50_000 }));
  expect(findLeftoverSignatures(file, [])).toEqual([]);
});

/** The cost of comparing a file with what an update made of it. */
const comparing = (objects: Readonly<Record<number, string>>, values: number): string => {
  const before = write({ ...page, ...objects });
  const work = pdfWork({ values });
  const after = openPdf(write({ [at.text]: textField("/V(x)") }, before), work);
  const signed = openPdf(before, work);
  return codeOf(() => findChanges(signed, after));
};

test("what many fields or pages lead to costs each of them, and is no error", () => {
  const numbers = Array.from({ length: 200 }, (_, i) => 100 + i);
  const shared = { 31: `[${"5 0 R ".repeat(3000)}]` };
  const fields = Object.fromEntries(
    numbers.map((n) => [n, textField(`/AP 31 0 R/T(f${n})`).replace("/T(note)", "")]),
  );
  const references = numbers.map((n) => `${n} 0 R`).join(" ");
  const manyFields = { ...shared, ...fields, [at.form]: form(`6 0 R 7 0 R ${references}`) };
  expect([comparing(manyFields, 6_000_000), comparing(manyFields, 100_000)]).toEqual([
    "done",
    "too-much-work",
  ]);

  const annotations = { 31: `[${"<</A(1)>> ".repeat(1000)}]` };
  const pages = Object.fromEntries(numbers.map((n) => [n, pageObject("").replace("[]", " 31 0 R")]));
  const manyPages = {
    ...annotations,
    ...pages,
    [at.pages]: `<</Type/Pages/Kids[3 0 R ${references}]/Count 201>>`,
  };
  expect([comparing(manyPages, 60_000_000), comparing(manyPages, 400_000)]).toEqual([
    "done",
    "too-much-work",
  ]);
});

test("an array of more elements than a call takes arguments is read as any other", () => {
  expect(
    comparing({ [at.text]: textField("/Opt 31 0 R"), 31: `[${"5 0 R ".repeat(300_000)}]` }, 60_000_000),
  ).toBe("done");
});

test("a stream that breaks costs what it may have held", () => {
  const work = pdfWork({ unpacked: 1_000_000 });
  const data = latin(`\x78\x9c${"\x07".repeat(600)}`);
  const entries = new Map([["Filter", { type: "name", name: "FlateDecode" } as const]]);
  expect(codeOf(() => unpackStream({ type: "stream", entries, data }, work, 0))).toBe("bad-stream");
  expect(work.unpackable).toBeLessThan(500_000);
});
