import { OfdError } from "../error.ts";
import type { Resources } from "../model/resources.ts";
import type { XmlElement } from "../xml/element.ts";

/** What drawing one page may cost. */
export interface RenderLimits {
  /** Objects drawn, those of templates, composite units, patterns, annotations and pictures included. */
  readonly objects: number;
  /** UTF-16 units of the SVG. */
  readonly output: number;
  /** Composite units, patterns and blocks within one another, and pictures that are OFD themselves. */
  readonly depth: number;
}

export const defaultRenderLimits: RenderLimits = Object.freeze({
  objects: 100_000,
  output: 32 * 1024 * 1024,
  depth: 16,
});

/** GB/T 33190 §8.2 CT_DrawParam, resolved. Colours stay elements: a gradient depends on where it is used. */
export interface DrawStyle {
  readonly fill?: XmlElement;
  readonly stroke?: XmlElement;
  readonly lineWidth?: number;
  readonly join?: string;
  readonly cap?: string;
  readonly dashOffset?: number;
  readonly dashPattern?: readonly number[];
  readonly miterLimit?: number;
}

const maxNestedPictures = 16;

/** Of pictures decoded here, which take work and memory by the pixel: a QR code takes ten thousand. */
const maxDecodedPixels = 8 * 1024 * 1024;

/** The SVG under construction: counted output, definitions made once, ids with one prefix. */
export class Sheet {
  readonly prefix: string;
  readonly limits: RenderLimits;
  /** Draw parameters worked out so far, for the resources they were looked up in. */
  readonly drawParams = new Map<Resources, Map<string, DrawStyle>>();
  private body: string[] = [];
  private readonly definitions: string[] = [];
  private readonly styles: string[] = [];
  private readonly ids = new Map<string | Uint8Array, string>();
  private objects = 0;
  private length = 0;
  private next = 0;
  private nestedPictures = 0;
  private decodedPixels = 0;

  constructor(prefix: string, limits: RenderLimits) {
    this.prefix = prefix;
    this.limits = limits;
  }

  /** @throws OfdError `too-much-work`. */
  countObject(): void {
    if (++this.objects > this.limits.objects)
      throw new OfdError("too-much-work", "more objects than are drawn");
  }

  /** Whether another picture that is an OFD itself may still be read for this sheet. */
  takeNestedPicture(): boolean {
    return this.nestedPictures++ < maxNestedPictures;
  }

  /** Whether a picture of so many pixels may still be decoded for this sheet. */
  takePixels(pixels: number): boolean {
    this.decodedPixels += pixels;
    return this.decodedPixels <= maxDecodedPixels;
  }

  private count(text: string): string {
    this.length += text.length;
    if (this.length > this.limits.output)
      throw new OfdError("too-much-work", "the drawing becomes too large");
    return text;
  }

  /** Whether so much can be added; what can be left out (fonts, pictures) asks first. */
  hasRoomFor(length: number): boolean {
    return this.length + length <= this.limits.output * 0.9;
  }

  add(text: string): void {
    this.body.push(this.count(text));
  }

  addStyle(text: string): void {
    this.styles.push(this.count(text));
  }

  /** What `draw` adds, as text of its own instead of on the page. */
  capture(draw: () => void): string {
    const outer = this.body;
    this.body = [];
    try {
      draw();
      return this.body.join("");
    } finally {
      this.body = outer;
    }
  }

  /** The id of what was defined for `key`. */
  defined(key: string | Uint8Array): string | undefined {
    return this.ids.get(key);
  }

  /** The id of the definition for `key`, made by `make` the first time. Bytes are keys by identity. */
  define(key: string | Uint8Array, make: (id: string) => string): string {
    const known = this.ids.get(key);
    if (known !== undefined) return known;
    const id = this.newId();
    this.ids.set(key, id);
    this.definitions.push(this.count(make(id)));
    return id;
  }

  newId(): string {
    return `${this.prefix}${this.next++}`;
  }

  finish(open: string): string {
    const style = this.styles.length === 0 ? "" : `<style>${this.styles.join("")}</style>`;
    const defs = this.definitions.length === 0 ? "" : `<defs>${this.definitions.join("")}</defs>`;
    return `${open}${style}${defs}${this.body.join("")}</svg>`;
  }
}
