import { decodeUtf8, encodeUtf8, toBase64 } from "@liangzheng/bytes";
import { describe, expect, test } from "vitest";
import { readDirectory } from "../container/directory.ts";
import { defaultLimits } from "../container/limits.ts";
import { openPackage } from "../container/package.ts";
import { lintPackage } from "../lint/lint-package.ts";
import { writeLicenceDocument } from "./document.ts";
import { beginFurtherSignature } from "./further-signature.ts";
import { prepareTemplate } from "./prepare-template.ts";
import { beginSignature } from "./signature.ts";
import { aLicence, aTemplate, fonts, ports } from "./testing/a-licence.ts";
import { writeZip, type ZipEntry } from "./zip.ts";

const signedAt = new Date("2024-05-10T01:02:03Z");
const provider = { name: "Liangzheng", version: "1", company: "Liangzheng" };
const size = { width: 40, height: 40, signedAt, provider };
const place = { x: 20, y: 100, width: 42, height: 42 };
const list = "Doc_0/Signs/Signatures.xml";

function entriesOfOne(): readonly ZipEntry[] {
  const document = writeLicenceDocument(prepareTemplate(aTemplate(), fonts, ports), aLicence());
  return beginSignature(document, size).finish(encodeUtf8("first value"));
}
const zip = (entries: readonly ZipEntry[]): Uint8Array => writeZip(entries, signedAt, ports);
const once = zip(entriesOfOne());
const begin = (sealed: Uint8Array) => beginFurtherSignature(sealed, { ...size, place }, ports);
const append = (sealed: Uint8Array): Uint8Array => zip(begin(sealed).finish(encodeUtf8("further value")));
const changed = (path: string, change: (text: string) => string): Uint8Array =>
  zip(
    entriesOfOne().map(({ packed: _, ...entry }) =>
      entry.path === path ? { ...entry, bytes: encodeUtf8(change(decodeUtf8(entry.bytes))) } : entry,
    ),
  );
const texts = (bytes: Uint8Array, path: string): string => decodeUtf8(openPackage(bytes).read(path));
const packedOf = (bytes: Uint8Array) =>
  new Map(
    readDirectory(bytes, defaultLimits).map(({ path, method, data, end }) => [
      path,
      [method, toBase64(bytes.subarray(data, end))],
    ]),
  );

test("every entry but the list stays as it is packed, in its place, and two files are new", () => {
  const twice = append(once);
  const [before, after] = [packedOf(once), packedOf(twice)];
  for (const [path, packed] of before) if (path !== `/${list}`) expect(after.get(path)).toEqual(packed);
  expect([...after.keys()].slice(0, before.size)).toEqual([...before.keys()]);
  expect([...after.keys()].slice(before.size)).toEqual(
    ["Signature.xml", "SignedValue.dat"].map((name) => `/Doc_0/Signs/Sign_1/${name}`),
  );
});

test("a later signature covers the earlier one's files, and no signature covers the list", () => {
  const pkg = openPackage(append(append(once)));
  for (const [n, earlier] of [
    [1, ["Sign_0"]],
    [2, ["Sign_0", "Sign_1"]],
  ] as const) {
    const xml = decodeUtf8(pkg.read(`/Doc_0/Signs/Sign_${n}/Signature.xml`));
    const references = new Map(
      [...xml.matchAll(/FileRef="([^"]+)"><ofd:CheckValue>([^<]+)</g)].map((m) => [m[1], m[2]]),
    );
    for (const [path = "", digest] of references) expect(digest).toBe(toBase64(ports.sm3(pkg.read(path))));
    expect([...references.keys()]).not.toContain(`/${list}`);
    for (const folder of earlier)
      for (const name of ["Signature.xml", "SignedValue.dat"])
        expect([...references.keys()]).toContain(`/Doc_0/Signs/${folder}/${name}`);
  }
});

test("the list counts on: every signature and stamp has a number of its own, and MaxSignId is the greatest", () => {
  expect(texts(append(append(once)), `/${list}`)).toBe(
    '<?xml version="1.0" encoding="UTF-8"?>\n<ofd:Signatures xmlns:ofd="http://www.ofdspec.org/2016"><ofd:MaxSignId>6</ofd:MaxSignId>' +
      [1, 3, 5]
        .map(
          (id, n) => `<ofd:Signature ID="${id}" Type="Seal" BaseLoc="/Doc_0/Signs/Sign_${n}/Signature.xml"/>`,
        )
        .join("") +
      "</ofd:Signatures>",
  );
  expect(texts(append(once), "/Doc_0/Signs/Sign_1/Signature.xml")).toContain(
    '<ofd:StampAnnot ID="4" PageRef="1" Boundary="21 101 40 40"/>',
  );
});

