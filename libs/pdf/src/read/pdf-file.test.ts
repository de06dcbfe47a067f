import { deflateSync } from "node:zlib";
import fc from "fast-check";
import { expect, test } from "vitest";
import {
  at,
  content,
  form,
  page,
  sign,
  signatureField,
  startOf,
  stream,
  textOf,
  write,
  writePacked,
} from "../../testing/small-pdf.ts";
import { findChanges, findUnlisted, listSignatures, openPdf, PdfReadError, pdfWork } from "../index.ts";
import { isOf, nameOf, sameValue } from "./value.ts";

const latin = (text: string): Uint8Array => Uint8Array.from(text, (sign) => sign.charCodeAt(0));
/** Opens and asks for everything there is. */
function readAll(bytes: Uint8Array, limits = {}): string {
  try {
    const work = pdfWork(limits);
    const file = openPdf(bytes, work);
    for (const number of file.entries.keys()) file.object(number);
    listSignatures(file);
    findUnlisted(file, 0, work);
    return "read";
  } catch (error) {
    if (error instanceof PdfReadError) return error.code;
    throw error;
  }
}
const head = "%PDF-1.7\n";
/** A file of one table; what stands in it is given as it is. */
const raw = (objects: string, rows: string, trailer = "/Root 1 0 R", size = 9): Uint8Array => {
  const table = head.length + objects.length;
  return latin(
    `${head}${objects}xref\n${rows}trailer\n<</Size ${size}${trailer}>>\nstartxref\n${table}\n%%EOF\n`,
  );
};
const row = (place: number): string => `${String(place).padStart(10, "0")} 00000 n \n`;
const oneObject = (body: string): Uint8Array => raw(`1 0 obj\n${body}\nendobj\n`, `1 1\n${row(head.length)}`);
const one = (body: string): string => readAll(oneObject(body));

test("tables, cross-reference streams and object streams say the same", () => {
  const [plain, packed] = [openPdf(write(page)), openPdf(writePacked(page))];
  for (const number of plain.entries.keys()) {
    if (number === 0) continue;
    const [a, b] = [plain.object(number).value, packed.object(number).value];
    if (!isOf(a, "stream")) expect(sameValue(a, b)).toBe(true);
  }
  expect(nameOf(packed.catalog.entries.get("Type"))).toBe("Catalog");
  expect(findChanges(plain, plain)).toEqual([]);
});

test("values are read as they are written (ISO 32000-1 §7.3)", () => {
  const file = openPdf(
    oneObject(
      "<</A(a\\(\\051(b)\\r\\\nc\\7)/B<4 1F>/C#20d[+1 -.5 2. 4 0 R 5 0]/D true/E null% comment\n/F/G>>",
    ),
  );
  const value = file.object(1).value;
  const entries = isOf(value, "dictionary") ? Object.fromEntries(value.entries) : {};
  expect(entries).toMatchObject({
    A: { bytes: latin("a()(b)\rc\x07") },
    B: { bytes: Uint8Array.of(0x41, 0xf0), hexadecimal: true },
    "C d": { items: [1, -0.5, 2, { type: "reference", number: 4 }, 5, 0] },
    D: true,
    E: null,
    F: { name: "G" },
  });
});

test("the newest section decides, and a freed object is the null object", () => {
  const updated = write({ [at.content]: content("new") }, write(page));
  const file = openPdf(updated);
  expect(textOf(updated.subarray(file.object(at.content).at, file.object(at.content).end))).toContain("new");
  const freed = Uint8Array.from([
    ...updated,
    ...latin(
      `xref\n4 1\n0000000000 00001 f \ntrailer\n<</Size 9/Root 1 0 R/Prev ${startOf(updated)}>>\nstartxref\n${updated.length}\n%%EOF\n`,
    ),
  ]);
  expect(openPdf(freed).resolve({ type: "reference", number: at.content, generation: 0 })).toBeNull();
});

