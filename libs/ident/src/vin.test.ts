import { expect, test } from "vitest";
import vectors from "../vectors/vin.json" with { type: "json" };
import { IdentError } from "./error.ts";
import { formatVin, isVin, parseVin } from "./vin.ts";

test.each(vectors.accepted)("$id is accepted", ({ vin }) => {
  expect(parseVin(vin)).toBe(vin);
});

test("every other digit in the place of a digit is detected", () => {
  const vin = "1M8GDM9AXKP042788";
  for (let at = 0; at < 17; at++) {
    if (!/[0-9X]/.test(vin.charAt(at))) continue;
    for (let digit = 0; digit < 10; digit++) {
      if (String(digit) === vin[at]) continue;
      expect(isVin(vin.slice(0, at) + digit + vin.slice(at + 1))).toBe(false);
    }
  }
});

test("swapping the eighth digit with the check is what the scheme cannot see", () => {
  expect([isVin("11111111111111111"), isVin("1M8GDM92XKP042788")]).toEqual([true, false]);
  const digits = "0123456789"
    .split("")
    .flatMap((d) => "0123456789".split("").map((c) => `LFV2A21${d}${c}E4000001`));
  const pairs = digits
    .filter(isVin)
    .map((vin) => vin.slice(0, 7) + vin.charAt(8) + vin.charAt(7) + vin.slice(9));
  expect(pairs.length).toBeGreaterThan(0);
  expect(pairs.every(isVin)).toBe(true);
});

test("letters that look like digits are refused", () => {
  for (const letter of ["I", "O", "Q"])
    expect(() => parseVin(`${letter}M8GDM9AXKP042788`)).toThrow(new IdentError("bad-character", "vin"));
});

test("a VIN is shown as maker, description, indicator", () => {
  expect(formatVin(parseVin("1M8GDM9AXKP042788"))).toBe("1M8 GDM9AX KP042788");
});
