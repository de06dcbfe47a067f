/** Where the writer puts things. Readers must follow the links instead; real packages differ in every one of these. */
export const paths = {
  root: "OFD.xml",
  document: "Doc_0/Document.xml",
  publicResources: "Doc_0/PublicRes.xml",
  documentResources: "Doc_0/DocumentRes.xml",
  page: "Doc_0/Pages/Page_0/Content.xml",
  templatePage: "Doc_0/Tpls/Tpl_0/Content.xml",
  resources: "Doc_0/Res",
  attachments: "Doc_0/Attachs/Attachments.xml",
  record: "Doc_0/Attachs/record.json",
  tags: "Doc_0/Tags/CustomTags.xml",
  metadataTag: "Doc_0/Tags/Metadata.xml",
  signatures: "Doc_0/Signs/Signatures.xml",
  signature: "Doc_0/Signs/Sign_0/Signature.xml",
  signedValue: "Doc_0/Signs/Sign_0/SignedValue.dat",
  seal: "Doc_0/Signs/Sign_0/Seal.esl",
} as const;

/** The files of one signature in its folder. */
export interface SignaturePaths {
  readonly signature: string;
  readonly signedValue: string;
  readonly seal: string;
}

export const signaturePaths = (folder: string): SignaturePaths => ({
  signature: `${folder}/Signature.xml`,
  signedValue: `${folder}/SignedValue.dat`,
  seal: `${folder}/Seal.esl`,
});
