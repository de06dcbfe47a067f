import { equalBytes } from "@liangzheng/bytes";
import type { PackedPart, PartMemory } from "./read-ports.ts";

interface Kept extends Pick<PackedPart, "method" | "size" | "packed"> {
  readonly content: Uint8Array;
}

/** Larger parts are read anew each time. */
const partBytes = 1024 * 1024;
/** What a part is looked for by; it takes all its bytes to be the same. */
const nameOf = ({ crc, packed }: PackedPart): number => crc * 2 * partBytes + packed.length;
/** Names of parts seen once, remembered in order to know them the second time. */
const seenOnce = 8192;

/**
 * Keeps the contents of parts that come again: files of one template share its drawing and its fonts, three quarters of what
 * there is to inflate and to digest. A part is kept from the second time it comes, so that what stands in one person's file alone never
 * is. It is given only for the very bytes it was made of, all of them compared.
 * @param room bytes, packed and unpacked; the part not asked for the longest time goes first.
 */
export function rememberParts(room = 16 * 1024 * 1024): PartMemory {
  const kept = new Map<number, Kept>();
  const contents = new WeakSet<Uint8Array>();
  const seen = new Set<number>();
  let left = room;
  const keep = (name: number, { method, size, packed }: PackedPart, content: Uint8Array): Uint8Array => {
    // Not by slice(): that of Node's Buffer is a view, which would hold the whole file and change with it.
    const own = { method, size, packed: new Uint8Array(packed), content: new Uint8Array(content) };
    forget(name);
    left -= own.packed.length + own.content.length;
    kept.set(name, own);
    contents.add(own.content);
    for (const oldest of kept.keys()) {
      if (left >= 0) break;
      forget(oldest);
    }
    return own.content;
  };
  const forget = (name: number): void => {
    const old = kept.get(name);
    if (old === undefined) return;
    left += old.packed.length + old.content.length;
    kept.delete(name);
  };
  return {
    recall(part, unpack) {
      const { method, size, packed } = part;
      if (size > partBytes || packed.length > partBytes) return unpack();
      const name = nameOf(part);
      const known = kept.get(name);
      const isSame = known !== undefined && known.method === method && known.size === size;
      if (isSame && equalBytes(known.packed, packed)) {
        kept.delete(name);
        kept.set(name, known);
        return known.content;
      }
      const content = unpack();
      if (seen.has(name)) return keep(name, part, content);
      if (seen.size >= seenOnce) seen.clear();
      seen.add(name);
      return content;
    },
    keeps: (content) => contents.has(content),
  };
}
