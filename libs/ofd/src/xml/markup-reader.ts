import { readCharacters } from "./characters.ts";
import { MarkupFault } from "./markup-fault.ts";
import { nameEnd } from "./names.ts";

/** What is told of a document, in its order. */
export interface MarkupHandler {
  declaration(encoding: string | undefined): void;
  open(name: string, attributes: ReadonlyMap<string, string>): void;
  text(text: string): void;
  close(): void;
  /** A document type: read no further. */
  doctype(): never;
}

const quoted = (value: string): string => `[ \\t\\n]*=[ \\t\\n]*(?:"${value}"|'${value}')`;
const declaration = new RegExp(
  `^<\\?xml[ \\t\\n]+version${quoted("1\\.[0-9]+")}(?:[ \\t\\n]+encoding(${quoted("[A-Za-z][A-Za-z0-9._-]*")}))?` +
    `(?:[ \\t\\n]+standalone${quoted("(?:yes|no)")})?[ \\t\\n]*\\?>`,
);
const blank = /^[ \t\n]*$/;

/**
 * Reads one XML 1.0 document (fifth edition) without a document type, and so without entities but the five predefined. Names
 * stand as written, prefix and all. `text` has its lines ended by LF and no character that XML does not know.
 * @throws MarkupFault at the first place that is not well-formed; whatever stands before it has been told.
 */
export function readMarkup(text: string, handler: MarkupHandler): void {
  new MarkupReader(text, handler).run();
}

class MarkupReader {
  private readonly text: string;
  private readonly handler: MarkupHandler;
  private readonly open: string[] = [];
  private at = 0;
  private rootSeen = false;

  constructor(text: string, handler: MarkupHandler) {
    this.text = text;
    this.handler = handler;
  }

  run(): void {
    const { text, handler } = this;
    const head = declaration.exec(text);
    if (head !== null) {
      this.at = head[0].length;
      handler.declaration(head[1] && /["'](.*)["']/.exec(head[1])?.[1]);
    }
    for (;;) {
      const next = text.indexOf("<", this.at);
      this.characters(next < 0 ? text.length : next);
      if (next < 0) break;
      this.at = next + 1;
      this.markup();
    }
    if (!this.rootSeen || this.open.length > 0) throw new MarkupFault("ends within an element");
  }

  private characters(end: number): void {
    if (end === this.at) return;
    const raw = this.text.slice(this.at, end);
    if (this.open.length > 0) this.handler.text(readCharacters(raw));
    else if (!blank.test(raw)) throw new MarkupFault("text outside of the root element");
  }

  private markup(): void {
    const mark = this.text[this.at];
    if (mark === "/") this.endTag();
    else if (mark === "!") this.declared();
    else if (mark === "?") this.instruction();
    else this.startTag();
  }

  private startTag(): void {
    const { open, handler } = this;
    if (open.length === 0 && this.rootSeen) throw new MarkupFault("a second root element");
    const name = this.name();
    const attributes = this.attributes();
    const isEmpty = this.skip("/");
    if (!this.skip(">")) throw new MarkupFault("a tag that does not end");
    this.rootSeen = true;
    handler.open(name, attributes);
    if (isEmpty) handler.close();
    else open.push(name);
  }

  private attributes(): ReadonlyMap<string, string> {
    let found: Map<string, string> | undefined;
    for (;;) {
      const spaced = this.space();
      const code = this.text.charCodeAt(this.at);
      if (code === 0x2f || code === 0x3e) return found ?? none;
      if (!spaced) throw new MarkupFault("no space before an attribute");
      const name = this.name();
      this.space();
      if (!this.skip("=")) throw new MarkupFault("an attribute without value");
      this.space();
      const value = this.quoted();
      found ??= new Map();
      if (found.has(name)) throw new MarkupFault("an attribute that stands twice");
      found.set(name, value);
    }
  }

  private quoted(): string {
    const quote = this.text[this.at];
    if (quote !== '"' && quote !== "'") throw new MarkupFault("a value without quotes");
    const end = this.text.indexOf(quote, this.at + 1);
    if (end < 0) throw new MarkupFault("a value that does not end");
    const raw = this.text.slice(this.at + 1, end);
    if (raw.includes("<")) throw new MarkupFault("markup in a value");
    this.at = end + 1;
    return readCharacters(raw, " ");
  }

  private endTag(): void {
    this.at++;
    const name = this.name();
    this.space();
    if (this.open.pop() !== name || !this.skip(">")) throw new MarkupFault("the end of another element");
    this.handler.close();
  }

  private declared(): void {
    if (this.skip("!--")) {
      const end = this.text.indexOf("--", this.at);
      this.at = end + 2;
      if (end < 0 || !this.skip(">")) throw new MarkupFault("a comment that does not end");
    } else if (this.skip("![CDATA[") && this.open.length > 0) {
      const end = this.text.indexOf("]]>", this.at);
      if (end < 0) throw new MarkupFault("a section that does not end");
      this.handler.text(this.text.slice(this.at, end));
      this.at = end + 3;
    } else {
      if (this.skip("!DOCTYPE") && !this.rootSeen) this.handler.doctype();
      throw new MarkupFault("no such declaration");
    }
  }

  private instruction(): void {
    this.at++;
    const target = this.name();
    const spaced = this.space();
    const end = this.text.indexOf("?>", this.at);
    if (end < 0 || (!spaced && end > this.at) || target.toLowerCase() === "xml")
      throw new MarkupFault("no processing instruction");
    this.at = end + 2;
  }

  private name(): string {
    const start = this.at;
    this.at = nameEnd(this.text, start);
    if (this.at === start) throw new MarkupFault("no name where one is due");
    return this.text.slice(start, this.at);
  }

  private space(): boolean {
    const start = this.at;
    for (;;) {
      const code = this.text.charCodeAt(this.at);
      if (code !== 0x20 && code !== 0x0a && code !== 0x09) return this.at > start;
      this.at++;
    }
  }

  private skip(word: string): boolean {
    const found = this.text.startsWith(word, this.at);
    if (found) this.at += word.length;
    return found;
  }
}

const none: ReadonlyMap<string, string> = new Map();
