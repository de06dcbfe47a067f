import type { Session } from "@liangzheng/contract";
import type { ReactNode } from "react";
import { ApiErrorState, useSession } from "../api/index.ts";
import {
  AppShell,
  LoadingState,
  Menu,
  type NavEntry,
  OfflineBanner,
  Page,
  useLanguage,
  useText,
} from "../ui/index.ts";
import styles from "./console.module.css";
import { domainText } from "./domain-words.ts";
import { forgetSearches } from "./licences/last-search.ts";
import { hasRole } from "./roles.ts";
import { shellText } from "./shell-words.ts";
import { SignInPage } from "./sign-in-page.tsx";

/** The frame around every screen, and the door: without a session there is only the way to sign in. */
export function ConsoleShell({ children, failed }: { children: ReactNode; failed: boolean }) {
  const text = useText(shellText);
  const { roles } = useText(domainText);
  const language = useLanguage();
  const { query, session, signOut, pending } = useSession();
  const signedIn = session?.signedIn === true;
  const nav = useEntries(session);
  const unit = session?.organ?.name;
  return (
    <AppShell
      appName={text.app}
      place={unit ?? text.place}
      homeHref="/"
      nav={nav}
      {...(signedIn && {
        who: {
          name: session.name ?? "",
          role: session.roles.map((role) => roles[role]).join(language === "en" ? ", " : "、"),
        },
        tabs: phoneTabs(nav, text.tabs),
        actions: (
          <Menu
            label={text.account}
            icon="more"
            iconOnly
            look="on-blue"
            entries={[
              ...nav.map(({ href, label, icon }) => ({ id: href, label, icon, href })),
              {
                id: "sign-out",
                label: text.signOut,
                icon: "lock",
                disabled: pending,
                onSelect: () => {
                  forgetSearches();
                  void signOut();
                },
              },
            ]}
          />
        ),
      })}
      banner={<OfflineBanner>{text.offline}</OfflineBanner>}
      footer={
        <div className={styles["foot"]}>
          {signedIn && <p className={styles["keys"]}>{text.keys}</p>}
          {session?.mode === "demo" && <p>{text.demo}</p>}
        </div>
      }
    >
      {signedIn ? (
        children
      ) : query.isError ? (
        <Page title={text.app}>
          <ApiErrorState error={query.error} onRetry={() => void query.refetch()} />
        </Page>
      ) : session ? (
        <SignInPage demo={session.mode === "demo"} failed={failed} />
      ) : (
        <LoadingState cards={2} />
      )}
    </AppShell>
  );
}

/** What the person's roles can use; nobody is shown a door that is locked. */
function useEntries(session: Session | undefined): readonly NavEntry[] {
  const { nav } = useText(shellText);
  if (!session?.signedIn) return [];
  const staff = hasRole(session, "clerk", "reviewer");
  return [
    { href: "/", label: nav.work, icon: "home" },
    ...(hasRole(session, "clerk")
      ? [{ href: "/issue", label: nav.issue, icon: "plus", group: nav.issuing } as const]
      : []),
    ...(staff
      ? ([
          {
            href: "/drafts",
            label: nav.drafts,
            icon: "edit",
            ...(!hasRole(session, "clerk") && { group: nav.issuing }),
          },
          { href: "/batches", label: nav.batches, icon: "list" },
          { href: "/licences", label: nav.licences, icon: "search" },
          { href: "/sealing-tasks", label: nav.sealingTasks, icon: "seal" },
          { href: "/use-requests", label: nav.useRequests, icon: "eye", group: nav.using },
          { href: "/use-items", label: nav.useItems, icon: "list" },
        ] as const)
      : []),
    { href: "/catalogue", label: nav.catalogue, icon: "card", group: nav.managing },
    { href: "/seals", label: nav.seals, icon: "seal" },
    ...(!staff && hasRole(session, "catalogue-manager")
      ? [{ href: "/use-items", label: nav.useItems, icon: "list" } as const]
      : []),
    ...(hasRole(session, "catalogue-manager", "seal-keeper", "auditor")
      ? [{ href: "/trust", label: nav.trust, icon: "shield" } as const]
      : []),
    ...(hasRole(session, "auditor") ? [{ href: "/audit", label: nav.audit, icon: "history" } as const] : []),
  ];
}

/** The bottom bar of phones holds four; everything stands in the menu. */
function phoneTabs(
  entries: readonly NavEntry[],
  short: Readonly<Record<string, string>>,
): readonly NavEntry[] {
  return Object.entries(short)
    .flatMap(([href, label]) => entries.flatMap((entry) => (entry.href === href ? { ...entry, label } : [])))
    .slice(0, 4);
}
