import { OfdError, type OfdPackage, parseXml, resolvePath, type XmlElement } from "@liangzheng/ofd";

/** One signature as a list names it. */
export interface ListedSignature {
  readonly id: string;
  /** As written; absent means `Seal` (GB/T 33190-2016 18.1). */
  readonly type: string | undefined;
  readonly list: string;
  /** Path of its Signature.xml. */
  readonly path: string;
  /** Index of the DocBody it belongs to. */
  readonly body: number;
}

export interface DocumentBody {
  /** Where the list of signatures should be; `undefined` when the body names none. */
  readonly list: string | undefined;
  readonly roots: readonly string[];
  /** Descriptions of versions (Versions/Version@BaseLoc). */
  readonly versions: readonly string[];
  /** Files that OFD.xml itself shows: the picture of DocInfo/Cover. */
  readonly covers: readonly string[];
}

export const rootPath = "/OFD.xml";

/** The bodies of OFD.xml, with their links resolved. @throws OfdError */
export function listBodies(file: OfdPackage): readonly DocumentBody[] {
  const root = parseXml(file.read(rootPath));
  if (root.name !== "OFD") throw new OfdError("bad-xml", "the root element is not OFD", rootPath);
  return named(root, "DocBody").map((body) => {
    const lists = named(body, "Signatures");
    if (lists.length > 1) throw new OfdError("bad-value", "a DocBody with two lists of signatures", rootPath);
    const versions = named(body, "Versions").flatMap((element) => named(element, "Version"));
    const [list] = lists;
    return {
      list: list && link(rootPath, list.text),
      covers: named(body, "DocInfo")
        .flatMap((info) => named(info, "Cover"))
        .map(({ text }) => link(rootPath, text)),
      roots: named(body, "DocRoot").map(({ text }) => link(rootPath, text)),
      versions: versions.flatMap(({ attributes }) => {
        const location = attributes.get("BaseLoc");
        return location === undefined ? [] : [link(rootPath, location)];
      }),
    };
  });
}

export interface SignatureList {
  /** MaxSignId as a number: the greatest identifier of signatures and stamps, by what the list says. */
  readonly maxId: number | undefined;
  readonly entries: readonly ListedSignature[];
}

/** One Signatures.xml. @throws OfdError */
export function listSignatures(file: OfdPackage, list: string, body: number): SignatureList {
  const root = parseXml(file.read(list));
  if (root.name !== "Signatures") throw new OfdError("bad-xml", "the root element is not Signatures", list);
  const entries = named(root, "Signature").map(({ attributes }) => ({
    id: attributes.get("ID") ?? "",
    type: attributes.get("Type"),
    list,
    path: link(list, attributes.get("BaseLoc") ?? ""),
    body,
  }));
  return { maxId: idNumber(named(root, "MaxSignId")[0]?.text), entries };
}

/** The number in an identifier: "4", "004" and "s004" are one to readers that count. */
export function idNumber(text: string | undefined): number | undefined {
  const digits = /^[A-Za-z]{0,4}(\d{1,9})$/.exec(text?.trim() ?? "")?.[1];
  return digits === undefined ? undefined : Number(digits);
}

const link = (base: string, text: string): string => resolvePath(base, text.trim());
const named = (element: XmlElement, name: string): readonly XmlElement[] =>
  element.children.filter((child) => child.name === name);
