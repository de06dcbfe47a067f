/** Where the writer puts things. Readers must follow the links instead; real packages differ in every one of these. */
export const paths = {
  root: "OFD.xml",
  folder: "Doc_0",
  document: "Doc_0/Document.xml",
  publicResources: "Doc_0/PublicRes.xml",
  documentResources: "Doc_0/DocumentRes.xml",
  resources: "Doc_0/Res",
  attachments: "Doc_0/Attachs/Attachments.xml",
  record: "Doc_0/Attachs/record.json",
  tags: "Doc_0/Tags/CustomTags.xml",
  metadataTag: "Doc_0/Tags/Metadata.xml",
  signatures: "Doc_0/Signs/Signatures.xml",
  signature: "Doc_0/Signs/Sign_0/Signature.xml",
  signedValue: "Doc_0/Signs/Sign_0/SignedValue.dat",
} as const;

/** Of each page, counted from 0, in the folder of Document.xml. */
export const pageFile = (at: number): string => `Pages/Page_${at}/Content.xml`;
export const templatePageFile = (at: number): string => `Tpls/Tpl_${at}/Content.xml`;

/** The files of one signature in its folder. */
export interface SignaturePaths {
  readonly signature: string;
  readonly signedValue: string;
}

export const signaturePaths = (folder: string): SignaturePaths => ({
  signature: `${folder}/Signature.xml`,
  signedValue: `${folder}/SignedValue.dat`,
});
