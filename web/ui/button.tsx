import type { AnchorHTMLAttributes, ButtonHTMLAttributes, ReactNode, Ref } from "react";
import styles from "./button.module.css";
import { classNames } from "./class-names.ts";
import { Icon } from "./icon.tsx";
import type { IconName } from "./icon-paths.ts";
import { useLinkTarget } from "./link.tsx";
import { Spinner } from "./spinner.tsx";
import { useText } from "./text.ts";
import { uiText } from "./ui-text.ts";
import { VisuallyHidden } from "./visually-hidden.tsx";

const c = classNames(styles);

export type ButtonVariant = "primary" | "secondary" | "quiet" | "danger" | "on-blue";

interface ButtonLook {
  readonly variant?: ButtonVariant;
  readonly icon?: IconName;
  readonly iconAfter?: IconName;
  /** `small` keeps the full touch target on touch screens; it only tightens the padding. */
  readonly size?: "small" | "medium" | "large";
  readonly wide?: boolean;
  readonly children?: ReactNode;
}

const look = ({ variant = "secondary", size = "medium", wide = false }: ButtonLook): string =>
  c("button", variant, size, wide && "wide");

export interface ButtonProps extends ButtonLook, Omit<ButtonHTMLAttributes<HTMLButtonElement>, "children"> {
  /** Shows progress and ignores presses, but keeps the focus and the width. */
  readonly pending?: boolean;
  readonly ref?: Ref<HTMLButtonElement>;
}

export function Button({
  variant,
  icon,
  iconAfter,
  size,
  wide,
  pending = false,
  children,
  onClick,
  ...rest
}: ButtonProps) {
  const text = useText(uiText);
  return (
    <button
      type="button"
      {...rest}
      className={look({ ...(variant && { variant }), ...(size && { size }), ...(wide && { wide }) })}
      aria-disabled={pending || rest["aria-disabled"] || undefined}
      data-pending={pending || undefined}
      onClick={pending ? (event) => event.preventDefault() : onClick}
    >
      {pending ? <Spinner /> : icon && <Icon name={icon} />}
      <span className={c("label")}>{children}</span>
      {iconAfter && <Icon name={iconAfter} />}
      <span role="status" className={c("live")}>
        {pending && <VisuallyHidden>{text.common.working}</VisuallyHidden>}
      </span>
    </button>
  );
}

export interface ButtonLinkProps
  extends ButtonLook,
    Omit<AnchorHTMLAttributes<HTMLAnchorElement>, "children"> {
  readonly href: string;
}

/** A link that looks like a button: for what opens a page. What changes something is a `Button`. */
export function ButtonLink({
  href,
  variant,
  icon,
  iconAfter,
  size,
  wide,
  children,
  onClick,
  ...rest
}: ButtonLinkProps) {
  const target = useLinkTarget(href, onClick);
  return (
    <a
      {...rest}
      {...target}
      className={look({ ...(variant && { variant }), ...(size && { size }), ...(wide && { wide }) })}
    >
      {icon && <Icon name={icon} />}
      <span className={c("label")}>{children}</span>
      {iconAfter && <Icon name={iconAfter} />}
    </a>
  );
}

export interface IconButtonProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, "children"> {
  readonly icon: IconName;
  /** Its name for screen readers, and the tooltip. */
  readonly label: string;
  readonly variant?: "quiet" | "on-blue" | "outline";
  readonly ref?: Ref<HTMLButtonElement>;
}

export function IconButton({ icon, label, variant = "quiet", ...rest }: IconButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      className={c("button", variant, "iconOnly")}
      aria-label={label}
      title={label}
    >
      <Icon name={icon} />
    </button>
  );
}
