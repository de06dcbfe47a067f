import { useEffect, useState } from "react";

/** A value once it has stopped changing for this many milliseconds: nobody draws a page for every step of a hand. */
export function useSettled<T>(value: T, milliseconds: number): T {
  const [settled, setSettled] = useState(value);
  const said = JSON.stringify(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(JSON.parse(said) as T), milliseconds);
    return () => clearTimeout(timer);
  }, [said, milliseconds]);
  return settled;
}
