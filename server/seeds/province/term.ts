import type { Random } from "../random.ts";
import { addDays, endOfTerm, later } from "./day.ts";

interface Term {
  readonly issuedOn: string;
  readonly validFrom: string;
  readonly validTo: string;
}

/** Where a licence stands in its term: `ending` ones run out within two months. */
export type Standing = "running" | "ending" | "expired" | "pending";

/**
 * A term of so many years that stands so today.
 * @param notBefore the holder did not exist, or was too young, before this day.
 */
export function planTerm(
  today: string,
  years: number,
  standing: Standing,
  random: Random,
  notBefore = "",
): Term {
  switch (standing) {
    case "running": {
      const oldest = addDays(today, -years * 365 + 75);
      const from = later(later(oldest, notBefore), addDays(today, -random.integer(3, years * 365 - 80)));
      return { issuedOn: from, validFrom: from, validTo: endOfTerm(from, years) };
    }
    case "ending":
    case "expired": {
      const days = standing === "ending" ? random.integer(5, 55) : -random.integer(4, 210);
      const from = endOfTerm(addDays(today, days + 2), -years);
      return { issuedOn: from, validFrom: from, validTo: endOfTerm(from, years) };
    }
    case "pending": {
      const from = addDays(today, random.integer(7, 45));
      return {
        issuedOn: addDays(today, -random.integer(1, 4)),
        validFrom: from,
        validTo: endOfTerm(from, years),
      };
    }
  }
}

/** The first few of a list stand otherwise than the rest. */
export function standingAt(at: number, few: Partial<Readonly<Record<Standing, number>>>): Standing {
  let upTo = 0;
  for (const standing of ["expired", "pending", "ending"] as const) {
    upTo += few[standing] ?? 0;
    if (at < upTo) return standing;
  }
  return "running";
}
