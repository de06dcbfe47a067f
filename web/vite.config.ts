import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig, type InlineConfig, type Plugin } from "vite";
import { APPS, type App } from "./apps.ts";

const web = fileURLToPath(new URL(".", import.meta.url));
const folder = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

/** Old WebViews on domestic systems; scripts, workers and styles are lowered to it. */
const FLOOR = "chrome86";

/** One app, built alone: a shared build put the whole component library into every app's first load. */
export function appConfig(app: App): InlineConfig {
  return {
    configFile: false,
    root: folder(app),
    base: `/${app}/`,
    publicDir: "public",
    plugins: [react(), firstPaint(`/${app}/`), twoLocales(), unusedComponentsLeave()],
    resolve: { dedupe: ["react", "react-dom"] },
    worker: { format: "es" },
    css: { modules: { generateScopedName: "[local]-[hash:base64:5]" } },
    build: {
      target: FLOOR,
      cssTarget: FLOOR,
      outDir: folder(`dist/${app}`),
      emptyOutDir: true,
      manifest: true,
      modulePreload: { polyfill: false },
      reportCompressedSize: false,
      assetsInlineLimit: 0,
      // `build.ts` weighs what is loaded first and fails over budget.
      chunkSizeWarningLimit: 2_000,
      rolldownOptions: { checks: { bundlerTimings: false } },
    },
    server: { fs: { allow: [fileURLToPath(new URL("..", import.meta.url))] } },
    preview: { host: "127.0.0.1" },
  };
}

/** The mark of the header: a card held up, and checked. */
const ICON = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 34 34" fill="none" stroke="#fff" stroke-linecap="round" stroke-linejoin="round"><rect width="34" height="34" rx="9" fill="#0b4ea2" stroke="none"/><rect x="7" y="9" width="20" height="16" rx="3" stroke-width="2"/><path d="m12.5 17 3.2 3.2 6-6.4" stroke-width="2.4"/></svg>`;

const hashed = (name: string, source: string, ending: string): string =>
  `assets/${name}-${createHash("sha256").update(source).digest("hex").slice(0, 8)}.${ending}`;

/**
 * Mode and language before the first paint: a classic script in <head>, a file of its own because pages
 * allow no inline script.
 */
function firstPaint(base: string): Plugin {
  const source = readFileSync(folder("ui/first-paint.js"), "utf8");
  const script = hashed("first-paint", source, "js");
  const icon = hashed("icon", ICON, "svg");
  const served: Readonly<Record<string, readonly [type: string, body: string]>> = {
    [base + script]: ["text/javascript; charset=utf-8", source],
    [base + icon]: ["image/svg+xml", ICON],
  };
  return {
    name: "liangzheng:first-paint",
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        const [type, body] = served[request.url ?? ""] ?? [];
        if (!type) return next();
        response.setHeader("content-type", type);
        response.end(body);
      });
    },
    generateBundle() {
      this.emitFile({ type: "asset", fileName: script, source });
      this.emitFile({ type: "asset", fileName: icon, source: ICON });
    },
    transformIndexHtml: () => [
      { tag: "script", attrs: { src: base + script }, injectTo: "head-prepend" },
      { tag: "link", attrs: { rel: "icon", type: "image/svg+xml", href: base + icon }, injectTo: "head" },
    ],
  };
}

/** React Aria carries its words in thirty languages; ours are Chinese and English. */
function twoLocales(): Plugin {
  return {
    name: "liangzheng:two-locales",
    enforce: "pre",
    load(id) {
      const [, locale] =
        /\/(?:react-aria|react-aria-components|react-stately)\/.*\/([a-z]{2}-[A-Z]{2})\.m?js$/.exec(id) ?? [];
      return locale && locale !== "zh-CN" && locale !== "en-US" ? "export default {};" : null;
    },
  };
}

/** What an app does not import from the design system stays out of it, styles included. */
function unusedComponentsLeave(): Plugin {
  const ui = `${web}ui/`;
  return {
    name: "liangzheng:unused-components-leave",
    transform(_code, id) {
      const [file] = id.split("?");
      return file?.startsWith(ui) && /\.(tsx?|module\.css)$/.test(file) ? { moduleSideEffects: false } : null;
    },
  };
}

export default defineConfig(() => {
  const app = APPS.find((one) => one === (process.env["APP"] ?? "gallery"));
  if (!app) throw new Error(`APP must be one of ${APPS.join(", ")}`);
  return appConfig(app);
});
