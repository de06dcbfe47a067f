import { classNames } from "./class-names.ts";
import styles from "./icon.module.css";
import { ICON_PATHS, type IconName } from "./icon-paths.ts";

const c = classNames(styles);

export interface IconProps {
  readonly name: IconName;
  /** CSS pixels; without it the icon is as tall as the text beside it (1.25 em). */
  readonly size?: number | string;
  /** Only for an icon that stands alone and means something; otherwise it is decoration. */
  readonly label?: string;
  readonly className?: string;
}

export function Icon({ name, size = "1.25em", label, className }: IconProps) {
  const shape = ICON_PATHS[name];
  return (
    // biome-ignore lint/a11y/noSvgWithoutTitle: decoration is hidden, and what means something has a label
    <svg
      className={className ?? c("icon")}
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.8"
      strokeLinecap="round"
      strokeLinejoin="round"
      focusable="false"
      {...(label ? { role: "img", "aria-label": label } : { "aria-hidden": true })}
    >
      <path d={shape} />
    </svg>
  );
}
