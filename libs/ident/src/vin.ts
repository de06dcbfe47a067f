import { type Fault, throwIfFaulty } from "./error.ts";

/** Vehicle identification number (车辆识别代号, GB 16735): seventeen characters, the ninth a check. */
export type Vin = string & { readonly __brand: "Vin" };

const alphabet = "0123456789ABCDEFGHJKLMNPRSTUVWXYZ";
/** GB 16735, values of the letters: A–H 1–8, J–N 1–5, P 7, R 9, S–Z 2–9. */
const values = "012345678912345678123457923456789";
const weights: readonly number[] = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];

function checkCharacter(text: string): string {
  const sum = weights.reduce(
    (total, weight, at) => total + weight * Number(values[alphabet.indexOf(text[at] ?? "")]),
    0,
  );
  return sum % 11 === 10 ? "X" : String(sum % 11);
}

function vinFault(text: string): Fault | undefined {
  if (text.length !== 17) return { code: "bad-length", part: "vin" };
  if (!/^[0-9A-HJ-NPR-Z]{8}[0-9X][0-9A-HJ-NPR-Z]{8}$/.test(text))
    return { code: "bad-character", part: "vin" };
  return checkCharacter(text) === text[8] ? undefined : { code: "bad-check", part: "vin" };
}

/**
 * Vehicles made for other markets need no check at position 9: theirs fail here.
 * @throws IdentError `bad-length`, `bad-character` (I, O and Q are not used) or `bad-check`.
 */
export function parseVin(text: string): Vin {
  throwIfFaulty(vinFault(text));
  return text as Vin;
}

export const isVin = (text: string): text is Vin => vinFault(text) === undefined;

/** `1M8 GDM9AX KP042788`: maker (WMI), description (VDS), indicator (VIS). */
export const formatVin = (vin: Vin): string => `${vin.slice(0, 3)} ${vin.slice(3, 9)} ${vin.slice(9)}`;
