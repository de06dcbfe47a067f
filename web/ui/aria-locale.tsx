import type { ReactNode } from "react";
import { I18nProvider } from "react-aria-components/I18nProvider";
import { useLanguage } from "./language.ts";

/** React Aria otherwise speaks the browser's language, which need not be the page's. */
export function AriaLocale({ children }: { children: ReactNode }) {
  return <I18nProvider locale={useLanguage() === "en" ? "en-US" : "zh-CN"}>{children}</I18nProvider>;
}
