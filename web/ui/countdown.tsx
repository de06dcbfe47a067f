import { useEffect, useRef, useState } from "react";
import { classNames } from "./class-names.ts";
import styles from "./countdown.module.css";
import { useText } from "./text.ts";
import { uiText } from "./ui-text.ts";

const c = classNames(styles);

export interface CountdownProps {
  /** When it ends, in milliseconds since 1970. */
  readonly until: number;
  /** The whole span in seconds: what a full ring means. */
  readonly seconds: number;
  /** `(left) => "37 秒后自动更换"` */
  readonly label?: (left: number) => string;
  readonly onEnd?: () => void;
  readonly size?: number;
}

const RADIUS = 10;
const ROUND = 2 * Math.PI * RADIUS;

/** Counts from the clock and not from ticks, so that a phone that slept is right at once. */
export function Countdown({ until, seconds, label, onEnd, size = 28 }: CountdownProps) {
  const text = useText(uiText);
  const [left, setLeft] = useState(() => secondsUntil(until));
  const ended = useRef(onEnd);
  ended.current = onEnd;

  useEffect(() => {
    let over = false;
    const look = (): void => {
      const now = secondsUntil(until);
      setLeft(now);
      if (now > 0 || over) return;
      over = true;
      ended.current?.();
    };
    look();
    const timer = setInterval(look, 500);
    return () => clearInterval(timer);
  }, [until]);

  const share = Math.min(1, Math.max(0, left / seconds));
  return (
    <div className={c("countdown", left <= 10 && "soon")} role="timer" aria-live="off">
      <svg width={size} height={size} viewBox="0 0 24 24" aria-hidden="true" fill="none">
        <circle cx="12" cy="12" r={RADIUS} stroke="var(--line-soft)" strokeWidth="4" />
        <circle
          className={c("arc")}
          cx="12"
          cy="12"
          r={RADIUS}
          stroke="currentColor"
          strokeWidth="4"
          strokeDasharray={ROUND}
          strokeDashoffset={ROUND * (1 - share)}
          transform="rotate(-90 12 12)"
        />
      </svg>
      <span className={c("words")}>{(label ?? text.countdown.left)(left)}</span>
    </div>
  );
}

const secondsUntil = (until: number): number => Math.max(0, Math.ceil((until - Date.now()) / 1000));