test("the same seal on the same file gives the same bytes, and the bytes signed are those stored", () => {
  expect(append(once)).toEqual(append(once));
  const { signatureXml, propertyInfo } = begin(once);
  expect(openPackage(append(once)).read(propertyInfo)).toEqual(signatureXml);
});

test("our own reading of the schema finds nothing in three signatures that it does not find in one", () => {
  // Numbers of signatures and stamps cost a note each: everybody writes them so (id-form).
  const rules = (bytes: Uint8Array) => [...new Set(lintPackage(openPackage(bytes)).map(({ rule }) => rule))];
  expect(rules(append(append(once)))).toEqual(rules(once));
});

test("names with numbers in them, as most makers write, are kept and counted on", () => {
  const named = changed(list, (text) => text.replace('ID="1"', 'ID="s007"').replace(">2<", ">s8<"));
  const xml = texts(append(named), `/${list}`);
  expect(xml).toContain('<ofd:MaxSignId>10</ofd:MaxSignId><ofd:Signature ID="s007" Type="Seal"');
  expect(xml).toContain('<ofd:Signature ID="9" Type="Seal"');
});

describe("refused is", () => {
  const signature = "Doc_0/Signs/Sign_0/Signature.xml";
  const unsigned = () =>
    zip(
      entriesOfOne().map(({ packed: _, ...entry }) =>
        entry.path === "OFD.xml"
          ? {
              ...entry,
              bytes: encodeUtf8(decodeUtf8(entry.bytes).replace(/<ofd:Signatures>.*<\/ofd:Signatures>/, "")),
            }
          : entry,
      ),
    );
  const many = (count: number) =>
    changed(list, (text) =>
      text.replace(
        /<ofd:Signature .*\/>/,
        Array.from({ length: count }, (_, at) => `<ofd:Signature ID="${at}" BaseLoc="/${signature}"/>`).join(
          "",
        ),
      ),
    );
  test.each<[string, () => Uint8Array, string]>([
    ["a package without a signature", unsigned, "bad-original"],
    [
      "a list that names nothing",
      () => changed(list, (t) => t.replace(/<ofd:Signature .*\/>/, "")),
      "bad-original",
    ],
    [
      "a list that a signature locks",
      () => changed(signature, (t) => t.replace('FileRef="/OFD.xml"', `FileRef="/${list}"`)),
      "bad-original",
    ],
    ["a list of something else", () => changed(list, () => "<a/>"), "bad-original"],
    ["a number that is none", () => changed(list, (t) => t.replace('ID="1"', 'ID="one"')), "bad-original"],
    [
      "a number beyond all numbers",
      () => changed(list, (t) => t.replace(">2<", ">999999999<")),
      "bad-original",
    ],
    ["one signature listed twice", () => many(2), "bad-original"],
    ["as many signatures as are read", () => many(64), "too-large"],
    ["a Signature.xml that says nothing", () => changed(signature, () => "<a/>"), "bad-original"],
    [
      "two documents",
      () => changed("OFD.xml", (t) => t.replace(/(<ofd:DocBody>.*<\/ofd:DocBody>)/s, "$1$1")),
      "bad-original",
    ],
    [
      "a list that leads to nothing",
      () => changed(list, (t) => t.replace("Sign_0", "Sign_9")),
      "missing-entry",
    ],
    ["what is no package", () => encodeUtf8("no package"), "not-a-zip"],
  ])("%s", (_, make, code) => {
    const sealed = make();
    expect(() => begin(sealed)).toThrow(expect.objectContaining({ code }));
  });

  test("a truncated or altered package, whatever byte it is, or it is read as another and sealed whole", () => {
    for (let at = 0; at < once.length; at += 97) {
      const altered = once.slice();
      altered[at] = (altered[at] ?? 0) ^ 0x21;
      try {
        openPackage(append(altered));
      } catch (error) {
        expect(error).toMatchObject({ code: expect.any(String) });
      }
    }
  });
});
