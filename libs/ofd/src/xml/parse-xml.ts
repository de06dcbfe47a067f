import { BytesError, decodeUtf8 } from "@liangzheng/bytes";
import { SaxesParser } from "saxes";
import { OfdError } from "../error.ts";
import type { XmlElement } from "./element.ts";
import { defaultXmlLimits, type XmlLimits } from "./limits.ts";

interface OpenElement {
  name: string;
  namespace: string;
  attributes: ReadonlyMap<string, string>;
  children: XmlElement[];
  text: string;
}

type Bindings = ReadonlyMap<string, string>;
const noAttributes: ReadonlyMap<string, string> = new Map();
const predefined: Bindings = new Map([["xml", "http://www.w3.org/XML/1998/namespace"]]);
const chunk = 1 << 16;

/**
 * One well-formed XML 1.0 document in UTF-8, with or without byte order mark. DOCTYPE is refused, so the five
 * predefined entities are the only ones. Prefixes are resolved, but an undeclared one is no error.
 * @param path only for the error.
 * @throws OfdError `bad-encoding`, `bad-xml`, `doctype`, `too-deep`, `too-many-nodes`, `too-large`.
 */
export function parseXml(bytes: Uint8Array, limits: Partial<XmlLimits> = {}, path?: string): XmlElement {
  const bounds = { ...defaultXmlLimits, ...limits };
  if (bytes.length > bounds.bytes) throw new OfdError("too-large", "XML exceeds its limit", path);
  const text = decode(bytes, path);
  refuseEarlyDoctype(text, path);
  const parser = new SaxesParser({ xmlns: false, position: false });
  const open: OpenElement[] = [];
  const scopes: Bindings[] = [predefined];
  let root: XmlElement | undefined;
  let nodes = 0;

  parser.on("error", (cause) => {
    throw new OfdError("bad-xml", "not well-formed", path, { cause });
  });
  parser.on("doctype", () => {
    throw new OfdError("doctype", "a document type is not allowed", path);
  });
  parser.on("xmldecl", (declaration) => {
    const encoding = declaration.encoding?.toLowerCase();
    if (encoding !== undefined && encoding !== "utf-8" && encoding !== "utf8" && encoding !== "us-ascii") {
      throw new OfdError("bad-encoding", "declared to be something other than UTF-8", path);
    }
  });
  parser.on("opentag", (tag) => {
    if (open.length >= bounds.depth) throw new OfdError("too-deep", "elements nested too deeply", path);
    const attributes = new Map<string, string>(Object.entries(tag.attributes));
    nodes += 1 + attributes.size;
    if (nodes > bounds.nodes) throw new OfdError("too-many-nodes", "more nodes than allowed", path);
    const scope = bind(scopes.at(-1) ?? predefined, attributes);
    scopes.push(scope);
    const colon = tag.name.indexOf(":");
    const element: OpenElement = {
      name: tag.name.slice(colon + 1),
      namespace: scope.get(colon < 0 ? "" : tag.name.slice(0, colon)) ?? "",
      attributes: attributes.size === 0 ? noAttributes : attributes,
      children: [],
      text: "",
    };
    open.at(-1)?.children.push(element);
    open.push(element);
  });
  const addText = (more: string) => {
    const element = open.at(-1);
    if (element !== undefined) element.text += more;
  };
  parser.on("text", addText);
  parser.on("cdata", addText);
  parser.on("closetag", () => {
    scopes.pop();
    root = open.pop();
  });

  for (let at = 0; at < text.length; at += chunk) parser.write(text.slice(at, at + chunk));
  parser.close();
  if (root === undefined) throw new OfdError("bad-xml", "no root element", path);
  return root;
}

/** The parser would refuse it too, but only after reading it to its end, and slowly. */
function refuseEarlyDoctype(text: string, path: string | undefined): void {
  const at = text.indexOf("<!DOCTYPE");
  if (at >= 0 && !/<[^?!]/.test(text.slice(0, at))) {
    throw new OfdError("doctype", "a document type is not allowed", path);
  }
}

function bind(outer: Bindings, attributes: ReadonlyMap<string, string>): Bindings {
  let inner: Map<string, string> | undefined;
  for (const [name, value] of attributes) {
    if (name !== "xmlns" && !name.startsWith("xmlns:")) continue;
    inner ??= new Map(outer);
    inner.set(name.slice(6), value);
  }
  return inner ?? outer;
}

function decode(bytes: Uint8Array, path: string | undefined): string {
  // A declared GBK is told as such, before its bytes fail as UTF-8.
  const head = String.fromCharCode(...bytes.subarray(0, 128));
  const declared = /^[^<]{0,3}<\?xml[^>]*encoding\s*=\s*["']([A-Za-z0-9._-]+)["']/.exec(head)?.[1];
  if (declared !== undefined && !/^(utf-?8|us-ascii)$/i.test(declared)) {
    throw new OfdError("bad-encoding", "declared to be something other than UTF-8", path);
  }
  try {
    const text = decodeUtf8(bytes);
    return text.startsWith("\ufeff") ? text.slice(1) : text;
  } catch (cause) {
    if (!(cause instanceof BytesError)) throw cause;
    throw new OfdError("bad-encoding", "not UTF-8", path, { cause });
  }
}
