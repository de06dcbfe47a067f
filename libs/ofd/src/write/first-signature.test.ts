import { decodeUtf8, encodeUtf8, toBase64 } from "@liangzheng/bytes";
import { describe, expect, test } from "vitest";
import { openPackage } from "../container/package.ts";
import { lintPackage } from "../lint/lint-package.ts";
import { readDocument } from "../read/read-document.ts";
import { unsignedParts, writeLicenceDocument } from "./document.ts";
import { beginFirstSignature } from "./first-signature.ts";
import { beginFurtherSignature, type FurtherSealInput } from "./further-signature.ts";
import { prepareTemplate } from "./prepare-template.ts";
import { aLicence, aTemplate, fonts, ports } from "./testing/a-licence.ts";
import { writeZip, type ZipEntry } from "./zip.ts";

const input: FurtherSealInput = {
  place: { x: 100, y: 60, width: 0, height: 0 },
  width: 40,
  height: 40,
  signedAt: new Date("2026-05-10T01:02:03Z"),
  provider: { name: "Liangzheng", version: "1", company: "Liangzheng" },
};
const zip = (entries: readonly ZipEntry[]): Uint8Array => writeZip(entries, input.signedAt, ports);
const parts = unsignedParts(writeLicenceDocument(prepareTemplate(aTemplate(), fonts, ports), aLicence()));
const unsigned = zip(parts);
const changed = (path: string, change: (text: string) => string): Uint8Array =>
  zip(
    parts.map(({ path: own, bytes, store = false }) => ({
      path: own,
      store,
      bytes: own === path ? encodeUtf8(change(decodeUtf8(bytes))) : bytes,
    })),
  );
const seal = (file: Uint8Array, changes: Partial<FurtherSealInput> = {}): Uint8Array =>
  zip(beginFirstSignature(file, { ...input, ...changes }, ports).finish(encodeUtf8("a value")));

test("every entry but OFD.xml stays, and the signature covers all but the list", () => {
  const sealed = openPackage(seal(unsigned));
  const before = openPackage(unsigned);
  for (const path of before.paths)
    if (path !== "/OFD.xml") expect(sealed.read(path)).toEqual(before.read(path));
  const xml = decodeUtf8(sealed.read("/Doc_0/Signs/Sign_0/Signature.xml"));
  const references = new Map(
    [...xml.matchAll(/FileRef="([^"]+)"><ofd:CheckValue>([^<]+)</g)].map((match) => [match[1], match[2]]),
  );
  expect([...references.keys()].sort()).toEqual([...before.paths].sort());
  for (const [path = "", digest] of references) expect(digest).toBe(toBase64(ports.sm3(sealed.read(path))));
  expect(xml).toContain('<ofd:StampAnnot ID="2" PageRef="1" Boundary="80 40 40 40"/>');
});

test("OFD.xml leads to the list, its prefix kept, and the next signature follows the first", () => {
  const foreign = changed("OFD.xml", (text) => text.replaceAll("ofd:", "x:").replace("xmlns:ofd", "xmlns:x"));
  const sealed = seal(foreign);
  expect(decodeUtf8(openPackage(sealed).read("/OFD.xml"))).toContain(
    "<x:Signatures>Doc_0/Signs/Signatures.xml</x:Signatures></x:DocBody>",
  );
  const [document] = readDocument(openPackage(sealed));
  expect(document?.signatures).toBe("/Doc_0/Signs/Signatures.xml");
  const further = zip(beginFurtherSignature(sealed, input, ports).finish(encodeUtf8("another")));
  expect(openPackage(further).has("/Doc_0/Signs/Sign_1/SignedValue.dat")).toBe(true);
});

test("our own reading of the schema finds no error", () => {
  expect(lintPackage(openPackage(seal(unsigned))).filter(({ severity }) => severity === "error")).toEqual([]);
});

describe("refused is", () => {
  test.each<[string, () => Uint8Array]>([
    ["a file that is signed", () => seal(seal(unsigned))],
    ["a page that is not there", () => seal(unsigned, { page: 2 })],
    [
      "a file in whose folder of signatures something lies",
      () => seal(zip([...parts, { path: "doc_0/Signs/x.txt", bytes: new Uint8Array(1) }])),
    ],
    [
      "two documents",
      () => seal(changed("OFD.xml", (text) => text.replace(/(<ofd:DocBody>.*<\/ofd:DocBody>)/s, "$1$1"))),
    ],
    [
      "an end of DocBody in a comment before the real one",
      () =>
        seal(
          changed("OFD.xml", (text) => text.replace("<ofd:DocRoot>", "<!-- </ofd:DocBody> --><ofd:DocRoot>")),
        ),
    ],
  ])("%s", (_, make) => {
    expect(make).toThrow(expect.objectContaining({ code: "bad-original" }));
  });
});

test("an altered package, whatever byte it is, is refused with a code or sealed whole", () => {
  for (let at = 0; at < unsigned.length; at += 97) {
    const altered = unsigned.slice();
    altered[at] = (altered[at] ?? 0) ^ 0x21;
    try {
      openPackage(seal(altered));
    } catch (error) {
      expect(error).toMatchObject({ code: expect.any(String) });
    }
  }
});
