import { useSyncExternalStore } from "react";

/** A setting of this browser that survives a reload and is shared by everything on the page and by other tabs. */
export interface StoredChoice<Value extends string> {
  readonly get: () => Value;
  readonly set: (value: Value) => void;
  readonly use: () => Value;
}

/**
 * Storage may be forbidden (private windows, embedded WebViews): then the choice lasts as long as the page.
 * `apply` puts the value on the document, at once and at every change.
 */
export function storedChoice<const Value extends string>(
  key: string,
  values: readonly [Value, ...Value[]],
  apply: (value: Value) => void,
  initial: () => string | undefined = () => undefined,
): StoredChoice<Value> {
  const known = (value: string | null | undefined): Value | undefined => values.find((one) => one === value);
  const listeners = new Set<() => void>();
  let current: Value = known(read(key)) ?? known(initial()) ?? values[0];

  const adopt = (value: Value): void => {
    current = value;
    apply(value);
    for (const listener of listeners) listener();
  };

  if (typeof document !== "undefined") {
    apply(current);
    window.addEventListener("storage", (event) => {
      const value = event.key === key ? known(event.newValue) : undefined;
      if (value !== undefined && value !== current) adopt(value);
    });
  }

  const get = (): Value => current;
  const subscribe = (listener: () => void): (() => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
  return {
    get,
    set: (value) => {
      write(key, value);
      adopt(value);
    },
    use: () => useSyncExternalStore(subscribe, get, get),
  };
}

function read(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function write(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // Forbidden storage: the choice lasts as long as the page.
  }
}
