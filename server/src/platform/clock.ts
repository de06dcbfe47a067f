/** The time, and whether it may be certified. */
export interface Clock {
  now(): Date;
  /**
   * What speaks against certifying this time, for operators; nothing where nothing does.
   * @param newest the latest time that was certified before: time does not run back.
   */
  doubt(newest: Date | undefined): string | undefined;
}

/** How far two looks may differ: what an adjustment in small steps (NTP) does not reach. */
const jumpMs = 1_000;
/** A clock that was set is believed again after this long without another jump. */
const quietMs = 60_000;
/** Processes of one deployment whose clocks differ by less do not stop each other. */
const toleranceMs = 2_000;

export interface WatchedClock extends Clock {
  /** Compares the two clocks: to be called every few seconds, so that a jump is noticed when it happens. */
  look(): void;
}

/**
 * A clock that is watched against one that only ever runs forward: when the two have not moved alike, somebody has set the
 * time, or the machine was stopped meanwhile. What was wrong from the start it cannot see.
 * @param steady milliseconds since whenever.
 */
export function watchClock({
  now,
  steady,
}: {
  readonly now: () => Date;
  readonly steady: () => number;
}): WatchedClock {
  let wall = now().getTime();
  let even = steady();
  let jump: { readonly at: number; readonly by: number } | undefined;
  const look = (): void => {
    const [wallNow, evenNow] = [now().getTime(), steady()];
    const by = Math.round(wallNow - wall - (evenNow - even));
    if (Math.abs(by) > jumpMs) jump = { at: evenNow, by };
    else if (jump !== undefined && evenNow - jump.at >= quietMs) jump = undefined;
    [wall, even] = [wallNow, evenNow];
  };
  return {
    now,
    look,
    doubt(newest) {
      look();
      if (jump !== undefined) return `the clock jumped by ${jump.by} ms less than a minute ago`;
      return doubtAfter(newest, now());
    },
  };
}

/** Whether the time lies before the newest that was certified. */
export function doubtAfter(newest: Date | undefined, now: Date): string | undefined {
  return newest !== undefined && newest.getTime() > now.getTime() + toleranceMs
    ? `the clock stands before the newest time stamp, of ${newest.toISOString()}`
    : undefined;
}
