import styles from "./breadcrumbs.module.css";
import { classNames } from "./class-names.ts";
import { Icon } from "./icon.tsx";
import { Link } from "./link.tsx";
import { useText } from "./text.ts";
import { uiText } from "./ui-text.ts";

const c = classNames(styles);

/** One step up, to a page that has an address: never "history back". */
export function BackLink({ href, children }: { href: string; children?: string }) {
  const text = useText(uiText);
  return (
    <Link href={href} look="plain" className={c("back")}>
      <Icon name="arrow-left" />
      {children ?? text.common.back}
    </Link>
  );
}

export interface Crumb {
  readonly label: string;
  /** The last one, where you are, has none. */
  readonly href?: string;
}

export function Breadcrumbs({ crumbs }: { crumbs: readonly Crumb[] }) {
  const text = useText(uiText);
  return (
    <nav aria-label={text.breadcrumbs.label}>
      <ol className={c("list")}>
        {crumbs.map(({ label, href }) => (
          <li key={label} className={c("crumb")}>
            {href === undefined ? <span aria-current="page">{label}</span> : <Link href={href}>{label}</Link>}
            {href !== undefined && <Icon name="chevron-right" size="1em" />}
          </li>
        ))}
      </ol>
    </nav>
  );
}
