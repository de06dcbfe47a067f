import { useEffect } from "react";
import { useText } from "./text.ts";
import { uiText } from "./ui-text.ts";

let title = "";
let appName = "";
let errorPrefix = "";
const failing = new Set<symbol>();

function show(): void {
  const name = [title, appName].filter(Boolean).join(" - ");
  document.title = failing.size > 0 ? errorPrefix + name : name;
}

/** What the browser tab and a screen reader announce first: the page, then the app. */
export function usePageTitle(page: string): void {
  useEffect(() => {
    title = page;
    show();
  }, [page]);
}

export function useAppTitle(app: string): void {
  useEffect(() => {
    appName = app;
    show();
  }, [app]);
}

/** Puts "错误: " before the title while a form on the page has errors. */
export function useErrorTitle(active: boolean): void {
  const text = useText(uiText);
  useEffect(() => {
    if (!active) return;
    const mark = Symbol("form");
    errorPrefix = text.form.titlePrefix;
    failing.add(mark);
    show();
    return () => {
      failing.delete(mark);
      show();
    };
  }, [active, text]);
}
