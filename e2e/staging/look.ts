import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright-core";
import { desktop, loading } from "./browser.ts";

const smallPhone = { width: 320, height: 640 };

interface View {
  readonly language: "zh-CN" | "en";
  readonly mode: "normal" | "elder" | "contrast";
  readonly size: { readonly width: number; readonly height: number };
}

/** Both widths in every mode in Chinese, and in English as most will see it. */
const views: readonly View[] = [smallPhone, desktop].flatMap((size) => [
  ...(["elder", "contrast", "normal"] as const).map((mode) => ({ language: "zh-CN" as const, mode, size })),
  { language: "en", mode: "normal", size },
]);

/**
 * Everything that is wrong with the screen as it stands, whatever has been opened on it: what axe finds, what is wider
 * than a small phone, words that a catalogue lacks. With `JOURNEYS_PICTURES=folder` a picture of each view is kept there.
 */
export async function lookAt(page: Page, name: string): Promise<readonly string[]> {
  const before = page.viewportSize() ?? desktop;
  const faults: string[] = [];
  // Nothing on its way is judged; what never comes fails by its time.
  await page.locator(loading).first().waitFor({ state: "detached" });
  for (const view of views) {
    await show(page, view);
    const found = [...(await wording(page)), ...(await sideways(page))];
    await keepPicture(page, name, view);
    found.push(...(await findings(page)));
    faults.push(...found.map((fault) => `${view.mode} ${view.language} ${view.size.width}: ${fault}`));
  }
  await show(page, { language: "zh-CN", mode: "normal", size: before });
  return faults;
}

/** As another tab of the same browser would change it: what is open on the page stays open. */
async function show(page: Page, { language, mode, size }: View): Promise<void> {
  await page.setViewportSize(size);
  await page.evaluate(
    async (chosen) => {
      for (const [key, newValue] of chosen) dispatchEvent(new StorageEvent("storage", { key, newValue }));
      for (let frame = 0; frame < 2; frame++) await new Promise((drawn) => requestAnimationFrame(drawn));
      const passing = document
        .getAnimations()
        .filter(({ effect }) => Number.isFinite(effect?.getComputedTiming().endTime));
      await Promise.allSettled(passing.map(({ finished }) => finished));
    },
    [
      ["lz.language", language],
      ["lz.mode", mode],
    ] as const,
  );
}

const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/** What axe finds, one line each: `rule: element`. */
async function findings(page: Page): Promise<string[]> {
  // As tall as the page: a bar that stays at the lower edge would lie over what is only one turn of the wheel away.
  const width = page.viewportSize()?.width ?? desktop.width;
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  await page.setViewportSize({ width, height: Math.max(height, smallPhone.height) });
  let violations = (await runAgain(page)) ?? (await runFirst(page));
  // A busy machine may still be drawing the mode just chosen; a fault of the page stays one.
  for (let turn = 0; turn < 3 && violations.length > 0; turn++) {
    await page.waitForTimeout(500);
    violations = (await runAgain(page)) ?? violations;
  }
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(" ")}`));
}

interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly target: readonly unknown[] }[];
}

/** Legacy: no second page is opened to sum up the frames, of which these pages have none. */
const runFirst = async (page: Page): Promise<readonly Violation[]> =>
  (await new AxeBuilder({ page }).withTags(rules).setLegacyMode().analyze()).violations;

/** The builder sends half a megabyte of axe with each run; the document still has it from the run before. */
const runAgain = (page: Page): Promise<readonly Violation[] | null> =>
  page.evaluate(async (tags) => {
    if (!("axe" in window)) return null;
    const axe = window.axe as { run(options: object): Promise<{ violations: readonly Violation[] }> };
    const { violations } = await axe.run({
      runOnly: { type: "tag", values: tags },
      resultTypes: ["violations"],
    });
    return violations.map(({ id, nodes }) => ({ id, nodes: nodes.map(({ target }) => ({ target })) }));
  }, rules);

/** Somebody would have to scroll sideways to read it. */
const sideways = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return scrollWidth > clientWidth ? [`${scrollWidth - clientWidth} pixels wider than the screen`] : [];
  });

/** Texts that are no words: a code where its name should stand, or what a lost key leaves. Codes in `<code>` are meant. */
const wording = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const lost = /\bundefined\b|\bNaN\b|\[object |Invalid Date/;
    const code = /^[a-z]+(?:[-_./][a-z]+)+$|^[a-z]+(?:[A-Z][a-z]+)+$/;
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const found: string[] = [];
    for (let node = texts.nextNode(); node !== null; node = texts.nextNode()) {
      const text = node.textContent?.trim() ?? "";
      if (node.parentElement?.closest("code, pre, kbd, script, style, textarea")) continue;
      if (lost.test(text) || code.test(text)) found.push(`no word for: ${text}`);
    }
    for (const label of document.querySelectorAll("[aria-label], [alt], [placeholder], [title]"))
      for (const name of ["aria-label", "alt", "placeholder", "title"]) {
        const text = label.getAttribute(name) ?? "";
        if (lost.test(text) || code.test(text)) found.push(`no word for: ${name}=${text}`);
      }
    return found;
  });

async function keepPicture(page: Page, name: string, { language, mode, size }: View): Promise<void> {
  const folder = process.env["JOURNEYS_PICTURES"];
  if (folder === undefined) return;
  await mkdir(folder, { recursive: true });
  const file = `${name.replaceAll(/[^\p{L}\p{N}]+/gu, "-")}.${language}.${mode}.${size.width}.png`;
  await page.screenshot({ path: join(folder, file), fullPage: true });
}
