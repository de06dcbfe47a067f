import { existsSync } from "node:fs";
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

/** Goes there and waits until the screen is built and nothing on it is still loading. */
export async function visit(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await page.getByRole("heading", { level: 1 }).first().waitFor();
  await page.locator(loading).first().waitFor({ state: "detached" });
}

/** What stands in the place of something that comes. */
export const loading = "[data-loading]";
