/** A number as PDF wants it (ISO 32000-1 §7.3.3): no exponent, three places behind the point. */
export function decimal(value: number): string {
  const rounded = Math.round(value * 1000) / 1000;
  return rounded === 0 ? "0" : String(rounded);
}

export const decimals = (values: readonly number[]): string => values.map(decimal).join(" ");

/** A text string (§7.9.2.2): UTF-16BE with its mark, in hexadecimal. */
export function textString(text: string): string {
  let units = "feff";
  for (let i = 0; i < text.length; i++) units += hex16(text.charCodeAt(i));
  return `<${units}>`;
}

export const hex16 = (value: number): string => value.toString(16).padStart(4, "0");

/** A date (§7.9.4), in UTC. */
export const dateString = (at: Date): string => `(D:${at.toISOString().slice(0, 19).replace(/[-:T]/g, "")}Z)`;
