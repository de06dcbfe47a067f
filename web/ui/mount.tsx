import { type ReactNode, StrictMode } from "react";
import { createRoot } from "react-dom/client";

/** Puts an app into `<div id="root">`. */
export function mount(app: ReactNode): void {
  const root = document.getElementById("root");
  if (!root) throw new Error("the page has no element with the id root");
  createRoot(root).render(<StrictMode>{app}</StrictMode>);
}
