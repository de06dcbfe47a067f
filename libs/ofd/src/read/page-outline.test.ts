import { expect, test } from "vitest";
import { pageOutlines } from "./page-outline.ts";
import { layer, ofdXml, readOfd } from "./testing/build-ofd.ts";

test("a page's size, layers, objects and annotations are counted, and a page that is missing is told", () => {
  const document = readOfd({
    page: `<Area><PhysicalBox>0 0 20 30</PhysicalBox></Area>${layer("<TextObject/><PageBlock><PathObject/><PathObject/></PageBlock>")}`,
    document: "<Annotations>A.xml</Annotations>",
    files: {
      "Doc_0/A.xml": ofdXml('<Annotations><Page PageID="1"><FileLoc>P.xml</FileLoc></Page></Annotations>'),
      "Doc_0/P.xml": ofdXml("<PageAnnot><Annot><Appearance/></Annot></PageAnnot>"),
    },
  });
  const [page] = document.pages;
  if (page === undefined) throw new Error("the builder made no page");
  const absent = { id: "9", path: "/absent.xml" };
  expect(pageOutlines({ ...document, pages: [page, absent, page] }, 2)).toEqual([
    {
      physicalBox: { x: 0, y: 0, width: 20, height: 30 },
      layers: 1,
      objects: { TextObject: 1, PathObject: 2, ImageObject: 0, CompositeObject: 0 },
      annotations: 1,
    },
    "missing-entry",
  ]);
});
