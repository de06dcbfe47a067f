import type { ReactNode } from "react";
import styles from "./card.module.css";
import { classNames } from "./class-names.ts";

const c = classNames(styles);

export interface CardProps {
  readonly title?: ReactNode;
  /** Right of the title: a badge, a link. */
  readonly aside?: ReactNode;
  readonly children?: ReactNode;
  readonly footer?: ReactNode;
  /** No padding: lists and tables bring their own. */
  readonly flush?: boolean;
  readonly level?: 2 | 3;
  readonly tone?: "paper" | "sunk" | "blue";
}

export function Card({ title, aside, children, footer, flush, level = 2, tone = "paper" }: CardProps) {
  const Heading = `h${level}` as const;
  return (
    <section className={c("card", tone)}>
      {title && (
        <header className={c("header")}>
          <Heading className={c("title")}>{title}</Heading>
          {aside}
        </header>
      )}
      {children && <div className={c(flush ? "flush" : "body")}>{children}</div>}
      {footer && <footer className={c("footer")}>{footer}</footer>}
    </section>
  );
}
