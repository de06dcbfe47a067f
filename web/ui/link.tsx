import { type AnchorHTMLAttributes, createContext, type MouseEvent, type ReactNode, useContext } from "react";
import { classNames } from "./class-names.ts";
import styles from "./link.module.css";

const c = classNames(styles);

export interface Navigation {
  /** Put before every app-relative href: `/wallet`. */
  readonly base: string;
  /** The app's own path, without the base: `/licences`. */
  readonly path: string;
  readonly navigate: (href: string) => void;
}

const NavigationContext = createContext<Navigation>({
  base: "",
  path: "",
  navigate: (href) => location.assign(href),
});

/** Tells the design system how the app's router moves, so that it needs to know no router. */
export function NavigationProvider({ value, children }: { value: Navigation; children: ReactNode }) {
  return <NavigationContext.Provider value={value}>{children}</NavigationContext.Provider>;
}

export const useNavigation = (): Navigation => useContext(NavigationContext);

const leavesApp = (href: string): boolean => !href.startsWith("/") || href.startsWith("//");

interface LinkTarget {
  readonly href: string;
  readonly onClick: (event: MouseEvent<HTMLAnchorElement>) => void;
}

/** Real addresses, so that new tabs and copying work; plain clicks stay inside the app. */
export function useLinkTarget(
  href: string,
  onClick?: (event: MouseEvent<HTMLAnchorElement>) => void,
): LinkTarget {
  const { base, navigate } = useNavigation();
  const outside = leavesApp(href);
  return {
    href: outside ? href : base + href,
    onClick: (event) => {
      onClick?.(event);
      const plain =
        event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
      const { target, download } = event.currentTarget;
      if (event.defaultPrevented || outside || !plain || download || (target && target !== "_self")) return;
      event.preventDefault();
      navigate(href);
    },
  };
}

export interface LinkProps extends AnchorHTMLAttributes<HTMLAnchorElement> {
  /** `/path` inside the app, or a full address outside it. */
  readonly href: string;
  /** `plain` wears no underline or colour of its own: cards and rows. */
  readonly look?: "text" | "plain";
}

export function Link({ href, look = "text", onClick, className, ...rest }: LinkProps) {
  const target = useLinkTarget(href, onClick);
  return <a {...rest} {...target} className={className ?? c(look)} />;
}
