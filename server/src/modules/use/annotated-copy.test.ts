import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import {
  copyMetadata,
  copyStateAt,
  makeCopyNumber,
  printedCopyNumber,
  printFaults,
  readCopyNumber,
  termFaults,
  watermarkOf,
} from "./annotated-copy.ts";

const random = (length: number): Uint8Array => new Uint8Array(randomBytes(length));
const input = {
  recipient: "示例银行演示支行",
  purpose: "开立单位账户",
  matter: "单位银行结算账户开立",
  businessNumber: "KH-2026-0001",
  validUntil: "2026-04-01",
};

test("a number is read as it is printed, in small letters, without hyphens, and with O and I for 0 and 1", () => {
  for (let i = 0; i < 200; i++) {
    const number = makeCopyNumber(random);
    const printed = printedCopyNumber(number);
    expect(printed).toMatch(/^JZJ[0-9A-Z](-[0-9A-Z]{4}){4}$/);
    for (const typed of [printed, number, printed.toLowerCase(), ` ${printed.replaceAll("-", " ")} `])
      expect(readCopyNumber(typed)).toBe(number);
    expect(readCopyNumber(printed.replaceAll("0", "O").replaceAll("1", "I"))).toBe(number);
  }
});

test("a number with one wrong character is none, nor is anything else", () => {
  const number = makeCopyNumber(random);
  const other = (character: string): string => (character === "7" ? "8" : "7");
  for (let at = 0; at < number.length; at++)
    expect(
      readCopyNumber(number.slice(0, at) + other(number.charAt(at)) + number.slice(at + 1)),
    ).toBeUndefined();
  for (const typed of ["", "JZJ", "JZJ7-K2MQ", `${number}0`, "’; drop table", "加注件"])
    expect(readCopyNumber(typed)).toBeUndefined();
});

test("the vectors of the format", () => {
  expect(makeCopyNumber((length) => new Uint8Array(length))).toBe("JZJ00000000000000009");
  expect(readCopyNumber("jzj7-k2mq-9d4x-hr5t-8vwc")).toBe("JZJ7K2MQ9D4XHR5T8VWC");
});

test("what a copy is good for: its holder's word first, then its end, then its original", () => {
  const copy = { version: 1, validUntil: "2026-04-01", revokedAt: null };
  const original = { status: "valid", currentVersion: 1 } as const;
  const last = new Date("2026-04-01T15:59:59Z");
  const after = new Date("2026-04-01T16:00:00Z");
  expect(copyStateAt(copy, original, last)).toBe("valid");
  expect(copyStateAt(copy, original, after)).toBe("expired");
  expect(copyStateAt({ ...copy, revokedAt: last }, original, after)).toBe("revoked");
  expect(copyStateAt(copy, { ...original, status: "suspended" }, last)).toBe("original-not-current");
  expect(copyStateAt(copy, { ...original, currentVersion: 2 }, last)).toBe("original-not-current");
  expect(copyStateAt(copy, { ...original, status: "suspended" }, after)).toBe("expired");
});

test("a copy ends today at the earliest, within a year, and not after its original", () => {
  const now = new Date("2026-03-01T16:30:00Z");
  const rule = (day: string, ends: string | null = null) => termFaults(day, ends, now)[0]?.rule;
  expect(rule("2026-03-02")).toBeUndefined();
  expect(rule("2026-03-01")).toBe("in-the-past");
  expect(rule("2027-03-02")).toBeUndefined();
  expect(rule("2027-03-03")).toBe("too-long");
  expect(rule("2026-02-30")).toBe("no-such-day");
  expect(rule("2026-05-01", "2026-05-01")).toBeUndefined();
  expect(rule("2026-05-02", "2026-05-01")).toBe("after-original");
});

test("what cannot be printed is told by its field", () => {
  const hasGlyph = (codePoint: number): boolean => codePoint !== 0x9f98;
  expect(printFaults(input, hasGlyph)).toEqual([]);
  const faults = printFaults({ ...input, recipient: "龘", purpose: "a\nb", matter: " 　" }, hasGlyph);
  expect(faults.map(({ field, rule }) => [field, rule])).toEqual([
    ["/recipient", "missing-glyph"],
    ["/purpose", "control-character"],
    ["/matter", "required"],
  ]);
});

test("the data of a copy say what its watermark says", () => {
  const number = "JZJ0-0000-0000-0000-0009";
  const { paragraphs, strip } = watermarkOf(input, number);
  const at = new Date("2026-03-02T02:00:00Z");
  const items = new Map(
    copyMetadata(input, { number, maker: "演示省数据局", at, originalDigest: "00" }).map(({ id, value }) => [
      id,
      value,
    ]),
  );
  const said = paragraphs.join("\n");
  for (const id of ["JZJBH", "JZJSYF", "JZJYT", "JZJSX", "JZJYWBH"]) expect(said).toContain(items.get(id));
  expect(items.get("JZJZZSY")).toBe("开立单位账户；单位银行结算账户开立");
  expect(items.get("JZJZZSJ")).toBe("20260302100000");
  expect(items.get("JZJYXQJZSJ")).toBe("20260401235959");
  expect(said).toContain("有效期至：2026年04月01日");
  expect(strip).toContain(number);
  const { businessNumber: _, ...without } = input;
  expect(watermarkOf(without, number).paragraphs.join()).not.toContain("业务号");
});
