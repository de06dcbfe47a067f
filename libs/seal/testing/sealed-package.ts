import { encodeUtf8, toBase64 } from "@liangzheng/bytes";
import { zipSync } from "fflate";
import { makeSealSignature } from "../src/index.ts";
import { gm, type Holder, signedAt, signer } from "./people.ts";
import { aSealV4 } from "./seals.ts";

/** Entries of a package by name, without a leading slash. */
export type Entries = ReadonlyMap<string, Uint8Array>;

const head = '<?xml version="1.0" encoding="UTF-8"?>\n';
const xmlns = 'xmlns:ofd="http://www.ofdspec.org/2016"';
const xml = (text: string): Uint8Array => encodeUtf8(head + text);
const page = (text: string) =>
  xml(
    `<ofd:Page ${xmlns}><ofd:Template TemplateID="9"/><ofd:Content><ofd:Layer ID="3"><ofd:TextObject ID="4"><ofd:TextCode>${text}</ofd:TextCode></ofd:TextObject></ofd:Layer></ofd:Content></ofd:Page>`,
  );

export const root = (options: { readonly signatures?: string; readonly more?: string } = {}): Uint8Array => {
  const { signatures = "Doc_0/Signs/Signatures.xml", more = "" } = options;
  const link = signatures === "" ? "" : `<ofd:Signatures>${signatures}</ofd:Signatures>`;
  return xml(
    `<ofd:OFD ${xmlns} Version="1.1" DocType="OFD"><ofd:DocBody><ofd:DocInfo><ofd:DocID>0123456789abcdef0123456789abcdef</ofd:DocID></ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot>${link}</ofd:DocBody>${more}</ofd:OFD>`,
  );
};

export const document = (prefix = ""): Uint8Array =>
  xml(
    `<ofd:Document ${xmlns}><ofd:CommonData><ofd:MaxUnitID>20</ofd:MaxUnitID><ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea><ofd:TemplatePage ID="9" BaseLoc="Tpls/Tpl_0/Content.xml"/><ofd:PublicRes>PublicRes.xml</ofd:PublicRes></ofd:CommonData><ofd:Pages><ofd:Page ID="1" BaseLoc="${prefix}Pages/Page_0/Content.xml"/><ofd:Page ID="2" BaseLoc="${prefix}Pages/Page_1/Content.xml"/></ofd:Pages><ofd:Annotations>Annots/Annotations.xml</ofd:Annotations><ofd:Attachments>Attachs/Attachments.xml</ofd:Attachments></ofd:Document>`,
  );

/** A licence of two pages with a template, a resource, an annotation and an attachment; not signed. */
export const aDocument = (): Map<string, Uint8Array> =>
  new Map([
    ["OFD.xml", root()],
    ["Doc_0/Document.xml", document()],
    ["Doc_0/Pages/Page_0/Content.xml", page("营业执照")],
    ["Doc_0/Pages/Page_1/Content.xml", page("第二页")],
    ["Doc_0/Tpls/Tpl_0/Content.xml", xml(`<ofd:Page ${xmlns}/>`)],
    [
      "Doc_0/PublicRes.xml",
      xml(
        `<ofd:Res ${xmlns} BaseLoc="Res"><ofd:MultiMedias><ofd:MultiMedia ID="7" Type="Image"><ofd:MediaFile>a.png</ofd:MediaFile></ofd:MultiMedia></ofd:MultiMedias></ofd:Res>`,
      ),
    ],
    ["Doc_0/Res/a.png", encodeUtf8("picture")],
    [
      "Doc_0/Annots/Annotations.xml",
      xml(
        `<ofd:Annotations ${xmlns}><ofd:Page PageID="1"><ofd:FileLoc>Page_0.xml</ofd:FileLoc></ofd:Page></ofd:Annotations>`,
      ),
    ],
    ["Doc_0/Annots/Page_0.xml", xml(`<ofd:PageAnnot ${xmlns}/>`)],
    [
      "Doc_0/Attachs/Attachments.xml",
      xml(
        `<ofd:Attachments ${xmlns}><ofd:Attachment ID="8" Name="data"><ofd:FileLoc>data.json</ofd:FileLoc></ofd:Attachment></ofd:Attachments>`,
      ),
    ],
    ["Doc_0/Attachs/data.json", encodeUtf8("{}")],
  ]);

