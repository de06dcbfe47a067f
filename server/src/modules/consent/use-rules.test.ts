import { endOfDayInShanghai, isCalendarDate, parseCalendarDate } from "@liangzheng/ident";
import fc from "fast-check";
import { expect, test } from "vitest";
import {
  type Agreed,
  type Asked,
  answerBy,
  fieldsBeyond,
  singleReadingDays,
  untilFaults,
  useStateAt,
  validUntil,
} from "./use-rules.ts";

const now = new Date("2026-03-02T02:00:00Z");
const asked = (change: Partial<Asked> = {}): Asked => ({
  state: "asked",
  answerBy: answerBy(now),
  ...change,
});
const agreed = (change: Partial<Agreed> = {}): Agreed => ({
  validUntil: "2026-03-10",
  spentAt: null,
  withdrawnAt: null,
  ...change,
});
const yes = asked({ state: "agreed" });

test("a request waits seven days to the instant, and is then unanswered", () => {
  const last = new Date("2026-03-09T02:00:00Z");
  expect(useStateAt(asked(), null, last)).toBe("waiting");
  expect(useStateAt(asked(), null, new Date(last.getTime() + 1))).toBe("unanswered");
});

test("what was agreed to lives to the end of its last day in Shanghai", () => {
  const end = endOfDayInShanghai(parseCalendarDate("2026-03-10"));
  expect(useStateAt(yes, agreed(), new Date(end.getTime() - 1))).toBe("live");
  expect(useStateAt(yes, agreed(), end)).toBe("expired");
});

test("withdrawn is told before spent, and spent before expired, whenever it is asked", () => {
  fc.assert(
    fc.property(fc.integer({ min: -40, max: 400 }), fc.boolean(), fc.boolean(), (days, spent, withdrawn) => {
      const at = new Date(now.getTime() + days * 24 * 3_600_000);
      const state = useStateAt(
        yes,
        agreed({ spentAt: spent ? now : null, withdrawnAt: withdrawn ? now : null }),
        at,
      );
      if (withdrawn) expect(state).toBe("withdrawn");
      else if (spent) expect(state).toBe("spent");
      else expect(["live", "expired"]).toContain(state);
    }),
  );
});

test.each<[string | null, string | undefined]>([
  [null, undefined],
  ["2026-03-02", undefined],
  ["2026-04-01", undefined],
  ["2026-04-02", "too-long"],
  ["2026-03-01", "past"],
  ["2026-02-30", "calendar-date"],
])("%s as the last day of reading is judged", (until, rule) => {
  expect(untilFaults(until, now, "/until")[0]?.rule).toBe(rule);
});

test("a single reading has a last day as well", () => {
  expect(singleReadingDays).toBe(7);
  expect(validUntil(null, now)).toBe("2026-03-09");
  expect(isCalendarDate(validUntil(null, now))).toBe(true);
  expect(validUntil("2026-03-05", now)).toBe("2026-03-05");
});

test("each field too many is named, with its place, and no other", () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.stringMatching(/^[A-Z]{1,4}$/)), fc.array(fc.boolean()), (ids, allow) => {
      const allowed = ids.filter((_, at) => allow[at]);
      const beyond = fieldsBeyond(ids, allowed, "/fields");
      expect(beyond.map(({ field }) => field)).toEqual(
        ids.flatMap((id, at) => (allowed.includes(id) ? [] : [`/fields/${at}`])),
      );
    }),
  );
});
