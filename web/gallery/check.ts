/**
 * Looks at every section of the gallery in every mode: axe to zero, no sideways scroll, targets large enough.
 * `node web/gallery/check.ts [--shots FOLDER] [--only SECTION|behaviour]` after `node web/build.ts gallery`.
 */
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { AxeBuilder } from "@axe-core/playwright";
import { type Browser, chromium, type Page } from "playwright-core";
import { preview } from "vite";
import { appConfig } from "../vite.config.ts";
import { checkBehaviour } from "./testing/behaviour.ts";

const SECTIONS = [
  "home",
  "show",
  "verdict",
  "form",
  "controls",
  "table",
  "states",
  "overlays",
  "files",
  "icons",
];
const MODES = ["normal", "elder", "contrast"] as const;
const LANGUAGES = ["zh-CN", "en"] as const;
const WIDTHS = [320, 390, 1280] as const;
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
const TARGET = { normal: 44, elder: 60, contrast: 44 } as const;

type Mode = (typeof MODES)[number];

/** What must be pressed and is smaller than its mode asks; links inside a sentence are exempt (WCAG 2.5.8). */
const smallTargets = (page: Page, least: number): Promise<string[]> =>
  page.evaluate((size) => {
    const pressed = "button, [role=button], a[href], select, input:not([type=hidden]), textarea, [role=tab]";
    return [...document.querySelectorAll<HTMLElement>(pressed)].flatMap((element) => {
      const area = element.matches("input[type=radio], input[type=checkbox]")
        ? (element.closest("label") ?? element)
        : element;
      const { width, height } = area.getBoundingClientRect();
      const exempt = width === 0 || element.tabIndex < 0 || element.closest("p, table, article h2");
      return exempt || (width >= size - 0.5 && height >= size - 0.5)
        ? []
        : [
            `${element.tagName} "${element.textContent?.trim().slice(0, 20)}" ${Math.round(width)}×${Math.round(height)}`,
          ];
    });
  }, least);

async function openSection(
  page: Page,
  url: string,
  section: string,
  mode: Mode,
  language: string,
): Promise<void> {
  await page.addInitScript(
    ([storedMode, storedLanguage]) => {
      localStorage.setItem("lz.mode", storedMode ?? "");
      localStorage.setItem("lz.language", storedLanguage ?? "");
    },
    [mode, language],
  );
  await page.goto(`${url}#/${section}`);
  await page.locator("h1").waitFor();
}

/** Brings a section into its further states: errors shown, notices, a sheet open. */
const FURTHER: Readonly<Record<string, readonly ((page: Page) => Promise<void>)[]>> = {
  form: [(page) => page.locator("form button[type=submit]").first().click()],
  overlays: [
    (page) => page.locator("main button").nth(4).click(),
    async (page) => {
      const closing = page.locator("[aria-live=polite] button[title]");
      while ((await closing.count()) > 0) await closing.first().click();
      await page.locator("main button").nth(1).click();
      await page.getByRole("dialog").waitFor();
    },
  ],
};

async function checkView(
  page: Page,
  where: string,
  mode: Mode,
  shots: string | undefined,
): Promise<string[]> {
  const faults: string[] = [];
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  if (overflow > 0) faults.push(`${where}: scrolls sideways by ${overflow} px`);
  for (const small of await smallTargets(page, TARGET[mode])) faults.push(`${where}: small target ${small}`);
  // The tab bar covers what is below it until it is scrolled up; a window as tall as the page covers nothing.
  const { width = 0, height = 0 } = page.viewportSize() ?? {};
  // Twice, for what is as tall as the window grows with it.
  for (let time = 0; time < 2; time++) {
    const full = await page.evaluate(() => document.documentElement.scrollHeight);
    await page.setViewportSize({ width, height: full });
  }
  const { violations } = await new AxeBuilder({ page }).withTags(TAGS).analyze();
  for (const { id, nodes } of violations)
    for (const node of nodes)
      faults.push(`${where}: ${id} ${node.target.join(" ")} ${node.failureSummary ?? ""}`);
  if (shots) await page.screenshot({ path: join(shots, `${where.replace(/ /g, "-")}.png`), fullPage: true });
  await page.setViewportSize({ width, height });
  return faults;
}

async function checkAll(
  browser: Browser,
  url: string,
  sections: readonly string[],
  shots?: string,
): Promise<string[]> {
  const faults: string[] = [];
  for (const mode of MODES)
    for (const language of LANGUAGES)
      for (const width of language === "en" ? [WIDTHS[0]] : WIDTHS) {
        const context = await browser.newContext({
          viewport: { width, height: 844 },
          reducedMotion: "reduce",
        });
        for (const section of sections) {
          const page = await context.newPage();
          const where = `${section} ${width} ${mode} ${language}`;
          page.on("pageerror", (error) => faults.push(`${where}: ${error.message}`));
          page.on("console", (message) => {
            if (message.type() === "error") faults.push(`${where}: ${message.text()}`);
          });
          await openSection(page, url, section, mode, language);
          faults.push(...(await checkView(page, where, mode, shots)));
          for (const [at, further] of (FURTHER[section] ?? []).entries()) {
            await further(page);
            await page.waitForTimeout(350);
            faults.push(...(await checkView(page, `${where} state ${at + 2}`, mode, shots)));
          }
          await page.close();
        }
        await context.close();
      }
  return faults;
}

const { values } = parseArgs({
  options: { shots: { type: "string" }, only: { type: "string" } },
});
if (values.shots) await mkdir(values.shots, { recursive: true });
const server = await preview({
  ...appConfig("gallery"),
  logLevel: "silent",
  preview: { host: "127.0.0.1", port: 0 },
});
const browser = await chromium.launch({
  executablePath: "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu"],
});
const url = server.resolvedUrls?.local[0];
if (!url)
  throw new Error(
    `the gallery is not served; is ${fileURLToPath(new URL("../dist", import.meta.url))} built?`,
  );
const faults = [
  ...(values.only ? [] : await checkBehaviour(browser, url)),
  ...(values.only === "behaviour"
    ? await checkBehaviour(browser, url)
    : await checkAll(browser, url, values.only ? [values.only] : SECTIONS, values.shots)),
];
await browser.close();
await server.close();
process.stdout.write(
  faults.length === 0 ? "gallery: no faults\n" : `${faults.join("\n")}\ngallery: ${faults.length} faults\n`,
);
process.exitCode = faults.length === 0 ? 0 : 1;
