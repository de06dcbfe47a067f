import { useId } from "react";
import { classNames } from "./class-names.ts";
import styles from "./progress-bar.module.css";

const c = classNames(styles);

export interface ProgressBarProps {
  readonly label: string;
  /** Nothing: it takes a while and nobody knows how long. */
  readonly value?: number;
  readonly max?: number;
  /** `320 / 1000 份` */
  readonly detail?: string;
}

export function ProgressBar({ label, value, max = 100, detail }: ProgressBarProps) {
  const id = useId();
  const percent = value === undefined ? undefined : Math.round((100 * value) / max);
  return (
    <div className={c("progress")}>
      <div className={c("head")}>
        <span className={c("label")} id={id}>
          {label}
        </span>
        <span className={c("detail")}>{detail ?? (percent === undefined ? "" : `${percent}%`)}</span>
      </div>
      <div
        className={c("track")}
        role="progressbar"
        aria-labelledby={id}
        aria-valuemin={0}
        aria-valuemax={max}
        aria-valuenow={value}
        aria-valuetext={detail}
      >
        <div
          className={c("bar", percent === undefined && "busy")}
          style={percent === undefined ? undefined : { width: `${percent}%` }}
        />
      </div>
    </div>
  );
}

export interface StepsProps {
  readonly label: string;
  readonly steps: readonly string[];
  /** From 0. */
  readonly current: number;
}

/** 第 2 步 / 共 4 步. */
export const Steps = ({ label, steps, current }: StepsProps) => (
  <ol className={c("steps")} aria-label={label}>
    {steps.map((step, at) => (
      <li
        key={step}
        className={c("step", at < current && "done", at === current && "current")}
        aria-current={at === current ? "step" : undefined}
      >
        <span className={c("number")}>{at + 1}</span>
        <span className={c("name")}>{step}</span>
      </li>
    ))}
  </ol>
);
