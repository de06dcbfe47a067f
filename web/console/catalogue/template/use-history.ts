import { useEffect, useRef, useState } from "react";
import { begun, changed, type History, redone, undone } from "./history.ts";

export interface HistoryControl<T> {
  readonly now: T;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  readonly change: (next: T, stroke?: string) => void;
  readonly undo: () => void;
  readonly redo: () => void;
}

/** A value whose changes can be taken back. `onChange` hears of every one of them, back and forth. */
export function useHistory<T>(initial: T, onChange: (now: T) => void): HistoryControl<T> {
  // What is pressed twice before the page is drawn anew counts twice.
  const held = useRef<History<T>>(undefined);
  held.current ??= begun(initial);
  const [history, setHistory] = useState(held.current);
  const take = (next: History<T>): void => {
    held.current = next;
    setHistory(next);
    onChange(next.now);
  };
  const current = (): History<T> => held.current ?? history;
  return {
    now: history.now,
    canUndo: history.past.length > 0,
    canRedo: history.future.length > 0,
    change: (next, stroke) => take(changed(current(), next, Date.now(), stroke)),
    undo: () => take(undone(current())),
    redo: () => take(redone(current())),
  };
}

/** Ctrl+Z and Ctrl+Shift+Z (Ctrl+Y), with the command key on a Mac. Where text is typed they mean that text. */
export function useUndoKeys(undo: () => void, redo: () => void): void {
  const acts = useRef({ undo, redo });
  useEffect(() => {
    acts.current = { undo, redo };
  });
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
      const key = event.key.toLowerCase();
      if (key !== "z" && key !== "y") return;
      if (event.target instanceof HTMLElement && event.target.matches(typed)) return;
      event.preventDefault();
      if (key === "y" || event.shiftKey) acts.current.redo();
      else acts.current.undo();
    };
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, []);
}

const typed = "textarea, [contenteditable], input:not([type=radio], [type=checkbox], [type=color])";
