import { BytesError, decodeUtf8, textOfUnits } from "@liangzheng/bytes";
import { OfdError } from "../error.ts";
import { foreignCharacter } from "./characters.ts";
import type { XmlElement } from "./element.ts";
import { defaultXmlLimits, type XmlLimits } from "./limits.ts";
import { MarkupFault } from "./markup-fault.ts";
import { type MarkupHandler, readMarkup } from "./markup-reader.ts";

interface OpenElement {
  name: string;
  namespace: string;
  attributes: ReadonlyMap<string, string>;
  children: XmlElement[];
  text: string;
}

type Bindings = ReadonlyMap<string, string>;
const predefined: Bindings = new Map([["xml", "http://www.w3.org/XML/1998/namespace"]]);

/**
 * One well-formed XML 1.0 document in UTF-8, with or without byte order mark. DOCTYPE is refused, so the five
 * predefined entities are the only ones. Prefixes are resolved, but an undeclared one is no error.
 * @param path only for the error.
 * @throws OfdError `bad-encoding`, `bad-xml`, `doctype`, `too-deep`, `too-many-nodes`, `too-large`.
 */
export function parseXml(bytes: Uint8Array, limits: Partial<XmlLimits> = {}, path?: string): XmlElement {
  const bounds = { ...defaultXmlLimits, ...limits };
  if (bytes.length > bounds.bytes) throw new OfdError("too-large", "XML exceeds its limit", path);
  const decoded = decode(bytes, path);
  refuseEarlyDoctype(decoded, path);
  const lines = decoded.includes("\r") ? decoded.replace(/\r\n?/g, "\n") : decoded;
  const foreign = lines.search(foreignCharacter);
  const open: OpenElement[] = [];
  const scopes: Bindings[] = [predefined];
  let root: XmlElement | undefined;
  let nodes = 0;
  const handler: MarkupHandler = {
    declaration(encoding) {
      if (encoding !== undefined && !/^(utf-?8|us-ascii)$/i.test(encoding))
        throw new OfdError("bad-encoding", "declared to be something other than UTF-8", path);
    },
    doctype() {
      throw new OfdError("doctype", "a document type is not allowed", path);
    },
    open(name, attributes) {
      if (open.length >= bounds.depth) throw new OfdError("too-deep", "elements nested too deeply", path);
      nodes += 1 + attributes.size;
      if (nodes > bounds.nodes) throw new OfdError("too-many-nodes", "more nodes than allowed", path);
      const scope = bind(scopes.at(-1) ?? predefined, attributes);
      scopes.push(scope);
      const colon = name.indexOf(":");
      const namespace = scope.get(colon < 0 ? "" : name.slice(0, colon)) ?? "";
      const element = { name: name.slice(colon + 1), namespace, attributes, children: [], text: "" };
      open.at(-1)?.children.push(element);
      open.push(element);
    },
    text(more) {
      const element = open.at(-1);
      if (element !== undefined) element.text += more;
    },
    close() {
      scopes.pop();
      root = open.pop();
    },
  };
  try {
    // Whatever is wrong before the first character that XML does not know is told first.
    readMarkup(foreign < 0 ? lines : lines.slice(0, foreign), handler);
    if (foreign >= 0) throw new MarkupFault("a character that XML does not know");
  } catch (cause) {
    if (!(cause instanceof MarkupFault)) throw cause;
    throw new OfdError("bad-xml", "not well-formed", path, { cause });
  }
  if (root === undefined) throw new OfdError("bad-xml", "no root element", path);
  return root;
}

/** A document type before the first element is told as such, whatever else is wrong there. */
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
  const head = textOfUnits(bytes.subarray(0, 128));
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
