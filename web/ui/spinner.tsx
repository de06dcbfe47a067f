import { classNames } from "./class-names.ts";
import styles from "./spinner.module.css";

const c = classNames(styles);

/** Decoration: whoever shows it also says in words what is going on. */
export function Spinner({ size = "1.25em" }: { size?: number | string }) {
  return (
    <svg
      className={c("spinner")}
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      aria-hidden="true"
    >
      <circle cx="12" cy="12" r="9" stroke="currentColor" strokeWidth="2.5" opacity="0.25" />
      <path d="M21 12a9 9 0 0 0-9-9" stroke="currentColor" strokeWidth="2.5" strokeLinecap="round" />
    </svg>
  );
}
