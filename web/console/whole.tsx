import type { ReactNode } from "react";
import styles from "./console.module.css";

/** A few words that stay on one line: a state, a day, a level. */
export const Whole = ({ children }: { children: ReactNode }) => (
  <span className={styles["whole"]}>{children}</span>
);
