import type { ReactNode } from "react";
import { Tabs as AriaTabs, Tab, TabList, TabPanel } from "react-aria-components/Tabs";
import { AriaLocale } from "./aria-locale.tsx";
import { classNames } from "./class-names.ts";
import styles from "./tabs.module.css";

const c = classNames(styles);

export interface TabEntry {
  readonly id: string;
  readonly label: ReactNode;
  /** How many wait behind it. */
  readonly count?: number;
  readonly content: ReactNode;
}

export interface TabsProps {
  readonly label: string;
  readonly tabs: readonly TabEntry[];
  /** Controlled, for a tab kept in the address; otherwise the first is open. */
  readonly selected?: string;
  readonly onSelect?: (id: string) => void;
}

export function Tabs({ label, tabs, selected, onSelect }: TabsProps) {
  return (
    <AriaLocale>
      <AriaTabs
        className={c("tabs")}
        keyboardActivation="manual"
        {...(selected !== undefined && { selectedKey: selected })}
        {...(onSelect && { onSelectionChange: (key) => onSelect(String(key)) })}
      >
        <TabList className={c("list")} aria-label={label}>
          {tabs.map((tab) => (
            <Tab key={tab.id} id={tab.id} className={c("tab")}>
              <span>{tab.label}</span>
              {tab.count !== undefined && <span className={c("count")}>{tab.count}</span>}
            </Tab>
          ))}
        </TabList>
        {tabs.map((tab) => (
          <TabPanel key={tab.id} id={tab.id} className={c("panel")}>
            {tab.content}
          </TabPanel>
        ))}
      </AriaTabs>
    </AriaLocale>
  );
}
