import type { HTMLAttributes } from "react";
import { classNames } from "./class-names.ts";
import styles from "./visually-hidden.module.css";

const c = classNames(styles);

/** Words for screen readers only. */
export function VisuallyHidden(props: HTMLAttributes<HTMLSpanElement>) {
  return <span {...props} className={c("hidden")} />;
}
