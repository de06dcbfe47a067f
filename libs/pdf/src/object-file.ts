import { concat, encodeUtf8 } from "@liangzheng/bytes";

/** Names an indirect object (ISO 32000-1 §7.3.10). */
export type ObjectNumber = number;

interface Entry {
  readonly number: ObjectNumber;
  readonly bytes: Uint8Array;
}

/** The objects of a new file, or of an update to one, in the order in which they were put. */
export class ObjectFile {
  private next: ObjectNumber;
  private readonly entries: Entry[] = [];

  /** @param first the first number that no object has. */
  constructor(first: ObjectNumber = 1) {
    this.next = first;
  }

  get size(): number {
    return this.next;
  }

  /** A number to refer to before its object is put. */
  reserve(): ObjectNumber {
    return this.next++;
  }

  put(body: string, number: ObjectNumber = this.reserve()): ObjectNumber {
    this.entries.push({ number, bytes: encodeUtf8(`${number} 0 obj\n${body}\nendobj\n`) });
    return number;
  }

  /** @param entries of the dictionary but for the length. */
  putStream(entries: string, data: Uint8Array): ObjectNumber {
    const number = this.reserve();
    const head = `${number} 0 obj\n<<${entries}/Length ${data.length}>>\nstream\n`;
    this.entries.push({ number, bytes: concat(encodeUtf8(head), data, tail) });
    return number;
  }

  /**
   * Objects, cross-reference table and trailer, to stand behind what is there already: a header, or a whole file.
   * @param trailer entries but for the size and the place of the table before.
   * @param previous where that table stands, in an update (§7.5.6).
   */
  finish(
    before: number,
    trailer: string,
    previous?: number,
  ): { readonly bytes: Uint8Array; readonly table: number } {
    const offsets = new Map<ObjectNumber, number>();
    let at = before;
    for (const { number, bytes } of this.entries) {
      offsets.set(number, at);
      at += bytes.length;
    }
    const table = `xref\n${sections(offsets, previous === undefined)}`;
    const link = previous === undefined ? "" : `/Prev ${previous}`;
    const end = `${table}trailer\n<</Size ${this.next}${link}${trailer}>>\nstartxref\n${at}\n%%EOF\n`;
    return { bytes: concat(...this.entries.map(({ bytes }) => bytes), encodeUtf8(end)), table: at };
  }
}

const tail = encodeUtf8("\nendstream\nendobj\n");

/** Four bytes above 127 tell transfer programs that this is no text (§7.5.2; ISO 19005-2 §6.1.2). */
export const header = concat(
  encodeUtf8("%PDF-1.7\n%"),
  Uint8Array.of(0xe4, 0xba, 0xae, 0xe8, 0xaf, 0x81),
  encodeUtf8("\n"),
);

const free = "0000000000 65535 f \n";

/** Subsections of the cross-reference table (§7.5.4): entries of twenty bytes, numbers in a row. */
function sections(offsets: ReadonlyMap<ObjectNumber, number>, isNew: boolean): string {
  const numbers = [...(isNew ? [0] : []), ...offsets.keys()].sort((a, b) => a - b);
  let text = "";
  for (let i = 0; i < numbers.length; ) {
    const first = i;
    while (i + 1 < numbers.length && (numbers[i + 1] ?? 0) === (numbers[i] ?? 0) + 1) i++;
    i++;
    text += `${numbers[first]} ${i - first}\n`;
    for (const number of numbers.slice(first, i)) {
      const offset = offsets.get(number);
      text += offset === undefined ? free : `${String(offset).padStart(10, "0")} 00000 n \n`;
    }
  }
  return text;
}
