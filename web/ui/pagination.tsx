import { Button } from "./button.tsx";
import { classNames } from "./class-names.ts";
import styles from "./pagination.module.css";
import { useText } from "./text.ts";
import { uiText } from "./ui-text.ts";

const c = classNames(styles);

export interface PaginationProps {
  /** From 1. */
  readonly page: number;
  readonly pageSize: number;
  readonly total: number;
  readonly onPage: (page: number) => void;
}

export function Pagination({ page, pageSize, total, onPage }: PaginationProps) {
  const text = useText(uiText).pagination;
  const pages = Math.max(1, Math.ceil(total / pageSize));
  const from = total === 0 ? 0 : (page - 1) * pageSize + 1;
  return (
    <nav className={c("pagination")} aria-label={text.label}>
      <p className={c("range")}>{text.range(from, Math.min(total, page * pageSize), total)}</p>
      <div className={c("buttons")}>
        <Button size="small" icon="chevron-left" disabled={page <= 1} onClick={() => onPage(page - 1)}>
          {text.previous}
        </Button>
        <span className={c("where")} aria-current="page">
          {text.pageOf(page, pages)}
        </span>
        <Button
          size="small"
          iconAfter="chevron-right"
          disabled={page >= pages}
          onClick={() => onPage(page + 1)}
        >
          {text.next}
        </Button>
      </div>
    </nav>
  );
}

export interface CursorPaginationProps {
  readonly hasPrevious: boolean;
  readonly hasNext: boolean;
  readonly onPrevious: () => void;
  readonly onNext: () => void;
}

/** For lists that are read by cursor and have no total. */
export function CursorPagination({ hasPrevious, hasNext, onPrevious, onNext }: CursorPaginationProps) {
  const text = useText(uiText).pagination;
  return (
    <nav className={c("pagination", "endwise")} aria-label={text.label}>
      <Button size="small" icon="chevron-left" disabled={!hasPrevious} onClick={onPrevious}>
        {text.previous}
      </Button>
      <Button size="small" iconAfter="chevron-right" disabled={!hasNext} onClick={onNext}>
        {text.next}
      </Button>
    </nav>
  );
}
