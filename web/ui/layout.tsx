import type { ReactNode } from "react";
import { BackLink } from "./breadcrumbs.tsx";
import { classNames } from "./class-names.ts";
import styles from "./layout.module.css";
import { usePageTitle } from "./page-title.ts";

const c = classNames(styles);

export interface StackProps {
  readonly children: ReactNode;
  readonly gap?: "s" | "m" | "l" | "xl";
}

/** Things below each other. */
export const Stack = ({ children, gap = "m" }: StackProps) => (
  <div className={c("stack", gap)}>{children}</div>
);

export interface RowProps extends StackProps {
  readonly align?: "start" | "end" | "between";
  /** Buttons of a page: full width on phones and in 长辈版. */
  readonly fill?: boolean;
}

/** Things beside each other, wrapping. */
export const Row = ({ children, gap = "s", align = "start", fill = false }: RowProps) => (
  <div className={c("row", gap, align, fill && "fill")}>{children}</div>
);

/** As many columns as fit at `min` rem each; one in 长辈版. */
export function Grid({ children, columns = 2 }: { children: ReactNode; columns?: 2 | 3 | 4 }) {
  return <div className={c("grid", `columns${columns}`)}>{children}</div>;
}

export interface PageProps {
  /** Both the heading and the document title. */
  readonly title: string;
  readonly lead?: ReactNode;
  /** Where "返回" goes. */
  readonly backHref?: string;
  /** Beside the heading: the page's own buttons. */
  readonly actions?: ReactNode;
  readonly children: ReactNode;
  /** `reading`: a comfortable line length for forms and text. */
  readonly width?: "reading" | "wide";
}

export function Page({ title, lead, backHref, actions, children, width = "wide" }: PageProps) {
  usePageTitle(title);
  return (
    <div className={c("page", width)}>
      {backHref !== undefined && <BackLink href={backHref} />}
      <header className={c("heading")}>
        <div className={c("words")}>
          <h1 className={c("title")}>{title}</h1>
          {lead && <p className={c("lead")}>{lead}</p>}
        </div>
        {actions && <div className={c("actions")}>{actions}</div>}
      </header>
      {children}
    </div>
  );
}
