import type { ReactNode } from "react";
import styles from "./app-shell.module.css";
import { classNames } from "./class-names.ts";
import { Icon } from "./icon.tsx";
import type { IconName } from "./icon-paths.ts";
import { Link, useNavigation } from "./link.tsx";
import { useAppTitle } from "./page-title.ts";
import { LanguageSwitch, ModeSwitch } from "./preferences.tsx";
import { useText } from "./text.ts";
import { uiText } from "./ui-text.ts";
import { VisuallyHidden } from "./visually-hidden.tsx";

const c = classNames(styles);

export interface NavEntry {
  readonly href: string;
  readonly label: string;
  readonly icon: IconName;
  /** How many wait there. */
  readonly count?: number;
  /** Starts a new group in the side navigation. */
  readonly group?: string;
}

export interface AppShellProps {
  readonly appName: string;
  /** Below the app name: the deployment, the region. */
  readonly place?: string;
  readonly homeHref?: string;
  /** In whose name the app acts now. */
  readonly who?: { readonly name: string; readonly role?: string };
  /** Right in the header: a menu, a switch of identity. */
  readonly actions?: ReactNode;
  readonly nav?: readonly NavEntry[];
  /** Entries of the bottom bar on phones (≤ 5); left out, the phone shows the navigation as a row of links. */
  readonly tabs?: readonly NavEntry[];
  /** Above everything: `OfflineBanner`. */
  readonly banner?: ReactNode;
  readonly footer?: ReactNode;
  readonly children: ReactNode;
}

/** Header, skip link, navigation, main, and the display and language switches that every page must offer. */
export function AppShell(props: AppShellProps) {
  const {
    appName,
    place,
    homeHref = "/",
    who,
    actions,
    nav = [],
    tabs = [],
    banner,
    footer,
    children,
  } = props;
  const text = useText(uiText).shell;
  useAppTitle(appName);
  return (
    <div className={c("shell", nav.length > 0 && "withNav", tabs.length > 0 && "withTabs")}>
      {/* biome-ignore lint/a11y/useValidAnchor: by script, or the hash would enter the history and reach the router */}
      <a className={c("skip")} href="#main" onClick={skip}>
        {text.skip}
      </a>
      <header className={c("header")}>
        <div className={c("bar")}>
          <Link href={homeHref} className={c("brand")}>
            <Mark />
            <span className={c("names")}>
              <span className={c("appName")}>{appName}</span>
              {place && <span className={c("place")}>{place}</span>}
            </span>
          </Link>
          <div className={c("right")}>
            {who && (
              <p className={c("who")}>
                <VisuallyHidden>{text.you} </VisuallyHidden>
                <span className={c("whoName")}>{who.name}</span>
                {who.role && <span className={c("whoRole")}>{who.role}</span>}
              </p>
            )}
            {actions}
          </div>
        </div>
      </header>
      {banner}
      <div className={c("columns")}>
        {nav.length > 0 && (
          <nav className={c("side")} aria-label={text.main}>
            <ul className={c("sideList")}>
              {nav.map((entry) => (
                <NavItem key={entry.href} entry={entry} />
              ))}
            </ul>
          </nav>
        )}
        <div className={c("content")}>
          <main className={c("main")} id="main" tabIndex={-1}>
            {children}
          </main>
          <footer className={c("footer")}>
            <section className={c("preferences")} aria-label={text.preferences}>
              <ModeSwitch />
              <LanguageSwitch />
            </section>
            {footer}
          </footer>
        </div>
      </div>
      {tabs.length > 0 && (
        <nav className={c("tabs")} aria-label={nav.length > 0 ? text.tabs : text.main}>
          <ul className={c("tabList")}>
            {tabs.map((entry) => (
              <TabItem key={entry.href} entry={entry} />
            ))}
          </ul>
        </nav>
      )}
    </div>
  );
}

function skip(event: { preventDefault: () => void }): void {
  event.preventDefault();
  document.getElementById("main")?.focus();
}

/** The entry whose page, or a page below it, is open. */
function useCurrent(href: string): "page" | undefined {
  const { path } = useNavigation();
  const here = path.replace(/\/$/, "") || "/";
  return here === href || (href !== "/" && here.startsWith(`${href}/`)) ? "page" : undefined;
}

function NavItem({ entry }: { entry: NavEntry }) {
  const current = useCurrent(entry.href);
  return (
    <li>
      {entry.group && <p className={c("group")}>{entry.group}</p>}
      <Link href={entry.href} className={c("item")} aria-current={current}>
        <Icon name={entry.icon} />
        <span className={c("itemLabel")}>{entry.label}</span>
        {entry.count ? <span className={c("count")}>{entry.count}</span> : null}
      </Link>
    </li>
  );
}

function TabItem({ entry }: { entry: NavEntry }) {
  const current = useCurrent(entry.href);
  return (
    <li className={c("tabItem")}>
      <Link href={entry.href} className={c("tab")} aria-current={current}>
        <span className={c("tabIcon")}>
          <Icon name={entry.icon} size={24} />
          {entry.count ? <span className={c("dot")}>{entry.count}</span> : null}
        </span>
        <span>{entry.label}</span>
      </Link>
    </li>
  );
}

/** 亮证: a card held up, and checked. */
function Mark() {
  return (
    <svg
      className={c("mark")}
      width="34"
      height="34"
      viewBox="0 0 34 34"
      fill="none"
      aria-hidden="true"
      focusable="false"
    >
      <rect x="1" y="1" width="32" height="32" rx="9" fill="currentColor" opacity="0.16" />
      <rect x="7" y="9" width="20" height="16" rx="3" stroke="currentColor" strokeWidth="2" />
      <path
        d="m12.5 17 3.2 3.2 6-6.4"
        stroke="currentColor"
        strokeWidth="2.4"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}