test.each([
  ["nothing", new Uint8Array(), "no-header"],
  ["a header alone", latin(head), "no-start"],
  ["other bytes before the header", latin(`x${textOf(write(page))}`), "no-header"],
  ["startxref without a number", latin(`${head}startxref\n%%EOF`), "bad-object"],
  ["startxref behind the end", latin(`${head}startxref\n99999\n%%EOF`), "bad-xref"],
  ["sections that lead to each other", raw("", "", `/Root 1 0 R/Prev ${head.length}`), "xref-loop"],
  ["a section before that is none", raw("", "", "/Root 1 0 R/Prev 1"), "bad-object"],
  ["a negative place of the section before", raw("", "", "/Root 1 0 R/Prev -5"), "bad-xref"],
  ["a table that goes on for ever", raw("", "0 999999999\n"), "bad-object"],
  ["an object listed twice in one section", raw("", `1 1\n${row(9)}1 1\n${row(9)}`), "bad-xref"],
  ["a number beyond the stated size", raw("", `1 1\n${row(9)}`, "/Root 1 0 R", 1), "bad-xref"],
  ["no size", latin(`${head}xref\ntrailer\n<<>>\nstartxref\n9\n%%EOF`), "bad-xref"],
  ["a place where another object stands", raw("2 0 obj\n1\nendobj\n", `1 1\n${row(9)}`), "bad-xref"],
  ["a place in the middle of nowhere", raw("     ", `1 1\n${row(9)}`), "bad-object"],
  ["no catalog", raw("1 0 obj\n1\nendobj\n", `1 1\n${row(9)}`), "no-catalog"],
  ["a catalog that is in itself", raw("1 0 obj\n1 0 R\nendobj\n", `1 1\n${row(9)}`), "bad-object"],
])("%s is refused", (_, bytes, code) => {
  expect(readAll(bytes)).toBe(code);
});

test.each([
  ["a key twice", "<</A 1/A 2>>", "key-twice"],
  ["the same key spelled otherwise", "<</AB 1/#41B 2>>", "key-twice"],
  ["a dictionary that does not end", "<</A 1", "bad-object"],
  ["a key without a value", "<</A>>", "bad-object"],
  ["a string that does not end", "(abc", "bad-object"],
  ["a string of hexadecimal that is none", "<4G>", "bad-object"],
  ["a word that is nothing", "<</A maybe>>", "bad-object"],
  ["a number that is none", "[1.2.3]", "bad-object"],
  ["nesting without end", "[".repeat(100_000), "too-deep"],
  ["a name of a megabyte", `/${"a".repeat(1_000_000)}`, "bad-object"],
  ["a stream longer than the file", "<</Length 999999>>\nstream\n\nendstream", "bad-stream"],
  ["a stream of another length than stated", "<</Length 2>>\nstream\nabcdef\nendstream", "bad-stream"],
  ["a stream whose length is its own object", "<</Length 1 0 R>>\nstream\n\nendstream", "bad-object"],
  ["a stream of negative length", "<</Length -1>>\nstream\n\nendstream", "bad-stream"],
  ["no end of the object", "1 2", "bad-object"],
])("%s is refused", (_, body, code) => {
  expect(one(body)).toBe(code);
});

const xrefStream = (entries: string, data: Uint8Array | string, packed = true): Uint8Array => {
  const text = packed ? Buffer.from(deflateSync(data)).toString("latin1") : textOf(data as Uint8Array);
  const filter = packed ? "/Filter/FlateDecode" : "";
  return latin(
    `${head}1 0 obj\n${stream(text, `/Type/XRef/Root 1 0 R${entries}${filter}`)}\nendobj\nstartxref\n${head.length}\n%%EOF\n`,
  );
};
test.each([
  ["rows that are not there", "/Size 9/W[1 2 1]", "", "bad-xref"],
  ["widths that are none", "/Size 9/W[1 99 1]", "abcd", "bad-xref"],
  ["four widths", "/Size 1/W[1 1 1 1]", "abcd", "bad-xref"],
  ["an index with an odd end", "/Size 1/W[1 2 1]/Index[0]", "\0\0\0\0", "bad-xref"],
  ["an index of billions", "/Size 9/W[0 1 0]/Index[0 4000000000]", "", "bad-xref"],
  ["a kind that is none", "/Size 1/W[1 2 1]", "\x09\0\0\0", "bad-xref"],
  ["an object in a stream that is none", "/Size 3/W[1 2 1]/Index[2 1]", "\x02\0\x01\0", "bad-xref"],
  ["an object in a stream that is itself", "/Size 3/W[1 2 1]/Index[2 1]", "\x02\0\x02\0", "bad-xref"],
  [
    "a predictor that is none",
    "/Size 1/W[1 2 1]/DecodeParms<</Predictor 12/Columns 4>>",
    "\x09\0\0\0\0",
    "bad-stream",
  ],
  [
    "a filter that is not known",
    "/Size 1/W[1 2 1]/DecodeParms<</Predictor 2/Columns 4>>",
    "\0\0\0\0",
    "unknown-filter",
  ],
])("a cross-reference stream with %s is refused", (_, entries, data, code) => {
  expect(readAll(xrefStream(entries, latin(data)))).toBe(code);
});

