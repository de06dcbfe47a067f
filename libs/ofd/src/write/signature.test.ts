import { decodeUtf8, encodeUtf8, toBase64 } from "@liangzheng/bytes";
import { expect, test } from "vitest";
import { openPackage } from "../container/package.ts";
import { readDocument } from "../read/read-document.ts";
import { writeLicenceDocument } from "./document.ts";
import { prepareTemplate } from "./prepare-template.ts";
import { beginSignature } from "./signature.ts";
import { aLicence, aTemplate, fonts, ports } from "./testing/a-licence.ts";
import { writeZip } from "./zip.ts";

const signedAt = new Date("2024-05-10T01:02:03.456Z");

function sign() {
  const document = writeLicenceDocument(prepareTemplate(aTemplate(), fonts, ports), aLicence());
  const pending = beginSignature(document, {
    width: 40,
    height: 40,
    signedAt,
    provider: { name: "Liangzheng", version: "0.1", company: "A & B" },
  });
  const bytes = writeZip(pending.finish(encodeUtf8("a signed value")), signedAt, ports);
  return { pending, bytes, pkg: openPackage(bytes) };
}

test("every file but the list, Signature.xml and the signed value is referred to with the SM3 of its stored bytes", () => {
  const { pkg } = sign();
  const xml = decodeUtf8(pkg.read("/Doc_0/Signs/Sign_0/Signature.xml"));
  const references = new Map(
    [...xml.matchAll(/FileRef="([^"]+)"><ofd:CheckValue>([^<]+)</g)].map(
      (m) => [m[1] ?? "", m[2] ?? ""] as const,
    ),
  );
  const uncovered = ["Signatures.xml", "Sign_0/Signature.xml", "Sign_0/SignedValue.dat"].map(
    (p) => `/Doc_0/Signs/${p}`,
  );
  expect(new Set([...references.keys(), ...uncovered])).toEqual(new Set(pkg.paths));
  expect(references.size + uncovered.length).toBe(pkg.paths.length);
  for (const [path, digest] of references) expect(digest).toBe(toBase64(ports.sm3(pkg.read(path))));
  expect(xml).toContain('CheckMethod="1.2.156.10197.1.401"');
});

test("the bytes to be hashed are the bytes that are stored, and the links lead to them", () => {
  const { pending, pkg } = sign();
  expect(pkg.read(pending.propertyInfo)).toEqual(pending.signatureXml);
  expect(readDocument(pkg)[0]?.signatures).toBe("/Doc_0/Signs/Signatures.xml");
  const xml = decodeUtf8(pending.signatureXml);
  expect(xml).toContain("<ofd:SignatureDateTime>20240510010203Z</ofd:SignatureDateTime>");
  expect(xml).toContain('Company="A &amp; B"');
});

test("the stamp is centred on its place, on the page, with a number of its own space", () => {
  const { pending } = sign();
  const place = aTemplate().seal;
  const match = /<ofd:StampAnnot ID="2" PageRef="1" Boundary="([^"]+)"/.exec(
    decodeUtf8(pending.signatureXml),
  );
  const [x = 0, y = 0, width = 0, height = 0] = (match?.[1] ?? "").split(" ").map(Number);
  expect([width, height]).toEqual([40, 40]);
  expect(x + 20).toBeCloseTo(place.x + place.width / 2, 2);
  expect(y + 20).toBeCloseTo(place.y + place.height / 2, 2);
});

test("signing the same licence again gives the same bytes", () => {
  expect(sign().bytes).toEqual(sign().bytes);
});
