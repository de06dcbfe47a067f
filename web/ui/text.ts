import { type Language, useLanguage } from "./language.ts";

/** The shape of a catalogue: literal strings widened, functions kept, so that a second language can satisfy it. */
export type TextOf<T> = T extends string
  ? string
  : T extends (...values: infer Values) => string
    ? (...values: Values) => string
    : { readonly [Key in keyof T]: TextOf<T[Key]> };

export type TextCatalogue<Shape> = Readonly<Record<Language, Shape>>;

/** The Chinese catalogue is the type: a key that English lacks, or has too many, does not compile. */
export const defineText = <const T>(zh: T, en: NoInfer<TextOf<T>>): TextCatalogue<TextOf<T>> => ({
  "zh-CN": zh as TextOf<T>,
  en,
});

export const useText = <Shape>(catalogue: TextCatalogue<Shape>): Shape => catalogue[useLanguage()];
