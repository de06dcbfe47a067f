import { type OfdPackage, openPackage } from "../../container/package.ts";
import { buildZip } from "../../container/testing/build-zip.ts";
import type { OfdDocument } from "../../model/document.ts";
import { readDocument } from "../read-document.ts";

const xmlns = 'xmlns:ofd="http://www.ofdspec.org/2016"';

/** Element text without prefixes, as an OFD file: every name gets the usual one. */
export const ofdXml = (text: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n${text.replace(/<(\/?)([A-Z])/g, "<$1ofd:$2").replace(/<ofd:(\w+)/, `<ofd:$1 ${xmlns}`)}`;

export interface BuiltDocument {
  /** Within Page. */
  readonly page?: string;
  /** Within CommonData behind the page area. */
  readonly common?: string;
  /** Within Document behind Pages. */
  readonly document?: string;
  /** Within DocBody behind DocRoot. */
  readonly body?: string;
  readonly info?: string;
  /** Within PublicRes.xml; the file exists only when given. */
  readonly resources?: string;
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
}

/** A package with one page of 100 by 50 mm, and whatever a test adds. */
export function buildOfd(built: BuiltDocument = {}): Uint8Array {
  const resources = built.resources === undefined ? "" : "<PublicRes>PublicRes.xml</PublicRes>";
  const files: Record<string, string | Uint8Array> = {
    "OFD.xml": ofdXml(
      `<OFD Version="1.1" DocType="OFD"><DocBody><DocInfo><DocID>0</DocID>${built.info ?? ""}</DocInfo>` +
        `<DocRoot>Doc_0/Document.xml</DocRoot>${built.body ?? ""}</DocBody></OFD>`,
    ),
    "Doc_0/Document.xml": ofdXml(
      `<Document><CommonData><MaxUnitID>100</MaxUnitID><PageArea><PhysicalBox>0 0 100 50</PhysicalBox></PageArea>` +
        `${resources}${built.common ?? ""}</CommonData><Pages><Page ID="1" BaseLoc="Pages/Page_0/Content.xml"/></Pages>` +
        `${built.document ?? ""}</Document>`,
    ),
    "Doc_0/Pages/Page_0/Content.xml": ofdXml(`<Page>${built.page ?? ""}</Page>`),
    ...built.files,
  };
  if (built.resources !== undefined) {
    files["Doc_0/PublicRes.xml"] = ofdXml(`<Res BaseLoc="Res">${built.resources}</Res>`);
  }
  return buildZip(Object.entries(files).map(([name, content]) => ({ name, content })));
}

export const openOfd = (built?: BuiltDocument): OfdPackage => openPackage(buildOfd(built));

export function readOfd(built?: BuiltDocument): OfdDocument {
  const document = readDocument(openOfd(built))[0];
  if (document === undefined) throw new Error("the builder made no document");
  return document;
}

/** One layer with these objects. */
export const layer = (objects: string): string => `<Content><Layer ID="2">${objects}</Layer></Content>`;
