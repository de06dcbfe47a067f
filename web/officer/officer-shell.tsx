import type { ReactNode } from "react";
import { useSession } from "../api/index.ts";
import { AppShell, type NavEntry, OfflineBanner, useText } from "../ui/index.ts";
import styles from "./officer-shell.module.css";
import { officerText } from "./officer-text.ts";

/** Header with the officer's own name and unit, and three tabs. */
export function OfficerShell({ children }: { children: ReactNode }) {
  const text = useText(officerText);
  const { session } = useSession();
  const tabs: readonly NavEntry[] = [
    { href: "/", label: text.tabs.scan, icon: "scan" },
    { href: "/verifications", label: text.tabs.history, icon: "history" },
    { href: "/me", label: text.tabs.me, icon: "person" },
  ];
  return (
    <div className={styles["shell"]}>
      <AppShell
        appName={text.app}
        place={session?.organ?.name ?? text.place}
        nav={tabs}
        tabs={tabs}
        banner={<OfflineBanner />}
        {...(session?.name && {
          who: { name: session.name, ...(session.cardNumber && { role: session.cardNumber }) },
        })}
      >
        {children}
      </AppShell>
    </div>
  );
}
