export { resolvePath } from "./container/entry-path.ts";
export { inflateWithin } from "./container/inflate.ts";
export { defaultLimits, type PackageLimits } from "./container/limits.ts";
export { type OfdPackage, openPackage } from "./container/package.ts";
export type { PackedPart, PartMemory, ReadPorts } from "./container/read-ports.ts";
export { rememberParts } from "./container/remember-parts.ts";
export { OfdError, type OfdErrorCode } from "./error.ts";
export {
  checkDesign,
  type DesignFault,
  type DesignRule,
  designLimits,
  designRules,
} from "./layout/check-design.ts";
export { checkTemplate, isTemplate, type TemplateFault } from "./layout/check-template.ts";
export { drawDesign } from "./layout/draw-design.ts";
export {
  type FitFailure,
  type FittedText,
  type FontMetrics,
  fitText,
  isFitted,
  type PlacedLine,
} from "./layout/fit-text.ts";
export { breakLines, isForbiddenAtLineStart } from "./layout/line-breaks.ts";
export { sealPlaces } from "./layout/more-seals.ts";
export type { GlyphOutlines } from "./layout/outline.ts";
export { type FitProblem, layoutPage, type PageLayout, type PlacedText } from "./layout/page-layout.ts";
export { printedText } from "./layout/printed-text.ts";
export { type PageSize, ridingEdge, type Strip } from "./layout/riding-edge.ts";
export {
  nameSealPicture,
  type SealPicture,
  type SealPictureInput,
  sealPicture,
  sealPng,
  sealSvg,
} from "./layout/seal-image.ts";
export type { StandardField } from "./layout/standard-grid.ts";
export { type StandardTemplateInput, standardDesign, standardTemplate } from "./layout/standard-template.ts";
export {
  type Alignment,
  type Artwork,
  type Box,
  type Face,
  type FieldKind,
  type FixedText,
  type OnPage,
  type PageExtent,
  pageOf,
  pagesOf,
  sealBoundary,
  type Template,
  type TemplateField,
  type TextStyle,
  type VerticalAlignment,
} from "./layout/template.ts";
export {
  type DesignDatum,
  type DesignField,
  type DesignSubject,
  type DesignText,
  type Drawing,
  type Figure,
  figures,
  frameItems,
  type SealPlace,
  sealBox,
  type TemplateDesign,
} from "./layout/template-design.ts";
export type { WatermarkText } from "./layout/watermark.ts";
export { lintPackage } from "./lint/lint-package.ts";
export { type Finding, type LintRule, lintRules, type Severity } from "./lint/rules.ts";
export type {
  AnnotationLink,
  Attachment,
  CustomData,
  CustomTag,
  DocInfo,
  DocumentFault,
  DocumentVersion,
  OfdDocument,
  PageArea,
  PageLink,
  TemplateLink,
  ZOrder,
} from "./model/document.ts";
export {
  type Box as OfdBox,
  type Matrix,
  multiply,
  parseBox,
  parseMatrix,
  parseNumber,
  translation,
} from "./model/geometry.ts";
export type { ColorSpace, Font, Media, Resources } from "./model/resources.ts";
export { type PageContent, readPageContent } from "./read/page-content.ts";
export { type PageOutline, pageOutlines } from "./read/page-outline.ts";
export { codeText, pageText, type TextRun } from "./read/page-text.ts";
export { readDocument } from "./read/read-document.ts";
export { readTagFile, type TagEntry } from "./read/read-tag-file.ts";
export { XmlSource } from "./read/xml-source.ts";
export { type CmapGroup, readCmap } from "./render/cmap.ts";
export { type Colour, readColour } from "./render/colour.ts";
export { type RenderOptions, renderPage } from "./render/render-page.ts";
export { renderPages } from "./render/render-pages.ts";
export { readSfnt, type Sfnt } from "./render/sfnt.ts";
export type { RenderLimits } from "./render/sheet.ts";
export type { Stamp, StampPicture } from "./render/stamp.ts";
export { type Positions, positionsOf, readDeltas } from "./render/text-positions.ts";
export { type CopyInput, writeAnnotatedCopy } from "./write/annotated-copy.ts";
export {
  type LicenceDocument,
  type LicenceInput,
  type MetadataItem,
  unsignedParts,
  writeLicenceDocument,
} from "./write/document.ts";
export { beginFirstSignature } from "./write/first-signature.ts";
export { beginFurtherSignature, type FurtherSealInput } from "./write/further-signature.ts";
export type { Part, WritePorts } from "./write/part.ts";
export { type FontSource, type PreparedTemplate, prepareTemplate } from "./write/prepare-template.ts";
export {
  beginSignature,
  type PendingSignature,
  type Reference,
  type SealingInput,
  type SignatureProvider,
  type SignatureXmlInput,
  type StampAnnotation,
  signatureXml,
} from "./write/signature.ts";
export { OfdWriteError, type OfdWriteErrorCode } from "./write/write-error.ts";
export { type PackedEntry, packEntry, writeZip, type ZipEntry, type ZipPorts } from "./write/zip.ts";
export {
  attribute,
  booleanAttribute,
  child,
  children,
  childText,
  requiredAttribute,
  requiredChild,
  type XmlElement,
} from "./xml/element.ts";
export type { XmlLimits } from "./xml/limits.ts";
export { parseXml } from "./xml/parse-xml.ts";
