import { useEffect } from "react";

interface Lock {
  readonly release: () => Promise<void>;
}
type Waking = Navigator & { readonly wakeLock?: { readonly request: (type: "screen") => Promise<Lock> } };

/** Keeps the screen lit while a code is held out. Where the browser cannot, nothing happens. */
export function useWakeLock(wanted: boolean): void {
  useEffect(() => {
    if (!wanted) return;
    let lock: Lock | undefined;
    let over = false;
    const take = async (): Promise<void> => {
      if (document.visibilityState !== "visible") return;
      const taken = await (navigator as Waking).wakeLock?.request("screen").catch(() => undefined);
      if (over) await taken?.release();
      else lock = taken;
    };
    const retake = (): void => void take();
    retake();
    // The browser takes the lock back whenever the page is hidden.
    document.addEventListener("visibilitychange", retake);
    return () => {
      over = true;
      document.removeEventListener("visibilitychange", retake);
      void lock?.release();
    };
  }, [wanted]);
}
