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
    findUnlisted(file, 0);
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
    if (!isOf(a, "stream")) expect(sameValue(a, b, plain.work)).toBe(true);
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
    "C d": { items: [1, -0.5, { type: "real", value: 2 }, { type: "reference", number: 4 }, 5, 0] },
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
  ["startxref without a number", latin(`${head}startxref\n%%EOF`), "no-start"],
  ["startxref behind the end", latin(`${head}startxref\n99999\n%%EOF`), "bad-xref"],
  ["sections that lead to each other", raw("", "", `/Root 1 0 R/Prev ${head.length}`), "xref-loop"],
  ["a section before that is none", raw("", "", "/Root 1 0 R/Prev 1"), "bad-object"],
  ["a negative place of the section before", raw("", "", "/Root 1 0 R/Prev -5"), "bad-xref"],
  ["a table that goes on for ever", raw("", "0 999999999\n"), "bad-xref"],
  ["a row of nineteen bytes", raw("", `1 1\n${row(9).slice(0, -2)}\n`), "bad-xref"],
  ["more between two rows", raw("", `1 2\n${row(9)}\n${row(9)}`), "bad-xref"],
  [
    "a number that some readers count round to a small one",
    raw("", `4294967300 1\n${row(9)}`, "", 4294967301),
    "bad-xref",
  ],
  ["a table that some readers take to begin with 0", raw("", `1 1\n0000000000 65535 f \n`), "bad-xref"],
  ["a place behind the end of the file", raw("", `1 1\n${row(300)}`), "bad-xref"],
  ["startxref where some readers do not look", latin(textOf(write(page)) + " ".repeat(1024)), "no-start"],
  ["startxref and a longer word after it", latin(`${textOf(write(page))}%startxrefs\n`), "no-start"],
  ["a comment between startxref and its number", latin(`${textOf(write(page))}startxref %\n9\n`), "no-start"],
  [
    "a comment before the table",
    latin(textOf(write(page)).replace(/xref\n0 1\n/, "%\nxref\n0 1\n")),
    "bad-xref",
  ],
  ["a field that is a stream", write({ ...page, [at.text]: stream("") }), "bad-object"],
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

test("a hybrid file says the same to readers of its table and of its stream", () => {
  /** An update whose table and hidden stream tell where the content stands, and what came before. */
  const hybrid = (
    rowOf: ((place: number) => string) | undefined,
    hidden: (place: number, before: number) => string,
  ): string => {
    const before = write({ ...page, 30: "1" });
    const body = `4 0 obj\n${content("Pay 900")}\nendobj\n`;
    const [old, place] = [textOf(before).indexOf("4 0 obj"), before.length];
    const rows = String.fromCharCode(1, place >> 8, place & 255, 0);
    const section = stream(
      rows,
      `/Type/XRef/Size 41/W[1 2 1]/Index[4 1]/Root 1 0 R${hidden(old, startOf(before))}`,
    );
    const [first, table] = [place + body.length, `40 0 obj\n${section}\nendobj\n`];
    const trailer = `trailer\n<</Size 41/Root 1 0 R/Prev ${startOf(before)}/XRefStm ${first}>>\n`;
    const text = `${body}${table}xref\n${rowOf === undefined ? "0 0\n" : `4 1\n${rowOf(old)}`}${trailer}startxref\n${first + table.length}\n%%EOF\n`;
    return readAll(latin(textOf(before) + text));
  };
  expect(hybrid(undefined, () => "")).toBe("read");
  expect(hybrid(undefined, (_, before) => `/Prev ${before}`)).toBe("read");
  expect(hybrid(row, () => "")).toBe("bad-xref");
  expect(
    hybrid(
      () => "0000000000 00001 f \n",
      () => "",
    ),
  ).toBe("bad-xref");
  expect(hybrid(undefined, (old) => `/Prev ${old}`)).toBe("bad-xref");
  expect(readAll(xrefStream("/Size 1/W[1 2 1]/XRefStm 9", latin("\0\0\0\0")))).toBe("bad-xref");
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

test("an object stream says its numbers itself, and tells an object by its number and its place", () => {
  const numbers = { 60: "1", 61: "4", 62: "3" };
  const packed = (data: string, entries: string, index = 0): string => {
    const before = write({
      ...numbers,
      50: stream(data, `/Type/ObjStm${entries}`).replace("/Length 3/", "/"),
    });
    const place = before.length;
    const rows = [2, 50, index, 1, place, 0].map((value, i) =>
      String.fromCharCode(...(i % 3 === 1 ? [value >> 8, value & 255] : [value])),
    );
    const table = stream(
      rows.join(""),
      `/Type/XRef/Size 71/W[1 2 1]/Index[1 1 70 1]/Root 1 0 R/Prev ${startOf(before)}`,
    );
    return readAll(latin(`${textOf(before)}70 0 obj\n${table}\nendobj\nstartxref\n${place}\n%%EOF\n`));
  };
  expect(packed("1 0 9", "/N 1/First 4")).toBe("no-catalog");
  for (const entries of ["/N 60 0 R/First 4", "/N 1/First 61 0 R"]) {
    expect(packed("1 0 9", entries)).toBe("bad-object");
  }
  expect(packed("1 0 9", "/N 1/First 4", 1)).toBe("bad-xref");
  // Readers that cut an object off where the next begins find another one.
  expect(packed("1 0 2 2 9 8", "/N 2/First 8")).toBe("no-catalog");
  expect(packed("1 0 2 1 <<>>", "/N 2/First 8")).toBe("bad-object");
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
