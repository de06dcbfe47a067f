import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { openPackage } from "../container/package.ts";
import { pageText } from "../read/page-text.ts";
import { readDocument } from "../read/read-document.ts";
import { readTagFile } from "../read/read-tag-file.ts";
import { parseXml } from "../xml/parse-xml.ts";
import { renderPage } from "./render-page.ts";

// Files of other makers, kept beside the repository; without them these tests are skipped.
const samples = fileURLToPath(new URL("../../../../../shared/samples/", import.meta.url));
const sealed = `${samples}ofd-sealed/`;
const tampered = `${samples}ofd-tampered/`;
const names = (folder: string) =>
  existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith(".ofd")) : [];
const open = (path: string) => readDocument(openPackage(readFileSync(path)));

/** Copies whose change a reader must already refuse, and how. */
const refused: Readonly<Record<string, string>> = {
  "gomain-v4_dup-entry-first-evil.ofd": "duplicate-entry",
  "gomain-v4_dup-entry-last-evil.ofd": "duplicate-entry",
  "gomain-v4_truncated.ofd": "truncated",
  "gomain-v4_zipslip.ofd": "unsafe-path",
  "gomain-v4_xxe.ofd": "doctype",
};

/** Copies in which a page file is gone or renamed: the document opens, that page does not. */
const pageless = [
  "gomain-v4_ref-missing-file.ofd",
  "ofdrw-v4_ref-missing-file.ofd",
  "gomain-v4_case-path.ofd",
];

describe.skipIf(!existsSync(samples))(
  "files made by others (skipped where ../shared/samples is absent)",
  () => {
    test.each(names(sealed))("%s is read whole and drawn the same way twice", (name) => {
      const documents = open(sealed + name);
      expect(documents.length).toBeGreaterThan(0);
      for (const document of documents) {
        for (const path of document.package.paths) document.package.read(path);
        document.pages.forEach((_, index) => {
          const svg = renderPage(document, index);
          expect(renderPage(document, index)).toBe(svg);
          expect(parseXml(new TextEncoder().encode(svg)).name).toBe("svg");
          expect(svg).not.toMatch(
            /<script|href="http|<foreignObject|<iframe|\son[a-z]+=|javascript:|@import/i,
          );
        });
      }
    });

    test("an invoice's data index leads to the text that is printed", () => {
      const document = open(`${sealed}OfdSharp__test1_caec5b.ofd`)[0];
      const tag = document?.customTags[0];
      expect(document?.docInfo.customDatas).toContainEqual({ name: "发票代码", value: "032001900311" });
      if (document === undefined || tag === undefined) throw new Error("the sample has one tag file");
      const code = readTagFile(document, tag).find((entry) => entry.names.includes("InvoiceCode"));
      const run = pageText(document, 0).find((one) => one.objectId === code?.objects[0]?.objectId);
      expect(run?.text).toBe("032001900311");
    });

    test.each(Object.entries(refused))("%s is refused as %s", (name, code) => {
      expect(() => open(tampered + name)).toThrow(expect.objectContaining({ name: "OfdError", code }));
    });

    test.each(names(tampered).filter((name) => !(name in refused)))(
      "%s opens; what was changed shows later",
      (name) => {
        const document = open(tampered + name)[0];
        if (document === undefined) throw new Error("the sample has a document");
        if (pageless.includes(name)) {
          expect(() => renderPage(document, 0)).toThrow(expect.objectContaining({ code: "missing-entry" }));
        } else expect(renderPage(document, 0)).toContain("<svg");
      },
    );

    test("every fiftieth cut of a sealed file is refused", () => {
      const bytes = readFileSync(`${sealed}OfdSharp__test1_caec5b.ofd`);
      for (let length = 0; length < bytes.length; length += 50) {
        expect(() => readDocument(openPackage(bytes.subarray(0, length)))).toThrow(
          expect.objectContaining({ name: "OfdError" }),
        );
      }
    });
  },
);
