import { encodeUtf8 } from "@liangzheng/bytes";
import {
  OfdError,
  openPackage,
  pageText,
  parseXml,
  readDocument,
  readTagFile,
  renderPage,
  type Stamp,
} from "@liangzheng/ofd";
import type { Chance } from "../chance.ts";
import { entriesOf, genuine, isPackage } from "../corpus.ts";
import { drawn } from "../drawn-page.ts";
import { mutateBytes } from "../mutation/bytes.ts";
import { type Entries, mutateEntries, packEntries } from "../mutation/package.ts";
import { mutateXml } from "../mutation/xml.ts";
import { attempt, type Outcome, reading, type Target } from "../target.ts";

const everything = entriesOf(drawn);
const packages: readonly Entries[] = [
  everything,
  ...genuine.filter(isPackage).map(({ bytes }) => entriesOf(bytes)),
];
const texts = packages
  .flat()
  .map(([, content]) => content)
  .filter(([first]) => first === 0x3c);
const isPageXml = ([name]: readonly [string, Uint8Array]): boolean => !name.includes("/Signs/");
const drawable = packages.map((entries) => entries.filter(isPageXml));

const stamps: readonly Stamp[] = [
  {
    pageId: "1",
    boundary: { x: 1, y: 2, width: 20, height: 20 },
    picture: { type: "ofd", bytes: drawn, width: 20, height: 20 },
  },
];

/** Reads all there is of a document and draws it: what is refused in one part is not refused in the next. */
function show(bytes: Uint8Array): void {
  const documents = readDocument(openPackage(bytes));
  for (const document of documents) {
    for (const tag of document.customTags) attempt(OfdError, () => readTagFile(document, tag));
    document.pages.slice(0, 8).forEach((_, page) => {
      attempt(OfdError, () => pageText(document, page));
      const svg = attempt(OfdError, () => renderPage(document, page, { stamps }));
      if (svg !== undefined) checkDrawing(svg);
    });
  }
}

/** Whatever a page says, its drawing is XML. One too large to read again is taken as it is. */
function checkDrawing(svg: string): void {
  try {
    parseXml(encodeUtf8(svg));
  } catch (error) {
    if (!(error instanceof OfdError) || error.code === "bad-xml")
      throw new Error("a drawing that is no XML", { cause: error });
  }
}

const make = (chance: Chance): Uint8Array => {
  const entries = chance.oneIn(2) ? (drawable[0] ?? []) : chance.pick(drawable);
  return packEntries(mutateEntries(entries, chance, chance.pick(drawable)), chance);
};

export const ofdTargets: readonly Target[] = [
  { name: "page", weight: 14, make, run: (input): Outcome => reading(OfdError, () => show(input)) },
  {
    name: "package",
    weight: 8,
    make: (chance) => {
      const bytes = packEntries(chance.pick(packages), chance);
      return chance.oneIn(2) ? mutateBytes(bytes, chance) : bytes;
    },
    run: (input) =>
      reading(OfdError, () => {
        const file = openPackage(input);
        for (const path of file.paths) file.read(path);
      }),
  },
  {
    name: "xml",
    weight: 10,
    make: (chance) => mutateXml(chance.pick(texts), chance, chance.pick(texts)),
    run: (input) => reading(OfdError, () => parseXml(input)),
  },
];
