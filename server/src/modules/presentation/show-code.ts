/** How long a code lives on the screen, and can be redeemed. */
export const lifetimeSeconds = 60;
/** How long a verifier may look again at what was shown, and the holder may still allow more. */
export const lookAgainMinutes = 15;
export const disclosureMinutes = 5;
/** Typed codes can be guessed at: after so many misses the account waits. */
export const missesAllowed = 5;
export const lockMinutes = 10;

export type Outcome = "answered" | "replayed" | "expired" | "unknown";

/** Why a code was not redeemed: used before it is late, late before it is anything else. */
export function refusalOf({ state }: { readonly state: string }): Exclude<Outcome, "answered"> {
  switch (state) {
    case "used":
      return "replayed";
    case "expired":
      return "expired";
    default:
      // Of a licence that is no longer there, too.
      return "unknown";
  }
}

export const minutesAfter = (at: Date, minutes: number): Date => new Date(at.getTime() + minutes * 60_000);
