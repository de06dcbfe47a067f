import { useEffect, useState } from "react";
import {
  AppShell,
  IconButton,
  type IconName,
  type NavEntry,
  NavigationProvider,
  OfflineBanner,
  Page,
  ToastRegion,
  useText,
} from "../ui/index.ts";
import { ControlsSection, IconsSection } from "./controls-section.tsx";
import { FilesSection } from "./files-section.tsx";
import { FormSection } from "./form-section.tsx";
import { galleryText } from "./gallery-text.ts";
import { HomeSection, ShowSection } from "./licence-sections.tsx";
import { OverlaysSection } from "./overlays-section.tsx";
import { StatesSection, VerdictSection } from "./state-sections.tsx";
import { TableSection } from "./table-section.tsx";

const SECTIONS = {
  home: ["card", HomeSection],
  show: ["qr", ShowSection],
  verdict: ["shield", VerdictSection],
  form: ["edit", FormSection],
  controls: ["settings", ControlsSection],
  table: ["list", TableSection],
  states: ["info", StatesSection],
  overlays: ["copy", OverlaysSection],
  files: ["scan", FilesSection],
  icons: ["seal", IconsSection],
} as const satisfies Record<string, readonly [IconName, () => React.ReactNode]>;
type SectionName = keyof typeof SECTIONS;
const NAMES = Object.keys(SECTIONS) as SectionName[];

/** The section is the hash: `#/verdict`. */
const fromHash = (): string => location.hash.replace(/^#/, "") || "/home";

/** Every component in every state: looked at by people and by the accessibility checks. */
export function Gallery() {
  const text = useText(galleryText);
  const [path, setPath] = useState(fromHash);
  useEffect(() => {
    const follow = (): void => setPath(fromHash());
    addEventListener("hashchange", follow);
    return () => removeEventListener("hashchange", follow);
  }, []);
  const navigate = (href: string): void => {
    location.hash = href;
    setPath(href);
    window.scrollTo(0, 0);
  };
  const name = NAMES.find((one) => path === `/${one}`) ?? "home";
  const [, Section] = SECTIONS[name];
  const entries = NAMES.map(
    (one): NavEntry => ({
      href: `/${one}`,
      label: text.sections[one],
      icon: SECTIONS[one][0],
      ...(one === "table" && { count: 12 }),
    }),
  );
  return (
    <NavigationProvider value={{ base: "#", path, navigate }}>
      <AppShell
        appName={text.app}
        place={text.place}
        homeHref="/home"
        who={text.who}
        nav={entries}
        tabs={entries.slice(0, 4)}
        actions={<IconButton icon="bell" variant="on-blue" label={text.states.noticeTitle} />}
        banner={name === "states" && <OfflineBanner offline>{text.states.offline}</OfflineBanner>}
      >
        <Page title={text.sections[name]}>
          <Section />
        </Page>
      </AppShell>
      <ToastRegion />
    </NavigationProvider>
  );
}
