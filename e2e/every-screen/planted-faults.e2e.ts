import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { desktop, openBrowser, openPage } from "../staging/browser.ts";
import { lookAt } from "../staging/look.ts";

test("a look finds what was planted, in every view", async () => {
  const browser = await openBrowser();
  try {
    const { page } = await openPage(browser, desktop);
    const planted = new URL("../../scripts/faults/look/page.html", import.meta.url);
    await page.setContent(await readFile(planted, "utf8"));
    const faults = await lookAt(page, "planted faults");
    const without = (view: string) => (fault: string) =>
      fault.startsWith(view) ? [fault.slice(view.length)] : [];
    const inEnglish = faults.flatMap(without("normal en 320: "));
    expect(inEnglish).toEqual([
      "no word for: road-check",
      "no word for: undefined 起",
      expect.stringMatching(/^\d+ pixels wider than the screen$/),
      expect.stringMatching(/^color-contrast: /),
      expect.stringMatching(/^image-alt: /),
    ]);
    expect(faults).toHaveLength(8 * inEnglish.length);
  } finally {
    await browser.close();
  }
});
