import { expect, test } from "vitest";
import {
  at,
  form,
  page,
  pageObject,
  sign,
  signatureField,
  stream,
  write,
} from "../../../pdf/testing/small-pdf.ts";
import { aSignedPdf, bySm2 } from "../../testing/pdf-exhibits.ts";
import {
  anEnd,
  gm,
  now,
  root,
  signedAt,
  stamper,
  stamping,
  strangerRoot,
  trust,
} from "../../testing/people.ts";
import { aToken } from "../../testing/stamps.ts";
import { type FileReport, verifyFile } from "../index.ts";

const verify = (bytes: Uint8Array): FileReport => verifyFile(bytes, { gm, trust, now });
const later = new Date(signedAt.getTime() + 5000);
const stranger = anEnd("陌生时间戳", strangerRoot, stamping);

/** A field over the whole page, with a look of its own. */
const overlay = (more = ""): string =>
  signatureField(more).replace("(first)", "(second)").replace("[0 0 0 0]", "[0 0 100 100]/AP<</N 31 0 R>>");
const unseen = (more = ""): string => signatureField(more).replace("(first)", "(second)");
const beside = (field: string) => ({
  [at.form]: form("6 0 R 7 0 R 20 0 R"),
  [at.page]: pageObject("6 0 R 7 0 R 20 0 R"),
  20: field,
  31: stream("0 0 100 100 re f"),
});
/** A document time stamp in the field. */
const stamped = (field: string, by = stranger, entries = {}): Uint8Array =>
  sign(aSignedPdf(), {
    field: 20,
    number: 21,
    subFilter: "ETSI.RFC3161",
    objects: { ...beside(field), ...entries },
    sign: (bytes) => aToken(bytes, later, by),
  });

test.each([
  ["no value", ""],
  ["a value that is nothing", "/V 99 0 R"],
  ["a value written in place", "/V<</Type/Sig>>"],
  ["a dictionary that is no signature of this file", "/V 5 0 R"],
])("a later signature field over the page with %s does not leave the file plainly valid", (_, value) => {
  expect(verify(write(beside(overlay(value)), aSignedPdf())).verdict).not.toBe("valid");
});

test("a field without a signature that came later is an addition", () => {
  expect(verify(write(beside(overlay()), aSignedPdf()))).toMatchObject({
    verdict: "valid-with-additions",
    additions: ["annotation: Widget"],
  });
});

test("an empty field that was signed over and covers the page now is an addition", () => {
  const prepared = { ...page, ...beside(unseen()) };
  expect(verify(aSignedPdf({}, prepared)).verdict).toBe("valid");
  expect(verify(write({ 20: overlay() }, aSignedPdf({}, prepared))).verdict).toBe("valid-with-additions");
});

test("a hidden field that was signed over and is put on the page later is an addition", () => {
  const prepared = { ...page, ...beside(overlay()), [at.page]: page[at.page] ?? "" };
  const listed = { [at.page]: pageObject("6 0 R 7 0 R 20 0 R") };
  expect(verify(write(listed, aSignedPdf({}, prepared))).verdict).toBe("valid-with-additions");
});

test("two fields that bear one signature are refused, whenever the second came", () => {
  for (const field of [overlay("/V 9 0 R"), unseen("/V 9 0 R")]) {
    const report = verify(write(beside(field), aSignedPdf()));
    expect(report.verdict).toBe("invalid");
    expect(report.signatures.map(({ id, verdict }) => [id, verdict])).toEqual([
      ["first", "valid"],
      ["second", "invalid"],
    ]);
  }
  const prepared = { ...page, ...beside(unseen("/V 9 0 R")) };
  expect(verify(aSignedPdf({}, prepared)).verdict).toBe("invalid");
});

test("a time stamp of nobody known may come later unseen, and is an addition where it shows something", () => {
  for (const field of [unseen("/V 21 0 R"), unseen("/V 21 0 R/AP<</N 31 0 R>>")]) {
    expect(verify(stamped(field)).verdict).toBe("valid");
  }
  const seen = [
    overlay("/V 21 0 R"),
    unseen("/V 21 0 R").replace("[0 0 0 0]", "[0 0 100 100]"),
    unseen("/V 21 0 R/InkList[[0 0 100 100]]").replace("/Widget", "/Ink"),
    unseen("/V 21 0 R/AA<</PO<</S/JavaScript/JS(0)>>>>"),
  ];
  for (const field of seen) {
    expect(verify(stamped(field)).verdict).toBe("valid-with-additions");
    // One gets a time stamp for anything: an authority's is nobody's word either.
    expect(verify(stamped(field, stamper)).verdict).toBe("valid-with-additions");
  }
});

test("a file that bears time stamps alone is signed by nobody, whoever made them", () => {
  for (const by of [stamper, stranger]) {
    const report = verify(
      aSignedPdf({ subFilter: "ETSI.RFC3161", sign: (bytes) => aToken(bytes, later, by) }),
    );
    expect(report).toMatchObject({ verdict: "indeterminate", summary: "unsigned" });
    expect(report.checks).toContainEqual(expect.objectContaining({ reason: "no-signatures" }));
  }
  const broken = aSignedPdf({
    subFilter: "ETSI.RFC3161",
    sign: () => aToken(Uint8Array.of(1), later, stamper),
  });
  expect(verify(broken).verdict).toBe("invalid");
});

test("a time stamp that says so by a reference is one too", () => {
  const file = sign(aSignedPdf(), {
    field: 20,
    number: 21,
    subFilter: "ETSI.RFC3161",
    objects: { ...beside(overlay("/V 21 0 R")), 32: "/ETSI.RFC3161" },
    write: (objects, before) =>
      write(
        { ...objects, 21: (objects[21] ?? "").replace("/SubFilter/ETSI.RFC3161", "/SubFilter 32 0 R") },
        before,
      ),
    sign: (bytes) => aToken(bytes, later, stranger),
  });
  expect(verify(file).verdict).toBe("valid-with-additions");
});

test("a later signature that shows something and is nobody's leaves the file undecided", () => {
  const holder = anEnd("陌生单位", strangerRoot);
  const file = sign(aSignedPdf(), {
    field: 20,
    number: 21,
    objects: beside(overlay("/V 21 0 R")),
    sign: bySm2(holder),
  });
  expect(verify(file).verdict).toBe("indeterminate");
});

test("an authority whose certificate has ended since stamps a document as little as a signature", () => {
  const ended = anEnd("已过期时间戳", root, { ...stamping, notAfter: "2026-04-01" });
  const report = verify(stamped(unseen("/V 21 0 R"), ended));
  const [, stamp] = report.signatures;
  expect(stamp).toMatchObject({ verdict: "indeterminate", grade: "time-stamp-broken" });
  expect(stamp?.stampedAt).toBeUndefined();
  expect(stamp?.checks).toContainEqual(
    expect.objectContaining({ name: "time-stamp", result: "fail", reason: "time-stamp-outlived" }),
  );
  expect(report.verdict).toBe("valid");
});
