import { concat } from "@liangzheng/bytes";

/**
 * DER as a tree to be spoilt: unlike the library's reader it looks into OCTET and BIT STRINGs, so that what is wrapped in
 * them (certificates, seals, tokens) can be changed with every length around it put right again.
 */
export interface Tree {
  tag: number;
  content: Uint8Array;
  children: Tree[] | undefined;
  /** Octets between the length and the children: the unused bits of a BIT STRING. */
  head: Uint8Array;
  /** Written instead of the true length. */
  lie?: Uint8Array;
}

const none = new Uint8Array(0);

/** `undefined` for bytes that are no one element of the simple tags that certificates and seals use. */
export function readTree(bytes: Uint8Array): Tree | undefined {
  const found = readAt(bytes, 0);
  return found !== undefined && found.end === bytes.length ? found.tree : undefined;
}

function readAt(bytes: Uint8Array, at: number): { readonly tree: Tree; readonly end: number } | undefined {
  const [tag, first] = [bytes[at], bytes[at + 1]];
  if (tag === undefined || first === undefined || (tag & 0x1f) === 0x1f) return undefined;
  const octets = first < 0x80 ? 0 : first & 0x7f;
  if (first === 0x80 || octets > 3) return undefined;
  let length = octets === 0 ? first : 0;
  for (let i = 0; i < octets; i++) length = length * 256 + (bytes[at + 2 + i] ?? 0);
  const start = at + 2 + octets;
  const end = start + length;
  if (end > bytes.length) return undefined;
  const content = bytes.subarray(start, end);
  const wrapped = tag === 3 && content[0] === 0 ? 1 : 0;
  const children = readChildren(content.subarray(wrapped), (tag & 0x20) !== 0, tag);
  return { tree: { tag, content, children, head: content.subarray(0, wrapped) }, end };
}

function readChildren(content: Uint8Array, constructed: boolean, tag: number): Tree[] | undefined {
  if (!constructed && tag !== 3 && tag !== 4) return undefined;
  if (!constructed && content[0] !== 0x30 && content[0] !== 0x31) return undefined;
  const children: Tree[] = [];
  for (let at = 0; at < content.length; ) {
    const found = readAt(content, at);
    if (found === undefined) return undefined;
    children.push(found.tree);
    at = found.end;
  }
  return children;
}

export const primitive = (tag: number, content: Uint8Array): Tree => ({
  tag,
  content,
  children: undefined,
  head: none,
});
export const constructed = (tag: number, children: Tree[]): Tree => ({
  tag,
  content: none,
  children,
  head: none,
});

/** Its own children and lists; the bytes are shared. */
export const copyTree = (tree: Tree): Tree => ({ ...tree, children: tree.children?.map(copyTree) });

/** The tree and everything in it, each before what is in it. */
export function nodesOf(tree: Tree): readonly Tree[] {
  const nodes = [tree];
  const gather = (from: Tree): void => {
    for (const child of from.children ?? []) {
      nodes.push(child);
      gather(child);
    }
  };
  gather(tree);
  return nodes;
}

export function writeTree(tree: Tree): Uint8Array {
  const inner = tree.children === undefined ? [tree.content] : [tree.head, ...tree.children.map(writeTree)];
  const length = inner.reduce((sum, part) => sum + part.length, 0);
  return concat(Uint8Array.of(tree.tag), tree.lie ?? lengthOf(length), ...inner);
}

function lengthOf(length: number): Uint8Array {
  if (length < 0x80) return Uint8Array.of(length);
  const octets: number[] = [];
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) octets.unshift(rest % 256);
  return Uint8Array.of(0x80 | octets.length, ...octets);
}
