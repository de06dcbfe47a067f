/** What was before, what is, and what was undone: values that are never changed, only replaced. */
export interface History<T> {
  readonly past: readonly T[];
  readonly now: T;
  readonly future: readonly T[];
  /** When `now` came to be, milliseconds. */
  readonly at: number;
  /** What it was a part of: a drag, a word, an arrow key held down. */
  readonly stroke?: string | undefined;
}

/** Changes of one stroke that follow one another faster than this are one step. */
const pause = 700;
/** Steps that are kept. */
const most = 100;

export const begun = <T>(now: T): History<T> => ({ past: [], now, future: [], at: Number.NEGATIVE_INFINITY });

/** @param stroke the name of what the change belongs to; without one it is a step of its own. */
export function changed<T>(history: History<T>, next: T, time: number, stroke?: string): History<T> {
  const { past, now, at } = history;
  const goesOn = stroke !== undefined && stroke === history.stroke && time - at < pause;
  const before = goesOn ? past : [...past, now].slice(-most);
  return { past: before, now: next, future: [], at: time, stroke };
}

/** The step before; the same where there is none. What comes next is a step of its own. */
export function undone<T>(history: History<T>): History<T> {
  const { past, now, future } = history;
  const last = past.at(-1);
  if (last === undefined) return history;
  return { past: past.slice(0, -1), now: last, future: [now, ...future], at: Number.NEGATIVE_INFINITY };
}

export function redone<T>(history: History<T>): History<T> {
  const { past, now, future } = history;
  const [next, ...rest] = future;
  if (next === undefined) return history;
  return { past: [...past, now], now: next, future: rest, at: Number.NEGATIVE_INFINITY };
}
