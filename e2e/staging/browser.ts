import { existsSync } from "node:fs";
import { AxeBuilder } from "@axe-core/playwright";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";

const executablePath = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(
  (path) => existsSync(path),
);

/** A browser that asks nobody outside for anything. With a camera file, the camera shows that file. */
export const openBrowser = (cameraFile?: string): Promise<Browser> =>
  chromium.launch({
    ...(executablePath === undefined ? {} : { executablePath }),
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      ...(cameraFile === undefined
        ? []
        : [
            "--use-fake-ui-for-media-stream",
            "--use-fake-device-for-media-stream",
            `--use-file-for-fake-video-capture=${cameraFile}`,
          ]),
    ],
  });

export const phone = { width: 390, height: 844 };
export const desktop = { width: 1280, height: 800 };

export async function openPage(
  browser: Browser,
  viewport: { width: number; height: number },
): Promise<{ context: BrowserContext; page: Page }> {
  const context = await browser.newContext({
    viewport,
    locale: "zh-CN",
    reducedMotion: "reduce",
    permissions: ["camera"],
  });
  const page = await context.newPage();
  return { context, page };
}

/** Signs in as a person of the seeded province, through the same pages as anybody. */
export async function signIn(page: Page, origin: string, app: string, subject: string): Promise<void> {
  await page.goto(`${origin}/auth/sign-in?app=${app}&return=/${app}/`);
  await page.getByLabel(/其他演示账号/).fill(subject);
  await page.getByRole("button", { name: /登录 Sign in/ }).click();
  await page.waitForURL(`${origin}/${app}/**`);
}

const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/** What axe finds on the page as it stands, one line each: `rule: element`. */
export async function findings(page: Page): Promise<string[]> {
  // As tall as the page: a bar that stays at the lower edge would lie over what is only one turn of the wheel away.
  const width = page.viewportSize()?.width ?? desktop.width;
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  await page.setViewportSize({ width, height: Math.max(height, 640) });
  const { violations } = await new AxeBuilder({ page }).withTags(rules).analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(" ")}`));
}

export type Mode = "normal" | "elder" | "contrast";

/** Whether the page is wider than the screen: somebody would have to scroll sideways to read it. */
export const scrollsSideways = (page: Page): Promise<boolean> =>
  page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);

/** Chooses the mode as the switch does, which every screen carries, and shows the page anew. */
export async function setMode(page: Page, mode: Mode): Promise<void> {
  await page.evaluate((chosen) => localStorage.setItem("lz.mode", chosen), mode);
  await page.reload();
}
