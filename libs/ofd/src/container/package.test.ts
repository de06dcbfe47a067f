import { deflateRawSync } from "node:zlib";
import { expect, test } from "vitest";
import { openPackage } from "./package.ts";
import { buildZip } from "./testing/build-zip.ts";

const text = (bytes: Uint8Array) => Buffer.from(bytes).toString();
const deflated = (name: string, content: string) => ({
  name,
  content,
  packed: deflateRawSync(Buffer.from(content)),
});

test("paths come in directory order with a leading slash and folders are left out", () => {
  const pkg = openPackage(
    buildZip([
      { name: "OFD.xml", content: "<a/>" },
      { name: "Doc_0/" },
      deflated("/Doc_0/照.xml", "<b/>".repeat(50)),
    ]),
  );
  expect(pkg.paths).toEqual(["/OFD.xml", "/Doc_0/照.xml"]);
  expect(text(pkg.read("/Doc_0/照.xml"))).toBe("<b/>".repeat(50));
  expect(pkg.has("/Doc_0/照.xml")).toBe(true);
  expect(pkg.has("/doc_0/照.xml")).toBe(false);
  expect(pkg.has("/Doc_0/")).toBe(false);
});

test("an entry is inflated once", () => {
  const pkg = openPackage(buildZip([deflated("a.xml", "照".repeat(100))]));
  expect(pkg.read("/a.xml")).toBe(pkg.read("/a.xml"));
});

test("an absent entry is missing-entry", () => {
  const pkg = openPackage(buildZip([{ name: "a", content: "x" }]));
  expect(() => pkg.read("/b")).toThrow(expect.objectContaining({ code: "missing-entry", path: "/b" }));
});

test("entries with data descriptors are read by the directory", () => {
  const pkg = openPackage(
    buildZip([
      { ...deflated("a", "照".repeat(90)), descriptor: true },
      { name: "b", content: "second" },
    ]),
  );
  expect(text(pkg.read("/b"))).toBe("second");
  expect(text(pkg.read("/a"))).toBe("照".repeat(90));
});

test("junk in front of the zip, a comment behind it and zero padding do not matter", () => {
  const entries = [{ name: "a", content: "x" }];
  const prefix = Buffer.from("junk that is no zip, PK\u0003\u0004 included");
  for (const trailer of [
    { prefix },
    { comment: Buffer.from("made by hand") },
    { suffix: new Uint8Array(100) },
  ]) {
    expect(text(openPackage(buildZip(entries, trailer)).read("/a"))).toBe("x");
  }
});

test("the end record is found, and a second one, wherever in the file they begin", () => {
  const entries = [{ name: "a", content: "x" }];
  const end = buildZip([]).subarray(-22);
  for (let length = 0; length < 9; length++) {
    const prefix = new Uint8Array(length);
    const comment = Buffer.alloc(200 + length, "c");
    expect(text(openPackage(buildZip(entries, { prefix, comment })).read("/a"))).toBe("x");
    const two = { prefix, comment: Buffer.concat([comment, end]) };
    expect(() => openPackage(buildZip(entries, two))).toThrow(
      expect.objectContaining({ code: "ambiguous-directory" }),
    );
  }
});

test("limits given by the caller replace the defaults one by one", () => {
  const zip = buildZip([deflated("a", "x".repeat(1000)), deflated("b", "x".repeat(1000))]);
  expect(openPackage(zip).paths).toHaveLength(2);
  expect(() => openPackage(zip, { entries: 1 })).toThrow(
    expect.objectContaining({ code: "too-many-entries" }),
  );
  expect(() => openPackage(zip, { entryBytes: 999 })).toThrow(expect.objectContaining({ code: "too-large" }));
  expect(() => openPackage(zip, { totalBytes: 1999 })).toThrow(
    expect.objectContaining({ code: "too-large" }),
  );
  expect(() => openPackage(zip, { packageBytes: 50 })).toThrow(
    expect.objectContaining({ code: "too-large" }),
  );
});
