import { checkWords, gradeWords, reasonWords, type Words } from "@liangzheng/seal/explain";
import type { Language } from "../ui/index.ts";

const find = (
  table: Readonly<Record<string, Words>>,
  code: string,
  language: Language,
): string | undefined => {
  const words = Object.hasOwn(table, code) ? table[code] : undefined;
  return language === "en" ? words?.en : words && fullWidth(words.zh);
};

/** Chinese prose has full-width marks; between Latin letters and digits they stay as they are. */
const fullWidth = (text: string): string =>
  text.replace(/(?<=\p{Script=Han}\s?[A-Z]*),/gu, "，").replace(/(?<=\p{Script=Han}):/gu, "：");

export const checkSentence = (name: string, language: Language): string =>
  find(checkWords, name, language) ?? name;
export const reasonSentence = (reason: string, language: Language): string =>
  find(reasonWords, reason, language) ?? reason;
export const gradeSentence = (grade: string, language: Language): string =>
  find(gradeWords, grade, language) ?? "";
