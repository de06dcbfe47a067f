import { IdentError } from "./error.ts";

const characters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

/** 0 to 9, then A = 10 to Z = 35; -1 for anything else, lower case included. */
export function characterValue(text: string, at: number): number {
  const code = text.charCodeAt(at);
  if (code >= 0x30 && code <= 0x39) return code - 0x30;
  if (code >= 0x41 && code <= 0x5a) return code - 0x37;
  return -1;
}

/**
 * The hybrid systems of ISO 7064 (GB/T 17710): modulus N + 1 over an alphabet of N characters.
 * The running product lies in 1..N, so the check value needs its last `% alphabet`: at product 1 it is N, which is 0.
 */
function hybridCheck(text: string, alphabet: 10 | 36): string | undefined {
  let product: number = alphabet;
  for (let i = 0; i < text.length; i++) {
    const value = characterValue(text, i);
    if (value < 0 || value >= alphabet) return undefined;
    const sum = (product + value) % alphabet;
    product = (2 * (sum === 0 ? alphabet : sum)) % (alphabet + 1);
  }
  return characters[(alphabet + 1 - product) % alphabet];
}

function checkOrThrow(body: string, alphabet: 10 | 36): string {
  const check = hybridCheck(body, alphabet);
  if (check === undefined) throw new IdentError("bad-character", "body");
  return check;
}

const holds = (text: string, alphabet: 10 | 36): boolean =>
  text.length > 1 && hybridCheck(text.slice(0, -1), alphabet) === text.slice(-1);

/**
 * Check character of ISO 7064 MOD 37,36 (GB/T 17710) over digits and capitals.
 * @throws IdentError `bad-character`.
 */
export const mod3736Character = (body: string): string => checkOrThrow(body, 36);

/** Whether the last character is the MOD 37,36 check of those before it. */
export const holdsMod3736 = (text: string): boolean => holds(text, 36);

/**
 * Check digit of ISO 7064 MOD 11,10 (GB/T 17710) over digits.
 * @throws IdentError `bad-character`.
 */
export const mod1110Digit = (body: string): string => checkOrThrow(body, 10);

/** Whether the last digit is the MOD 11,10 check of those before it. */
export const holdsMod1110 = (text: string): boolean => holds(text, 10);
