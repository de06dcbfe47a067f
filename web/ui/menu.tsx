import type { ReactNode } from "react";
import { Button } from "react-aria-components/Button";
import { Menu as AriaMenu, MenuItem, MenuTrigger } from "react-aria-components/Menu";
import { Popover } from "react-aria-components/Popover";
import { AriaLocale } from "./aria-locale.tsx";
import { classNames } from "./class-names.ts";
import { Icon } from "./icon.tsx";
import type { IconName } from "./icon-paths.ts";
import { useNavigation } from "./link.tsx";
import styles from "./menu.module.css";

const c = classNames(styles);

export interface MenuEntry {
  readonly id: string;
  readonly label: ReactNode;
  readonly icon?: IconName;
  readonly danger?: boolean;
  readonly disabled?: boolean;
  /** Goes there inside the app; or does this. */
  readonly href?: string;
  readonly onSelect?: () => void;
}

export interface MenuProps {
  /** The name of the button; shown unless `icon` stands alone. */
  readonly label: string;
  readonly icon?: IconName;
  readonly iconOnly?: boolean;
  readonly look?: "outline" | "quiet" | "on-blue";
  readonly entries: readonly MenuEntry[];
}

export function Menu({ label, icon, iconOnly = false, look = "outline", entries }: MenuProps) {
  const { navigate } = useNavigation();
  return (
    <AriaLocale>
      <MenuTrigger>
        <Button
          className={c("trigger", look, iconOnly && "iconOnly")}
          {...(iconOnly && { "aria-label": label })}
        >
          {icon && <Icon name={icon} />}
          {!iconOnly && <span className={c("label")}>{label}</span>}
          {!iconOnly && <Icon name="chevron-down" size="1em" />}
        </Button>
        <Popover className={c("popover")} placement="bottom end">
          <AriaMenu className={c("menu")} aria-label={label}>
            {entries.map(({ id, label: words, icon: sign, danger, disabled, href, onSelect }) => (
              <MenuItem
                key={id}
                id={id}
                className={c("item", danger && "danger")}
                isDisabled={disabled ?? false}
                textValue={typeof words === "string" ? words : id}
                onAction={() => (href === undefined ? onSelect?.() : navigate(href))}
              >
                {sign && <Icon name={sign} />}
                <span>{words}</span>
              </MenuItem>
            ))}
          </AriaMenu>
        </Popover>
      </MenuTrigger>
    </AriaLocale>
  );
}
