/** For text and double-quoted attributes. Characters that XML 1.0 does not know become U+FFFD. */
export function escapeXml(text: string): string {
  return text
    .toWellFormed()
    .replace(/[&<>"'\p{Cc}\ufffe\uffff]/gu, (one) =>
      isXmlCharacter(one) ? `&#${one.charCodeAt(0)};` : "\ufffd",
    );
}

const isXmlCharacter = (one: string): boolean =>
  one === "\t" || one === "\n" || one === "\r" || (one >= " " && one < "\ufffe");

const farthest = 1e9;

/** At most four decimals (0.1 µm), never an exponent, never "-0"; what lies beyond any page stops at 10⁹. */
export function formatNumber(value: number, decimals = 4): string {
  const scale = 10 ** decimals;
  const near = Math.round(Math.min(farthest, Math.max(-farthest, value)) * scale) / scale;
  return near === 0 || Number.isNaN(near) ? "0" : String(near);
}

export const formatNumbers = (values: readonly number[]): string =>
  values.map((value) => formatNumber(value)).join(" ");

export const formatMatrix = (matrix: readonly number[]): string =>
  `matrix(${matrix.map((value) => formatNumber(value, 6)).join(" ")})`;
