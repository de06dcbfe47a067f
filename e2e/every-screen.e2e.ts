import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import {
  desktop,
  findings,
  type Mode,
  openBrowser,
  openPage,
  phone,
  scrollsSideways,
  setMode,
  signIn,
} from "./staging/browser.ts";

/** Every screen of every app in the three modes: nothing for axe to find, nothing wider than a small phone. */
const origin = inject("origin");
const modes: readonly Mode[] = ["normal", "elder", "contrast"];
const smallPhone = { width: 320, height: 640 };

interface Place {
  readonly app: "wallet" | "officer" | "console" | "public";
  readonly subject?: string;
  readonly size: { readonly width: number; readonly height: number };
  readonly paths: readonly string[];
}

const places: readonly Place[] = [
  { app: "wallet", size: phone, paths: ["/"] },
  { app: "wallet", subject: "demo-wallet-0001", size: phone, paths: ["/", "/uses", "/notices", "/me"] },
  { app: "officer", size: phone, paths: ["/"] },
  {
    app: "officer",
    subject: "demo-officer-transport-1",
    size: phone,
    paths: ["/", "/typed", "/verifications", "/me"],
  },
  { app: "console", size: desktop, paths: ["/"] },
  {
    app: "console",
    subject: "demo-console-transport-clerk",
    size: desktop,
    paths: [
      "/",
      "/catalogue",
      "/catalogue/road-transport-practitioner",
      "/drafts",
      "/licences",
      "/seals",
      "/batches",
    ],
  },
  { app: "public", size: desktop, paths: ["/", "/seal-check", "/accessibility"] },
];

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
});

for (const { app, subject, size, paths } of places) {
  describe(`${app}${subject === undefined ? ", nobody signed in" : ""}`, () => {
    let page: Page;
    beforeAll(async () => {
      ({ page } = await openPage(browser, size));
      if (subject !== undefined) await signIn(page, origin, app, subject);
    });
    afterAll(async () => {
      await page?.context().close();
    });
    for (const path of paths) {
      for (const mode of modes) {
        test(`${path} in ${mode} mode has no accessibility finding and fits a small phone`, async () => {
          await page.setViewportSize(size);
          await page.goto(`${origin}/${app}${path}`);
          await setMode(page, mode);
          await page.getByRole("heading", { level: 1 }).first().waitFor();
          await page.waitForLoadState("networkidle");
          expect(await findings(page)).toEqual([]);
          await page.setViewportSize(smallPhone);
          expect(await scrollsSideways(page)).toBe(false);
        });
      }
    }
  });
}
