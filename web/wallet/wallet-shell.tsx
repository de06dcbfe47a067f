import type { ReactNode } from "react";
import { useOperation, useSession } from "../api/index.ts";
import { AppShell, defineText, type NavEntry, OfflineBanner, useNavigation, useText } from "../ui/index.ts";
import { en } from "./text.en.ts";
import { zh } from "./text.zh-CN.ts";
import styles from "./wallet-shell.module.css";

const walletText = defineText(zh, en);

const NOTICES_EVERY_MS = 60_000;

/** Header with whose name is in use, bottom tabs, and the display switches on the home page. */
export function WalletShell({ children }: { children: ReactNode }) {
  const text = useText(walletText);
  const { session } = useSession();
  const { path } = useNavigation();
  const notices = useOperation("listNotices", { query: { limit: 1 } }, { every: NOTICES_EVERY_MS });
  const unread = notices.data?.unread ?? 0;
  const tabs: readonly NavEntry[] = [
    { href: "/", label: text.tabs.licences, icon: "card" },
    { href: "/uses", label: text.tabs.uses, icon: "history" },
    { href: "/notices", label: text.tabs.notices, icon: "bell", ...(unread > 0 && { count: unread }) },
    { href: "/me", label: text.tabs.me, icon: "person" },
  ];
  const acting = session?.actingFor;
  return (
    <div className={path === "/" || path === "" ? undefined : styles["inner"]}>
      <AppShell
        appName={text.app}
        place={text.place}
        nav={tabs}
        tabs={tabs}
        banner={<OfflineBanner />}
        {...(session && {
          who: {
            name: acting?.name ?? session.name ?? "",
            role: acting ? text.enterprise : text.self,
          },
        })}
      >
        {children}
      </AppShell>
    </div>
  );
}
