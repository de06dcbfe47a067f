import { encodeUtf8 } from "@liangzheng/bytes";
import { makeSignedData } from "@liangzheng/pki";
import { expect, test } from "vitest";
import { gm, now, signedAt, signer, trust } from "../testing/people.ts";
import { aDocument, root as rootXml, sealed, zip } from "../testing/sealed-package.ts";
import { verifyOfd } from "./index.ts";

type Package = Map<string, Uint8Array>;
const digest = (bytes: Uint8Array): Uint8Array => gm.sm3(bytes);

/** The package with an integrity file over the names it has now. */
function protectedBy(entries: Package, change: (xml: string) => string = (xml) => xml): Package {
  const files = [...entries.keys()].map((name, at) => `<ofd:File ID="${at + 2}" FileLoc="/${name}"/>`);
  const xml = encodeUtf8(
    `<ofd:DocEntries xmlns:ofd="http://www.ofdspec.org/2016" ID="1"><ofd:SignedValueLoc>/signedvalue.dat</ofd:SignedValueLoc><ofd:FileList>${files.join("")}</ofd:FileList></ofd:DocEntries>`,
  );
  const value = makeSignedData(
    { content: xml, signer: signer.certificate, signingTime: signedAt },
    { sign: signer.sign, digest },
  );
  return new Map(entries)
    .set("OFDEntries.xml", encodeUtf8(change(new TextDecoder().decode(xml))))
    .set("signedvalue.dat", value);
}

const report = (entries: Package) => verifyOfd(zip(entries), { gm, trust, now });
const told = (entries: Package) =>
  report(entries)
    .checks.filter(({ name }) => name === "integrity-protection")
    .map(({ result, reason }) => [result, reason].filter(Boolean).join(" "));
const bare = (): Package => aDocument().set("OFD.xml", rootXml({ signatures: "" }));
const namesOnly = "unknown integrity-names-only";

test("names that are signed and are those of the package pass, and sign nothing", () => {
  expect(told(protectedBy(bare()))).toEqual(["pass", namesOnly]);
  expect(report(protectedBy(bare()))).toMatchObject({ verdict: "indeterminate", summary: "unsigned" });
});

test("a file put in or taken out afterwards is found, and makes the document invalid", () => {
  const added = protectedBy(bare()).set("Doc_0/evil.bin", Uint8Array.of(1));
  expect(told(added)).toEqual(["pass", "fail integrity-file-added", namesOnly]);
  expect(report(added).verdict).toBe("invalid");
  const less = protectedBy(bare().set("Doc_0/more.bin", Uint8Array.of(1)));
  less.delete("Doc_0/more.bin");
  expect(told(less)).toEqual(["pass", "fail integrity-file-missing", namesOnly]);
});

test("names that were changed after they were signed fail", () => {
  const changed = protectedBy(bare(), (xml) => xml.replace('ID="1"', 'ID="9"'));
  expect(told(changed)[0]).toBe("fail hash-differs");
  expect(report(changed).verdict).toBe("invalid");
});

test("no value, one that is nothing, and a list that is no list each fail", () => {
  const lost = protectedBy(bare());
  lost.delete("signedvalue.dat");
  expect(told(lost)[0]).toBe("fail file-missing");
  expect(told(protectedBy(bare()).set("signedvalue.dat", Uint8Array.of(1)))[0]).toBe(
    "unknown bad-signed-value",
  );
  for (const list of ["<a/>", "<"])
    expect(told(protectedBy(bare(), () => list)).slice(0, 1)).toEqual(["fail file-missing"]);
});

test("a seal set after the names were signed breaks nothing, and one before is named with the rest", () => {
  const protectedFirst = sealed(protectedBy(aDocument()));
  expect(told(protectedFirst)).toEqual(["pass", namesOnly]);
  expect(report(protectedFirst).verdict).not.toBe("invalid");
  expect(told(protectedBy(sealed(aDocument())))).toEqual(["pass", namesOnly]);
});
