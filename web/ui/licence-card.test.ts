import { expect, test } from "vitest";
import { LICENCE_BANDS, licenceBand, maskNumber } from "./licence-card.tsx";

test.each([
  ["91990100MA0000001X", "9199**********001X"],
  ["1234567890", "1234**7890"],
  ["123456789", "1******89"],
  ["12", "12"],
  ["", ""],
])("%s is shown as %s", (number, shown) => {
  expect(maskNumber(number)).toBe(shown);
});

test("a type keeps its band, and types spread over all bands", () => {
  const types = Array.from({ length: 200 }, (_, at) => `11990000MA${at}`);
  expect(types.map(licenceBand)).toEqual(types.map(licenceBand));
  expect(new Set(types.map(licenceBand)).size).toBe(LICENCE_BANDS.length);
});
