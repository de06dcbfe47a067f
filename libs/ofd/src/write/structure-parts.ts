import { type Face, faces, pageOf } from "../layout/template.ts";
import { pageFile, paths, templatePageFile } from "./package-paths.ts";
import { makeConstantPart, type Part } from "./part.ts";
import { fontFile, type PreparedTemplate } from "./prepare-template.ts";
import { boxText, declaration, namespace } from "./xml-text.ts";

/** What of a document decides its structural files. */
export interface Shape {
  /** Ids of the fields it prints, in the order of the template. */
  readonly printed: readonly string[];
  readonly valueFaces: ReadonlySet<Face>;
  readonly photo: "PNG" | "JPEG" | undefined;
}

/** More shapes than this are no longer a template; the store is emptied and begins again. */
const mostShapes = 256;

/** Document.xml, resources, attachments and tags; made once for each shape, because object numbers never vary. */
export function structureParts(prepared: PreparedTemplate, shape: Shape): readonly Part[] {
  const key = `${shape.photo}|${[...shape.valueFaces].join()}|${shape.printed.join()}`;
  const known = prepared.structures.get(key);
  if (known !== undefined) return known;
  const make = (path: string, text: string): Part =>
    makeConstantPart(path, declaration + text, prepared.ports);
  const parts = [
    make(paths.document, documentXml(prepared)),
    make(paths.publicResources, publicResourcesXml(prepared, shape)),
    make(paths.documentResources, documentResourcesXml(prepared, shape)),
    make(
      paths.attachments,
      `<ofd:Attachments ${namespace}><ofd:Attachment ID="${prepared.ids.attachment}" Name="record" Format="json" ` +
        `Visible="false" Usage="record"><ofd:FileLoc>record.json</ofd:FileLoc></ofd:Attachment></ofd:Attachments>`,
    ),
    make(
      paths.tags,
      `<ofd:CustomTags ${namespace}><ofd:CustomTag TypeID="LicenceMetadata"><ofd:FileLoc>Metadata.xml</ofd:FileLoc>` +
        `</ofd:CustomTag></ofd:CustomTags>`,
    ),
    make(paths.metadataTag, metadataTagXml(prepared, shape)),
  ];
  if (prepared.structures.size >= mostShapes) prepared.structures.clear();
  prepared.structures.set(key, parts);
  return parts;
}

export const photoFile = (format: "PNG" | "JPEG"): string => (format === "PNG" ? "photo.png" : "photo.jpg");

/** Document.xml (GB/T 33190), elements in the order of its schema. */
function documentXml({ ids, template }: PreparedTemplate): string {
  const sheet = boxText({ x: 0, y: 0, ...template.page });
  const beneath = ids.pages.map(
    ({ templatePage }, at) => `<ofd:TemplatePage ID="${templatePage}" BaseLoc="${templatePageFile(at)}"/>`,
  );
  const pages = ids.pages.map(({ page }, at) => `<ofd:Page ID="${page}" BaseLoc="${pageFile(at)}"/>`);
  return (
    `<ofd:Document ${namespace}><ofd:CommonData><ofd:MaxUnitID>${ids.max}</ofd:MaxUnitID>` +
    `<ofd:PageArea><ofd:PhysicalBox>${sheet}</ofd:PhysicalBox></ofd:PageArea>` +
    `<ofd:PublicRes>PublicRes.xml</ofd:PublicRes><ofd:DocumentRes>DocumentRes.xml</ofd:DocumentRes>` +
    `${beneath.join("")}</ofd:CommonData><ofd:Pages>${pages.join("")}</ofd:Pages>` +
    `<ofd:CustomTags>Tags/CustomTags.xml</ofd:CustomTags>` +
    `<ofd:Attachments>Attachs/Attachments.xml</ofd:Attachments></ofd:Document>`
  );
}

/** FamilyName is what a viewer looks for when it cannot use the file. */
const embeddedNames: Readonly<Record<Face, string>> = {
  serif: 'FontName="Noto Serif SC" FamilyName="宋体" Serif="true"',
  sans: 'FontName="Noto Sans SC" FamilyName="黑体"',
  bold: 'FontName="Noto Serif SC Bold" FamilyName="宋体" Bold="true" Serif="true"',
};
const standardNames: Readonly<Record<Face, string>> = {
  serif: 'FontName="宋体" FamilyName="宋体" Serif="true"',
  sans: 'FontName="黑体" FamilyName="黑体"',
  bold: 'FontName="宋体" FamilyName="宋体" Bold="true" Serif="true"',
};

function publicResourcesXml({ ids, fonts, fixedFaces }: PreparedTemplate, shape: Shape): string {
  const font = (use: "fixed" | "value", face: Face): string => {
    const id = (use === "fixed" ? ids.fixedFonts : ids.valueFonts)[face];
    return fonts.subset === undefined
      ? `<ofd:Font ID="${id}" ${standardNames[face]}/>`
      : `<ofd:Font ID="${id}" ${embeddedNames[face]}><ofd:FontFile>${fontFile(use, face)}</ofd:FontFile></ofd:Font>`;
  };
  const fixed = faces.filter((face) => fixedFaces.has(face)).map((face) => font("fixed", face));
  const value = faces.filter((face) => shape.valueFaces.has(face)).map((face) => font("value", face));
  return `<ofd:Res ${namespace} BaseLoc="Res"><ofd:Fonts>${fixed.join("")}${value.join("")}</ofd:Fonts></ofd:Res>`;
}

function documentResourcesXml({ ids }: PreparedTemplate, shape: Shape): string {
  const photo =
    shape.photo === undefined
      ? ""
      : `<ofd:MultiMedias><ofd:MultiMedia ID="${ids.photoResource}" Type="Image" Format="${shape.photo}">` +
        `<ofd:MediaFile>${photoFile(shape.photo)}</ofd:MediaFile></ofd:MultiMedia></ofd:MultiMedias>`;
  return `<ofd:Res ${namespace} BaseLoc="Res">${photo}</ofd:Res>`;
}

/** Data index of GB/T 36905: each metadata item points to the object that prints it. */
function metadataTagXml({ ids, template }: PreparedTemplate, shape: Shape): string {
  const pages = new Map(
    template.fields.map((field) => [field.id, ids.pages[pageOf(field) - 1]?.page] as const),
  );
  let items = "";
  for (const id of shape.printed)
    items += `<${id}><ofd:ObjectRef PageRef="${pages.get(id)}">${ids.fields.get(id)}</ofd:ObjectRef></${id}>`;
  return `<LicenceMetadata ${namespace}>${items}</LicenceMetadata>`;
}
