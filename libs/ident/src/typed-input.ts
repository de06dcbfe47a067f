/**
 * What a person typed or a spreadsheet held, as the parsers want it: full-width forms made ordinary, white space and
 * invisible marks dropped, capitals. For codes only; names must not pass through it.
 */
export const tidyTyped = (text: string): string =>
  text
    .normalize("NFKC")
    .replace(/[\s\p{Cf}]/gu, "")
    .toUpperCase();
