import type { ReactNode } from "react";
import { classNames } from "./class-names.ts";
import styles from "./description-list.module.css";

const c = classNames(styles);

export interface Description {
  readonly label: string;
  readonly value: ReactNode;
  /** Where the value came from: 来自营业执照. */
  readonly source?: ReactNode;
  /** A small button or link at the end of the row: 更正, 复制. */
  readonly action?: ReactNode;
  /** Tabular, slightly spaced: numbers and codes. */
  readonly numeric?: boolean;
}

export interface DescriptionListProps {
  readonly items: readonly Description[];
  /** `sides`: value at the right edge, for short values on a card. */
  readonly layout?: "rows" | "sides";
}

export const DescriptionList = ({ items, layout = "rows" }: DescriptionListProps) => (
  <dl className={c("list", layout)}>
    {items.map(({ label, value, source, action, numeric }) => (
      <div key={label} className={c("row")}>
        <dt className={c("label")}>{label}</dt>
        <dd className={c("value", numeric && "numeric")}>
          {value}
          {source && <span className={c("source")}>{source}</span>}
        </dd>
        {action && <dd className={c("action")}>{action}</dd>}
      </div>
    ))}
  </dl>
);
