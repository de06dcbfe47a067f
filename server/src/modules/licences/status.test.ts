import { licenceStatuses, type StatusAct, statusActs } from "@liangzheng/contract";
import fc from "fast-check";
import { expect, test } from "vitest";
import {
  actsOpen,
  answerOf,
  awaitsAct,
  type StatusFacts,
  type StoredStatus,
  statusAfter,
  statusAt,
  statusReasonAt,
  takesVersion,
} from "./status.ts";

const stored = licenceStatuses.filter(
  (status): status is StoredStatus => status !== "pending" && status !== "expired",
);
const noon = (day: string): Date => new Date(`${day}T04:00:00Z`);

const follow = (from: StoredStatus, acts: readonly StatusAct[]): StoredStatus =>
  acts.reduce<StoredStatus>((status, act) => statusAfter(status, act) ?? status, from);

test("no acts in any order lead out of cancelled or void", () => {
  fc.assert(
    fc.property(
      fc.constantFrom<StoredStatus>("cancelled", "void"),
      fc.array(fc.constantFrom(...statusActs)),
      (end, acts) => follow(end, acts) === end,
    ),
  );
});

test("no acts make a licence valid again that was withdrawn, rescinded or revoked", () => {
  fc.assert(
    fc.property(
      fc.constantFrom<StoredStatus>("withdrawn", "rescinded", "revoked"),
      fc.array(fc.constantFrom(...statusActs)),
      (stopped, acts) => !["valid", "suspended"].includes(follow(stopped, acts)),
    ),
  );
});

test("the acts open in a status are those that lead somewhere, and every act is open somewhere", () => {
  for (const from of stored) {
    expect(actsOpen(from)).toEqual(statusActs.filter((act) => statusAfter(from, act) !== undefined));
    for (const act of actsOpen(from)) expect(statusAfter(from, act)).not.toBe(from);
  }
  expect(new Set(stored.flatMap(actsOpen))).toEqual(new Set(statusActs));
});

const running: StatusFacts = {
  storedStatus: "valid",
  statusReason: null,
  previousStatus: "valid",
  previousReason: null,
  statusFrom: "2026-01-01",
  validFrom: "2026-01-10",
  validTo: "2026-12-31",
};

test.each<[string, Partial<StatusFacts>, string, string]>([
  ["the day before it begins", {}, "2026-01-09", "pending"],
  ["its first day", {}, "2026-01-10", "valid"],
  ["its last day", {}, "2026-12-31", "valid"],
  ["the day after", {}, "2027-01-01", "expired"],
  ["a licence without end, in a hundred years", { validTo: null }, "2126-01-01", "valid"],
  ["suspended", { storedStatus: "suspended" }, "2026-05-01", "suspended"],
  ["suspended and not begun", { storedStatus: "suspended" }, "2026-01-05", "suspended"],
  ["suspended and run out", { storedStatus: "suspended" }, "2027-01-01", "expired"],
  ["revoked and run out", { storedStatus: "revoked" }, "2027-01-01", "revoked"],
  ["void before it begins", { storedStatus: "void" }, "2026-01-05", "void"],
  [
    "the day before an act takes effect",
    { storedStatus: "revoked", statusFrom: "2026-06-01" },
    "2026-05-31",
    "valid",
  ],
  [
    "the day an act takes effect",
    { storedStatus: "revoked", statusFrom: "2026-06-01" },
    "2026-06-01",
    "revoked",
  ],
])("%s", (_, change, day, status) => {
  expect(statusAt({ ...running, ...change }, noon(day))).toBe(status);
});

test("days begin and end in Shanghai", () => {
  expect(statusAt(running, new Date("2026-12-31T15:59:59.999Z"))).toBe("valid");
  expect(statusAt(running, new Date("2026-12-31T16:00:00Z"))).toBe("expired");
});

test("only valid is answered 0", () => {
  expect(licenceStatuses.filter((status) => answerOf(status) === 0)).toEqual(["valid"]);
});

const tomorrow: StatusFacts = {
  ...running,
  storedStatus: "cancelled",
  statusReason: "注销",
  previousStatus: "suspended",
  previousReason: "暂扣",
  statusFrom: "2026-06-02",
};

test("a reason is given from the day its act takes effect, and the one before it until then", () => {
  expect(statusReasonAt(tomorrow, noon("2026-06-01"))).toBe("暂扣");
  expect(statusReasonAt(tomorrow, noon("2026-06-02"))).toBe("注销");
});

test("an act is awaited until its day, and a licence without an act awaits none, even one issued for a later day", () => {
  expect(awaitsAct(tomorrow, noon("2026-06-01"))).toBe(true);
  expect(awaitsAct(tomorrow, noon("2026-06-02"))).toBe(false);
  expect(awaitsAct({ ...running, statusFrom: "2026-07-01" }, noon("2026-06-01"))).toBe(false);
});

test("what an act has stopped, or will, takes no new version; what has run out may be renewed", () => {
  const resumed = { ...running, previousStatus: "suspended" as const, statusFrom: "2026-06-02" };
  expect(takesVersion(running, noon("2027-06-01"))).toBe(true);
  expect(
    takesVersion({ ...running, storedStatus: "revoked", statusFrom: "2026-06-02" }, noon("2026-06-01")),
  ).toBe(false);
  expect([noon("2026-06-01"), noon("2026-06-02")].map((day) => takesVersion(resumed, day))).toEqual([
    false,
    true,
  ]);
});
