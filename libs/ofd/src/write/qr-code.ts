import { concat, encodeUtf8 } from "@liangzheng/bytes";
import type { Box } from "../layout/template.ts";
import {
  type BitSink,
  beginBlock,
  blockMargin,
  endBlock,
  type LiteralCode,
  literalCode,
  putBits,
  storedBlock,
} from "./literal-block.ts";
import { OfdWriteError } from "./write-error.ts";
import { boxText, decimal } from "./xml-text.ts";

/** Modules of a code, dark where true, without quiet zone. */
export type Modules = readonly (readonly boolean[])[];

/** The beginning of a page up to the path of a code, and the same deflated, in blocks that others may follow. */
export interface DrawnCode {
  readonly bytes: Uint8Array;
  readonly deflated: Uint8Array;
}

/** Draws codes of one size into one place of one page. */
export type QrPen = (modules: Modules) => DrawnCode;

/** What a page says behind the path of its code. */
export const codeEnd = "</ofd:AbbreviatedData></ofd:PathObject>\n";

/** A pen for each size of code, made when it is first wanted. @throws OfdWriteError `bad-qr` unless the code is square. */
export function drawCode(
  pens: Map<number, QrPen>,
  makePen: (count: number) => QrPen,
  modules: Modules,
): DrawnCode {
  const count = modules.length;
  if (count === 0 || modules.some((row) => row.length !== count)) throw new OfdWriteError("bad-qr", "qr");
  const pen = pens.get(count) ?? makePen(count);
  pens.set(count, pen);
  return pen(modules);
}

/**
 * Modules as horizontal strokes: sharp at every scale. Strokes are two per cent thicker than a module so that no viewer shows
 * hairlines between rows. A code has some four hundred of them and is most of a page, so the pieces they are put together
 * from are encoded once, as text and as bits.
 * @param start of the page, before the code.
 */
export function qrPen(start: string, id: number, box: Box, count: number): QrPen {
  const side = Math.min(box.width, box.height);
  // Twentieths of a millimetre keep the numbers, and there are a thousand of them, short.
  const module = side / count > 0.2 ? Math.floor((side / count) * 20) / 20 : side / count;
  const corner = {
    x: box.x + (box.width - module * count) / 2,
    y: box.y + (box.height - module * count) / 2,
  };
  const place = boxText({ ...corner, width: module * count, height: module * count });
  const head = encodeUtf8(
    `${start}<ofd:PathObject ID="${id}" Boundary="${place}" LineWidth="${decimal(module * 1.02)}"><ofd:AbbreviatedData>`,
  );
  const edges = Array.from({ length: count + 1 }, (_, i) => decimal(i * module));
  const middles = Array.from({ length: count }, (_, i) => decimal((i + 0.5) * module));
  const texts = {
    first: ["M "],
    edges,
    across: middles.map((y) => ` ${y} L `),
    onward: middles.map((y) => ` ${y} M `),
    last: middles.map((y) => ` ${y}`),
  };
  const code = literalCode([texts.across, texts.edges, texts.onward, texts.edges].flat().join(""));
  const pieces: Stroke = {
    first: piecesOf(texts.first, code),
    edges: piecesOf(texts.edges, code),
    across: piecesOf(texts.across, code),
    onward: piecesOf(texts.onward, code),
    last: piecesOf(texts.last, code),
  };
  const stored = storedBlock(head);
  // Written over by every code, and copied out of.
  const most = (count * Math.ceil(count / 2) * 4 + 1) * room + blockMargin;
  const paper: DrawnCode = { bytes: new Uint8Array(most), deflated: new Uint8Array(most) };
  return (modules) => {
    const { bytes, deflated } = strokes(modules, pieces, code, paper);
    return { bytes: concat(head, bytes), deflated: concat(stored, deflated) };
  };
}

/** ASCII texts of at most twelve bytes, each in three words, and their codes in three more of up to 24 bits. */
interface Pieces {
  readonly words: Uint32Array;
  readonly lengths: Uint8Array;
  readonly codes: Uint32Array;
  readonly codeLengths: Uint8Array;
}

/** Bytes of a piece: no number on a page of two metres takes more with its letter. */
const room = 12;

function piecesOf(texts: readonly string[], code: LiteralCode): Pieces {
  const bytes = new Uint8Array(texts.length * room);
  const codes = new Uint32Array(texts.length * 3);
  const codeLengths = new Uint8Array(texts.length * 3);
  for (const [i, text] of texts.entries()) {
    const ascii = encodeUtf8(text);
    bytes.set(ascii, i * room);
    for (const [k, character] of ascii.entries()) {
      // Four characters of five bits at most go into a word.
      const word = 3 * i + (k >> 2);
      const length = codeLengths[word] ?? 0;
      codes[word] = (codes[word] ?? 0) | ((code.bits[character] ?? 0) << length);
      codeLengths[word] = length + (code.lengths[character] ?? 0);
    }
  }
  const view = new DataView(bytes.buffer);
  const words = Uint32Array.from(codes, (_, i) => view.getUint32(4 * i));
  return { words, lengths: Uint8Array.from(texts, ({ length }) => length), codes, codeLengths };
}

/** By what comes: an edge between modules, or the middle of a row with what follows it. */
type Stroke = Readonly<Record<"first" | "edges" | "across" | "onward" | "last", Pieces>>;

function strokes(
  modules: Modules,
  { first, edges, across, onward, last }: Stroke,
  code: LiteralCode,
  { bytes, deflated }: DrawnCode,
): DrawnCode {
  const view = new DataView(bytes.buffer);
  const sink = beginBlock(new DataView(deflated.buffer), code);
  let at = 0;
  let before: number | undefined;
  for (const [y, row] of modules.entries()) {
    for (let x = 0; x < row.length; x++) {
      if (row[x] !== true) continue;
      at = put(view, at, sink, before === undefined ? first : onward, before ?? 0);
      at = put(view, at, sink, edges, x);
      while (row[x + 1] === true) x++;
      at = put(view, at, sink, across, y);
      at = put(view, at, sink, edges, x + 1);
      before = y;
    }
  }
  if (before !== undefined) at = put(view, at, sink, last, before);
  return {
    bytes: bytes.subarray(0, at),
    deflated: deflated.subarray(0, endBlock(sink, code)),
  };
}

/** Writes all twelve bytes, of which the next piece overwrites what is not meant: four times as fast as byte by byte. */
function put(view: DataView, at: number, sink: BitSink, pieces: Pieces, piece: number): number {
  const { words, lengths, codes, codeLengths } = pieces;
  const word = 3 * piece;
  view.setUint32(at, words[word] ?? 0);
  view.setUint32(at + 4, words[word + 1] ?? 0);
  view.setUint32(at + 8, words[word + 2] ?? 0);
  putBits(sink, codes[word] ?? 0, codeLengths[word] ?? 0);
  putBits(sink, codes[word + 1] ?? 0, codeLengths[word + 1] ?? 0);
  const rest = codeLengths[word + 2] ?? 0;
  if (rest > 0) putBits(sink, codes[word + 2] ?? 0, rest);
  return at + (lengths[piece] ?? 0);
}
