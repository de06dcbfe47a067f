import type { Font } from "../model/resources.ts";

const song = "'SimSun','NSimSun','Songti SC','STSong','Noto Serif CJK SC','Noto Serif SC',serif";
const hei = "'SimHei','Heiti SC','STHeiti','Microsoft YaHei','Noto Sans CJK SC','Noto Sans SC',sans-serif";
const kai = `'KaiTi','KaiTi_GB2312','Kaiti SC','STKaiti','AR PL UKai CN',${song}`;
const fangSong = `'FangSong','FangSong_GB2312','STFangsong',${song}`;
const mono = `'Courier New','Liberation Mono','DejaVu Sans Mono',monospace`;

/** Names met in files, and the faces that stand in for them; the first match counts. */
const kinds: readonly (readonly [RegExp, string])[] = [
  [/楷|kai/i, kai],
  [/仿宋|fang\s*song/i, fangSong],
  [/黑|hei|等线|deng|雅黑|gothic|sans|arial|helvetica/i, hei],
  [/courier|consol|mono/i, mono],
  [/宋|song|sun|serif|times|roman/i, song],
];

/** CSS families for a font that is not embedded, its own name first. Safe inside a double-quoted attribute. */
export function fontStack(font: Font | undefined): string {
  const names = [font?.name, font?.family].filter((name) => name !== undefined && name !== "");
  const own = [...new Set(names)].map((name) => quoted(name ?? "")).filter((name) => name !== "");
  const label = names.join(" ");
  const kind = kinds.find(([pattern]) => pattern.test(label))?.[1] ?? (font?.fixedWidth ? mono : song);
  return [...own, kind].join(",");
}

/** Letters, digits, blanks, dots, lines and nothing else, so that no name can leave its quotes. */
const quoted = (name: string): string =>
  /^[\p{L}\p{N} _.\-+]{1,64}$/u.test(name.trim()) ? `'${name.trim()}'` : "";
