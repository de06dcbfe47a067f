import type { TypeDefinition, UseRequestState } from "@liangzheng/contract";
import { answerDays, longestUseDays } from "@liangzheng/contract";
import { dateInShanghai, isCalendarDate } from "@liangzheng/ident";
import type { FieldFault } from "@liangzheng/problem";

/** How long a code for one reading lives, minutes; and how long a single reading may wait to be made, days. */
export const codeMinutes = 5;
export const singleReadingDays = 7;

const day = 24 * 3_600_000;
/** The calendar day so many days after an instant, Asia/Shanghai. */
const dayAfter = (at: Date, days: number): string => dateInShanghai(new Date(at.getTime() + days * day));

/** When a request that nobody has answered is over. */
export const answerBy = (askedAt: Date): Date => new Date(askedAt.getTime() + answerDays * day);

/** What stands against a last day of reading. Null, a single reading, is always allowed. */
export function untilFaults(until: string | null, now: Date, field: string): readonly FieldFault[] {
  if (until === null) return [];
  if (!isCalendarDate(until)) return [{ field, rule: "calendar-date", message: "is no day of the calendar" }];
  if (until < dateInShanghai(now)) return [{ field, rule: "past", message: "is over" }];
  return until > dayAfter(now, longestUseDays)
    ? [{ field, rule: "too-long", message: `is more than ${longestUseDays} days ahead` }]
    : [];
}

/** A single reading that is not made is over too. */
export const validUntil = (until: string | null, now: Date): string =>
  until ?? dayAfter(now, singleReadingDays);

/** Fields a holder can be asked for: what the face shows. What is kept and not printed is nobody's to ask for. */
export const faceOf = (definition: TypeDefinition): TypeDefinition["fields"] =>
  definition.fields.filter(({ printed }) => printed !== false);

/** Each of the fields asked for that is not among those allowed, by its place. */
export const fieldsBeyond = (
  asked: readonly string[],
  allowed: readonly string[],
  field: string,
): readonly FieldFault[] =>
  asked.flatMap((id, at) =>
    allowed.includes(id)
      ? []
      : [
          {
            field: `${field}/${at}`,
            rule: "over-asking",
            message: `${id} is not among what may be asked for`,
          },
        ],
  );

export interface Asked {
  readonly state: "asked" | "agreed" | "refused";
  readonly answerBy: Date;
}
export interface Agreed {
  readonly validUntil: string;
  readonly spentAt: Date | null;
  readonly withdrawnAt: Date | null;
}

/** Where a request stands. What time has ended is computed when asked and never stored. */
export function useStateAt(asked: Asked, agreed: Agreed | null, now: Date): UseRequestState {
  if (asked.state === "refused") return "refused";
  if (agreed === null) return now > asked.answerBy ? "unanswered" : "waiting";
  if (agreed.withdrawnAt !== null) return "withdrawn";
  if (agreed.spentAt !== null) return "spent";
  return dateInShanghai(now) > agreed.validUntil ? "expired" : "live";
}
