type Part = string | false | null | undefined;

/** Joins class names of one CSS Module; names that the module lacks, and empty parts, fall out. */
export const classNames =
  (styles: Readonly<Record<string, string>>) =>
  (...parts: readonly Part[]): string =>
    parts
      .map((part) => (part ? styles[part] : undefined))
      .filter((name) => name !== undefined)
      .join(" ");
