import { deflateRawSync } from "node:zlib";
import fc from "fast-check";
import { expect, test } from "vitest";
import { openPackage } from "./package.ts";
import { type BuiltEntry, buildZip, type ZipTrailer } from "./testing/build-zip.ts";

/** Opens and reads everything: a package is only good when all of it is. */
function readAll(bytes: Uint8Array): void {
  const pkg = openPackage(bytes);
  for (const path of pkg.paths) pkg.read(path);
}

const good: BuiltEntry = { name: "OFD.xml", content: "<ofd/>" };
const packed = (content: string) => ({ content, packed: deflateRawSync(Buffer.from(content)) });
const bomb = Buffer.alloc(40 * 1024 * 1024);
const bytesOf = (...values: number[]) => Uint8Array.from(values);
const endRecord = buildZip([]).subarray(-22);

const museum: readonly (readonly [string, string, readonly BuiltEntry[], ZipTrailer?])[] = [
  ["two entries of one name", "duplicate-entry", [good, { ...good, content: "<evil/>" }]],
  ["names that differ in a leading slash", "duplicate-entry", [good, { ...good, name: "/OFD.xml" }]],
  ["a file and a folder of one name", "duplicate-entry", [{ name: "a" }, { name: "a/" }]],
  ["zip slip", "unsafe-path", [{ name: "../../etc/passwd" }]],
  ["zip slip in the middle", "unsafe-path", [{ name: "Doc_0/../../x" }]],
  ["back slashes", "unsafe-path", [{ name: "Doc_0\\Document.xml" }]],
  ["a drive", "unsafe-path", [{ name: "C:/x" }]],
  ["a NUL in the name", "unsafe-path", [{ name: "OFD.xml\0.png" }]],
  ["an empty step", "unsafe-path", [{ name: "Doc_0//x" }]],
  ["two leading slashes", "unsafe-path", [{ name: "//x" }]],
  ["an empty name", "unsafe-path", [{ name: "" }]],
  ["a name that turns right to left", "unsafe-path", [{ name: "a\u202egnp.xml" }]],
  ["an encrypted entry", "encrypted", [{ ...good, flags: 1 }]],
  ["strong encryption", "encrypted", [{ ...good, flags: 0x41 }]],
  ["bzip2", "bad-compression", [{ ...good, method: 12 }]],
  ["patched data", "bad-compression", [{ ...good, flags: 0x20 }]],
  ["a wrong checksum", "bad-checksum", [{ ...good, crc: 1 }]],
  ["a declared size too small", "size-mismatch", [{ name: "a", ...packed("x".repeat(500)), size: 499 }]],
  ["a declared size too large", "size-mismatch", [{ name: "a", ...packed("x".repeat(500)), size: 501 }]],
  ["stored with two sizes", "size-mismatch", [{ ...good, size: 3 }]],
  ["another local name", "header-mismatch", [{ ...good, local: { name: "OFD.xmL" } }]],
  ["another local size", "header-mismatch", [{ ...good, local: { size: 5 } }]],
  ["another local checksum", "header-mismatch", [{ ...good, local: { crc: 5 } }]],
  ["another local method", "header-mismatch", [{ ...good, local: { method: 8 } }]],
  [
    "a record that points beside its entry",
    "header-mismatch",
    [good, { name: "b", content: "x", offset: 1 }],
  ],
  ["a record that points behind the file", "truncated", [{ ...good, offset: 5000 }]],
  ["a folder with content", "bad-directory", [{ name: "a/", content: "x" }]],
  ["fewer records than counted", "bad-directory", [good], { count: 2 }],
  ["more records than counted", "bad-directory", [good, { name: "b" }], { count: 1 }],
  ["too many entries", "too-many-entries", [], { count: 5000 }],
  ["zip64", "zip64", [good], { count: 0xffff }],
  ["an end record inside the comment", "ambiguous-directory", [good], { comment: endRecord }],
  ["bytes behind the end", "truncated", [good], { suffix: bytesOf(1, 2, 3) }],
  ["a bomb", "too-large", [{ name: "a", content: bomb, packed: deflateRawSync(bomb) }]],
  [
    "a bomb below the size of one entry, by its ratio",
    "too-large",
    [{ name: "a", content: bomb.subarray(0, 2 << 20), packed: deflateRawSync(bomb.subarray(0, 2 << 20)) }],
  ],
];

for (const [name, code, entries, trailer] of museum) {
  test(`${name} is refused as ${code}`, () => {
    expect(() => readAll(buildZip(entries, trailer))).toThrow(
      expect.objectContaining({ name: "OfdError", code }),
    );
  });
}

test("an entry that lies inside another one's data is refused", () => {
  const inner = buildZip([{ name: "b", content: "hidden" }]).subarray(0, 37);
  const outer = { name: "a", content: inner };
  const zip = buildZip([outer, { name: "b", content: "hidden", offset: 31 }]);
  expect(() => readAll(zip)).toThrow(expect.objectContaining({ code: "overlapping-entries" }));
});

test("a bomb within a bomb is bounded by what the outer one may hold", () => {
  const inner = buildZip([{ name: "a", content: bomb, packed: deflateRawSync(bomb) }]);
  const outer = openPackage(buildZip([{ name: "inner.ofd", content: inner, packed: deflateRawSync(inner) }]));
  expect(() => readAll(outer.read("/inner.ofd"))).toThrow(expect.objectContaining({ code: "too-large" }));
});

test("every cut of a package ends in an OfdError", () => {
  const zip = buildZip(
    Array.from({ length: 20 }, (_, i) => ({
      name: `Doc_0/${i}.xml`,
      ...packed(`<照 n="${i}"/>`.repeat(20)),
    })),
  );
  for (let length = 0; length < zip.length; length += 50) {
    expect(() => readAll(zip.subarray(0, length))).toThrow(expect.objectContaining({ name: "OfdError" }));
  }
});

test("any single changed byte gives an OfdError or the same content", () => {
  const zip = buildZip([good, { name: "Doc_0/a.xml", ...packed("<照/>".repeat(40)) }]);
  fc.assert(
    fc.property(fc.nat(zip.length - 1), fc.integer({ min: 1, max: 255 }), (at, flip) => {
      const changed = zip.slice();
      changed[at] = (changed[at] ?? 0) ^ flip;
      try {
        const pkg = openPackage(changed);
        const contents = pkg.paths.map((path) => Buffer.from(pkg.read(path)).toString());
        expect(contents).toEqual(["<ofd/>", "<照/>".repeat(40)]);
      } catch (error) {
        expect(error).toMatchObject({ name: "OfdError" });
      }
    }),
    { numRuns: 1500 },
  );
});

test("bytes that are no zip at all are refused", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      expect(() => openPackage(bytes)).toThrow(expect.objectContaining({ name: "OfdError" }));
    }),
  );
});
