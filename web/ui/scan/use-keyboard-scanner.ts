import { useEffect, useRef } from "react";
import { type KeyboardScan, NO_SCAN, stepKeyboardScan } from "./keyboard.ts";

/**
 * Listens to a window scanner that types, wherever the focus is and with any input method on.
 * The few keys before it is recognised reach the focused field; the rest and the Enter do not.
 */
export function useKeyboardScanner(onText: (text: string) => void, enabled = true): void {
  const latest = useRef(onText);
  latest.current = onText;
  useEffect(() => {
    if (!enabled) return;
    let scan: KeyboardScan = NO_SCAN;
    const onKey = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
      const step = stepKeyboardScan(scan, { code: event.code, shift: event.shiftKey, at: event.timeStamp });
      scan = step.scan;
      if (step.swallow) {
        event.preventDefault();
        event.stopPropagation();
      }
      if (step.text !== undefined) latest.current(step.text);
    };
    addEventListener("keydown", onKey, { capture: true });
    return () => removeEventListener("keydown", onKey, { capture: true });
  }, [enabled]);
}
