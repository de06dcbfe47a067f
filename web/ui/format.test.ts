import { expect, test } from "vitest";
import { daysUntil, formatDate, formatDateTime, formatTime, isoDay } from "./format.ts";

test("times are shown in Shanghai whatever the zone of the machine", () => {
  expect(isoDay("2026-11-21T16:30:00Z")).toBe("2026-11-22");
  expect(formatTime("2026-11-21T16:30:05Z", "zh-CN")).toBe("00:30:05");
  expect(formatDateTime("2026-11-21T16:30:00Z", "zh-CN")).toBe("2026年11月22日 00:30");
});

test("a bare day is a calendar day and moves in no zone", () => {
  expect(isoDay("2029-03-14")).toBe("2029-03-14");
  expect(formatDate("2029-03-14", "zh-CN")).toBe("2029年3月14日");
  expect(formatDate("2029-03-14", "en")).toBe("14 March 2029");
});

test("what is no time is shown as it came", () => {
  expect(formatDate("长期", "zh-CN")).toBe("长期");
  expect(isoDay("长期")).toBe("长期");
});

test("days are counted by the calendar of Shanghai, not by 24 hours", () => {
  const lateEvening = "2026-11-22T15:59:00Z";
  expect(daysUntil("2026-11-22", lateEvening)).toBe(0);
  expect(daysUntil("2026-11-23", lateEvening)).toBe(1);
  expect(daysUntil("2026-11-21", lateEvening)).toBe(-1);
});
