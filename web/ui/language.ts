import { storedChoice } from "./stored-choice.ts";

export const LANGUAGES = ["zh-CN", "en"] as const;
export type Language = (typeof LANGUAGES)[number];

const choice = storedChoice<Language>("lz.language", LANGUAGES, (language) => {
  document.documentElement.lang = language;
});

export const getLanguage = choice.get;
export const setLanguage = choice.set;
export const useLanguage = choice.use;