export interface SealingOptions {
  readonly folder?: string;
  readonly id?: string;
  readonly list?: string;
  readonly type?: "Seal" | "Sign";
  readonly seal?: Uint8Array;
  readonly by?: Holder;
  readonly time?: Date;
  readonly checkMethod?: string;
  /** Which entries to refer to; all that exist by default, without lists of signatures. */
  readonly covers?: (name: string) => boolean;
  readonly stampPage?: string;
  readonly sealFile?: boolean;
  /** Changes Signature.xml before it is hashed. */
  readonly rewrite?: (text: string) => string;
  /** Makes the signed value; a SES_Signature of GB/T 38540 by default. */
  readonly value?: (signatureXml: Uint8Array) => Uint8Array;
  readonly signatureMethod?: string;
}

/** The entries with one more signature over them, its list entry included. */
export function sealed(entries: Entries, options: SealingOptions = {}): Map<string, Uint8Array> {
  const {
    folder = "Doc_0/Signs/Sign_0",
    id = "1",
    list = "Doc_0/Signs/Signatures.xml",
    by = signer,
  } = options;
  const { seal = aSealV4(), time = signedAt, covers = (name) => name !== list, sealFile = true } = options;
  const out = new Map(entries);
  if (sealFile) out.set(`${folder}/Seal.esl`, seal);
  const { checkMethod = "1.2.156.10197.1.401", stampPage = "1", rewrite = (text) => text } = options;
  const references = [...out]
    .filter(([name]) => covers(name))
    .map(
      ([name, bytes]) =>
        `<ofd:Reference FileRef="/${name}"><ofd:CheckValue>${toBase64(gm.sm3(bytes))}</ofd:CheckValue></ofd:Reference>`,
    );
  const method = checkMethod === "" ? "" : ` CheckMethod="${checkMethod}"`;
  const text = `<ofd:Signature ${xmlns}><ofd:SignedInfo><ofd:Provider ProviderName="tests"/><ofd:SignatureMethod>${options.signatureMethod ?? "1.2.156.10197.1.501"}</ofd:SignatureMethod><ofd:SignatureDateTime>20260301020304Z</ofd:SignatureDateTime><ofd:References${method}>${references.join("")}</ofd:References><ofd:StampAnnot ID="11" PageRef="${stampPage}" Boundary="100 200 42 42"/>${sealFile ? `<ofd:Seal><ofd:BaseLoc>/${folder}/Seal.esl</ofd:BaseLoc></ofd:Seal>` : ""}</ofd:SignedInfo><ofd:SignedValue>SignedValue.dat</ofd:SignedValue></ofd:Signature>`;
  const signatureXml = encodeUtf8(rewrite(head + text));
  const value =
    options.value?.(signatureXml) ??
    makeSealSignature({
      seal,
      signerCertificate: by.certificate.raw,
      time,
      dataHash: gm.sm3(signatureXml),
      propertyInfo: `/${folder}/Signature.xml`,
      sign: by.sign,
    });
  out.set(`${folder}/Signature.xml`, signatureXml);
  out.set(`${folder}/SignedValue.dat`, value);
  const type = options.type === undefined ? "" : ` Type="${options.type}"`;
  return listed(out, list, `<ofd:Signature ID="${id}"${type} BaseLoc="/${folder}/Signature.xml"/>`);
}

/** Adds an entry to a list of signatures, making the list if need be. */
export function listed(entries: Entries, list: string, entry: string): Map<string, Uint8Array> {
  const before = entries.get(list);
  const text = before === undefined ? emptyList : new TextDecoder().decode(before);
  return new Map(entries).set(
    list,
    encodeUtf8(text.replace("</ofd:Signatures>", `${entry}</ofd:Signatures>`)),
  );
}

export const emptyList = `${head}<ofd:Signatures ${xmlns}><ofd:MaxSignId>30</ofd:MaxSignId></ofd:Signatures>`;

export const zip = (entries: Entries): Uint8Array =>
  zipSync(Object.fromEntries(entries), { level: 0, mtime: new Date("2026-03-01T00:00:00Z") });

/** One entry changed as text. */
export function edited(
  entries: Entries,
  name: string,
  edit: (text: string) => string,
): Map<string, Uint8Array> {
  const before = entries.get(name);
  if (before === undefined) throw new Error(`no entry ${name}`);
  return new Map(entries).set(name, encodeUtf8(edit(new TextDecoder().decode(before))));
}
