import { defineText } from "../ui/index.ts";
import { en } from "./domain-words.en.ts";
import { zh } from "./domain-words.zh-CN.ts";

export const domainText = defineText(zh, en);
export type DomainWords = (typeof domainText)["zh-CN"];

/** The word for a code, or the code itself where the server knows more than this build. */
export const wordFor = (words: Readonly<Record<string, string>>, code: string): string =>
  Object.hasOwn(words, code) ? (words[code] ?? code) : code;

/** A choice list in the order of the words. */
export const optionsOf = (words: Readonly<Record<string, string>>): { value: string; label: string }[] =>
  Object.entries(words).map(([value, label]) => ({ value, label }));
