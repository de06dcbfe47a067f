import {
  AppShell,
  ButtonLink,
  Link,
  MissingScreen,
  NavigationProvider,
  OfflineBanner,
  useText,
} from "../ui/index.ts";
import { AccessibilityPage } from "./accessibility-page.tsx";
import { HomePage } from "./home-page.tsx";
import styles from "./public.module.css";
import { publicText } from "./public-text.ts";
import { ReportPage } from "./report-page.tsx";
import { SealCheckPage } from "./seal-check-page.tsx";
import { usePath } from "./use-path.ts";

const PAGES: Readonly<Record<string, () => React.ReactNode>> = {
  "/": HomePage,
  "/seal-check": SealCheckPage,
  "/reports": ReportPage,
  "/accessibility": AccessibilityPage,
};

/** What needs no account: the way in for everybody, and the seal check. */
export function PublicApp() {
  const navigation = usePath();
  const text = useText(publicText);
  const Screen = PAGES[navigation.path.replace(/^\/reports\/.*/, "/reports")] ?? MissingScreen;
  return (
    <NavigationProvider value={navigation}>
      <AppShell
        appName={text.app}
        place={text.place}
        homeHref="/"
        actions={
          navigation.path !== "/seal-check" && (
            <ButtonLink href="/seal-check" variant="on-blue" icon="seal">
              {text.nav.sealCheck}
            </ButtonLink>
          )
        }
        banner={<OfflineBanner>{text.offline}</OfflineBanner>}
        footer={
          <p className={styles["foot"]}>
            <Link href="/accessibility">{text.nav.accessibility}</Link>
          </p>
        }
      >
        <Screen />
      </AppShell>
    </NavigationProvider>
  );
}
