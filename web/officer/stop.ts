import { useSyncExternalStore } from "react";
import { purposes } from "./purposes.ts";

export type Purpose = (typeof purposes)[number];

/** One stop at one place for one purpose: said once, used for every check until it is changed. */
export interface Stop {
  readonly purpose: Purpose;
  readonly place: string;
}

const KEY = "lz.officer.stop";
const listeners = new Set<() => void>();
let current: Stop | undefined = read();

function read(): Stop | undefined {
  try {
    const value: unknown = JSON.parse(sessionStorage.getItem(KEY) ?? "null");
    if (typeof value !== "object" || value === null) return undefined;
    const { purpose, place } = value as Readonly<Record<string, unknown>>;
    const known = purposes.find((one) => one === purpose);
    return known && { purpose: known, place: typeof place === "string" ? place : "" };
  } catch {
    return undefined;
  }
}

export function setStop(stop: Stop | undefined): void {
  current = stop;
  try {
    if (stop) sessionStorage.setItem(KEY, JSON.stringify(stop));
    else sessionStorage.removeItem(KEY);
  } catch {
    // Forbidden storage: the stop lasts as long as the page.
  }
  for (const listener of listeners) listener();
}

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export const useStop = (): Stop | undefined => useSyncExternalStore(subscribe, () => current);
