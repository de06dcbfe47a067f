import type { OfdPackage } from "../container/package.ts";
import type { OfdErrorCode } from "../error.ts";
import type { Box } from "./geometry.ts";
import type { Resources } from "./resources.ts";

/** GB/T 33190 §7 CT_CustomData, in file order; names may repeat. */
export interface CustomData {
  readonly name: string;
  readonly value: string;
}

/** §7 CT_DocInfo. Dates are as written: real files use several forms. */
export interface DocInfo {
  readonly docId: string | undefined;
  readonly title: string | undefined;
  readonly author: string | undefined;
  readonly subject: string | undefined;
  readonly abstract: string | undefined;
  readonly creationDate: string | undefined;
  readonly modDate: string | undefined;
  readonly docUsage: string | undefined;
  readonly creator: string | undefined;
  readonly creatorVersion: string | undefined;
  readonly keywords: readonly string[];
  readonly customDatas: readonly CustomData[];
}

/** §7 CT_PageArea. */
export interface PageArea {
  readonly physicalBox: Box;
  readonly applicationBox: Box | undefined;
  readonly contentBox: Box | undefined;
  readonly bleedBox: Box | undefined;
}

export interface PageLink {
  readonly id: string;
  readonly path: string;
}

export type ZOrder = "Background" | "Body" | "Foreground";

export interface TemplateLink extends PageLink {
  readonly name: string | undefined;
  readonly zOrder: ZOrder;
}

/** §19: another state of the document, with its own root that OFD.xml may call current. */
export interface DocumentVersion {
  readonly id: string;
  readonly index: string | undefined;
  readonly current: boolean;
  /** The DocVersion file, and the document root it names when that could be read. */
  readonly path: string;
  readonly docRoot: string | undefined;
}

export interface AnnotationLink {
  readonly pageId: string;
  readonly path: string;
}

/** §20 CT_Attachment. `size` is in kilobytes as the file claims, not measured. */
export interface Attachment {
  readonly id: string;
  readonly name: string;
  readonly format: string | undefined;
  readonly creationDate: string | undefined;
  readonly modDate: string | undefined;
  readonly size: number | undefined;
  readonly visible: boolean;
  readonly usage: string | undefined;
  readonly path: string;
}

export interface CustomTag {
  readonly typeId: string | undefined;
  readonly nameSpace: string | undefined;
  readonly path: string;
}

/** A link of the document that leads nowhere, or to something that cannot be used. */
export interface DocumentFault {
  readonly code: OfdErrorCode;
  readonly path: string;
}

/** One DocBody of OFD.xml with everything it links to, pages themselves not yet read. */
export interface OfdDocument {
  readonly package: OfdPackage;
  readonly docInfo: DocInfo;
  /** Path of Document.xml. */
  readonly docRoot: string;
  readonly versions: readonly DocumentVersion[];
  /** Path of Signatures.xml. */
  readonly signatures: string | undefined;
  readonly maxUnitId: number | undefined;
  readonly pageArea: PageArea;
  readonly pages: readonly PageLink[];
  readonly templates: readonly TemplateLink[];
  readonly resources: Resources;
  /** Resource files read, in order: PublicRes first. */
  readonly resourceFiles: readonly string[];
  readonly annotations: readonly AnnotationLink[];
  readonly attachments: readonly Attachment[];
  readonly customTags: readonly CustomTag[];
  readonly faults: readonly DocumentFault[];
}
