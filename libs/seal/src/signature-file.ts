import { parseXml, type XmlElement } from "@liangzheng/ofd";

/** Signature.xml (GB/T 33190-2016 18.2), as far as verification needs it; links are as written, not resolved. */
export interface SignatureFile {
  /** The signing software's name; absent also where Provider has none (dms360). */
  readonly provider: string | undefined;
  readonly signatureMethod: string | undefined;
  /** As written; the time inside the signed value is the one that counts. */
  readonly dateTime: string | undefined;
  /** Absent means MD5 (annex A). */
  readonly checkMethod: string | undefined;
  readonly references: readonly { readonly fileRef: string; readonly checkValue: string }[];
  readonly stamps: readonly StampAnnot[];
  readonly seal: string | undefined;
  readonly signedValue: string;
}

export interface StampAnnot {
  readonly id: string;
  readonly pageRef: string;
  readonly boundary: string;
  readonly clip: string | undefined;
}

/**
 * @returns `undefined` for XML that is no Signature, or says twice what readers expect once: which of two they would take
 *   is not known.
 * @throws OfdError for bytes that are no XML.
 */
export function parseSignatureFile(bytes: Uint8Array): SignatureFile | undefined {
  const root = parseXml(bytes);
  if (root.name !== "Signature") return undefined;
  const info = only(root, "SignedInfo");
  const signedValue = only(root, "SignedValue")?.text.trim();
  const references = info && only(info, "References");
  if (info === undefined || references === undefined || signedValue === undefined) return undefined;
  const [seal, secondSeal] = named(info, "Seal");
  if (secondSeal !== undefined) return undefined;
  return {
    provider: only(info, "Provider")?.attributes.get("ProviderName")?.trim(),
    signatureMethod: only(info, "SignatureMethod")?.text.trim(),
    dateTime: only(info, "SignatureDateTime")?.text.trim(),
    checkMethod: references.attributes.get("CheckMethod")?.trim(),
    references: named(references, "Reference").map((reference) => ({
      fileRef: reference.attributes.get("FileRef") ?? "",
      checkValue: only(reference, "CheckValue")?.text ?? "",
    })),
    stamps: named(info, "StampAnnot").map(readStamp),
    seal: seal && (only(seal, "BaseLoc")?.text.trim() ?? ""),
    signedValue,
  };
}

const readStamp = ({ attributes }: XmlElement): StampAnnot => ({
  id: attributes.get("ID") ?? "",
  pageRef: attributes.get("PageRef") ?? "",
  boundary: attributes.get("Boundary") ?? "",
  clip: attributes.get("Clip"),
});

const named = (element: XmlElement, name: string): readonly XmlElement[] =>
  element.children.filter((child) => child.name === name);

function only(element: XmlElement, name: string): XmlElement | undefined {
  const [found, second] = named(element, name);
  return second === undefined ? found : undefined;
}