test("streams that lie about themselves, and bombs, are refused by count", () => {
  const broken = Buffer.from(deflateSync(Buffer.alloc(100)));
  broken[broken.length - 1] = (broken[broken.length - 1] ?? 0) ^ 1;
  expect(readAll(xrefStream("/Size 9/W[1 2 1]/Filter/FlateDecode", broken, false))).toBe("bad-stream");
  expect(readAll(xrefStream("/Size 9/W[1 2 1]/Filter/LZWDecode", broken, false))).toBe("unknown-filter");
  const bomb = deflateSync(Buffer.alloc(80 * 1024 * 1024));
  expect(readAll(xrefStream("/Size 9/W[1 2 1]/Filter/FlateDecode", bomb, false))).toBe("too-much-work");
  expect(one(`[${"1 ".repeat(2000)}]`)).toBe("no-catalog");
  expect(readAll(oneObject(`[${"1 ".repeat(2000)}]`), { values: 1000 })).toBe("too-much-work");
});

test("many entries that lead to one long object cost what they make it read", () => {
  const rows = Array.from({ length: 3000 }, (_, i) => `${i + 1} 1\n${row(head.length)}`).join("");
  const bytes = raw(`1 0 obj\n(${"a".repeat(200_000)})\nendobj\n`, rows, "/Root 1 0 R", 9999);
  const file = openPdf(bytes, pdfWork({ values: 1_000_000 }));
  const codes = new Set<string>();
  for (let number = 2; number < 3000; number++) {
    try {
      file.object(number);
    } catch (error) {
      codes.add(error instanceof PdfReadError ? error.code : String(error));
    }
  }
  expect(codes).toEqual(new Set(["bad-xref", "too-much-work"]));
});

test("ten megabytes that are nothing are refused", () => {
  const garbage = latin(head + "obj<<[(".repeat(1_500_000));
  expect(readAll(garbage)).toBe("no-start");
});

test("fields that lead to each other, and too many sections, are refused", () => {
  const circle = write({ ...page, [at.form]: form("6 0 R"), [at.signature]: signatureField("/Kids[6 0 R]") });
  expect(readAll(circle)).toBe("too-deep");
  let many = write(page);
  for (let i = 0; i < 12; i++) many = write({ [at.text]: "<<>>" }, many);
  expect(readAll(many)).toBe("read");
  expect(readAll(many, { sections: 10 })).toBe("too-much-work");
});

test("what is written wrongly by hand is found, and nothing else is ever thrown", { timeout: 60_000 }, () => {
  const files = [
    write(page),
    writePacked(page),
    sign(write(page), { room: 40, sign: () => Uint8Array.of(0x30, 0) }),
  ];
  expect(files.map((bytes) => readAll(bytes))).toEqual(["read", "read", "read"]);
  fc.assert(
    fc.property(
      fc.constantFrom(...files),
      fc.array(fc.tuple(fc.nat(100_000), fc.nat(255)), { minLength: 1, maxLength: 6 }),
      fc.nat(3),
      (bytes, changes, cut) => {
        const changed = bytes.slice(
          0,
          cut === 0 ? bytes.length - ((changes[0]?.[0] ?? 0) % bytes.length) : bytes.length,
        );
        for (const [place, byte] of changes) changed[place % changed.length] = byte;
        expect(typeof readAll(changed)).toBe("string");
      },
    ),
    { numRuns: 1500 },
  );
});
