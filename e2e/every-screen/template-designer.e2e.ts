import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { changeAnswers } from "../staging/answers.ts";
import { desktop, openBrowser, openPage, signIn, visit } from "../staging/browser.ts";
import { lookAt } from "../staging/look.ts";

/** The designer of a type's page, in its states; nothing is saved, so the province stays as it is. */
const server = inject("origin");
const designer = `${server}/console/catalogue/law-enforcement-officer-card/template`;
let browser: Browser;
let person: Page;

beforeAll(async () => {
  browser = await openBrowser();
  ({ page: person } = await openPage(browser, desktop));
  await signIn(person, server, "console", "demo-console-bureau-proposer");
});
afterAll(() => browser?.close());

async function open(address: string, before?: (page: Page) => Promise<unknown>): Promise<Page> {
  const page = await person.context().newPage();
  await page.setViewportSize(desktop);
  await before?.(page);
  await visit(page, address);
  return page;
}
const drawn = (page: Page) => page.getByRole("img", { name: "用示例数据绘制的版面" }).first().waitFor();

test("the page of a type, and one of its texts chosen", async () => {
  const page = await open(designer);
  await drawn(page);
  await page.getByRole("combobox", { name: "要素" }).selectOption({ label: "标签：姓名" });
  await page.getByRole("textbox", { name: "文字" }).waitFor();
  expect(await lookAt(page, "page designer")).toEqual([]);
  await page.close();
});

test("a drawing of the page, and what the whole page has", async () => {
  const page = await open(designer);
  await drawn(page);
  await page.getByRole("combobox", { name: "要素" }).selectOption({ label: "底纹与线条：网纹底纹" });
  expect(await lookAt(page, "page designer, a drawing")).toEqual([]);
  await page.getByRole("combobox", { name: "要素" }).selectOption({ label: "整个版面" });
  await page.getByRole("button", { name: "横版" }).waitFor();
  expect(await lookAt(page, "page designer, the page")).toEqual([]);
  await page.close();
});

test("what arrow keys do is said, and the server draws the page anew and names what is wrong", async () => {
  const page = await open(designer);
  await drawn(page);
  await page.getByRole("combobox", { name: "要素" }).selectOption({ label: "照片" });
  const photo = page.getByRole("button", { name: "照片", exact: true });
  await photo.focus();
  await page.keyboard.press("ArrowRight");
  await page.getByText("照片：左 86.5，上 50，宽 28，高 38 毫米").waitFor({ state: "attached" });
  for (let steps = 0; steps < 8; steps++) await page.keyboard.press("Shift+ArrowDown");
  await page.getByText("照片：左 86.5，上 50，宽 28，高 42 毫米").waitFor({ state: "attached" });
  await page.getByText("与其他要素重叠").first().waitFor();
  expect(await lookAt(page, "page designer, something to mend")).toEqual([]);
  await page.close();
});

test("the card of the wallet, and the form of the clerk", async () => {
  const page = await open(designer);
  await page.getByRole("tab", { name: "卡包里的样子" }).click();
  await drawn(page);
  expect(await lookAt(page, "page designer, in the wallet")).toEqual([]);
  await page.getByRole("tab", { name: "填写表单" }).click();
  await page.getByRole("textbox").first().waitFor();
  expect(await lookAt(page, "page designer, the form")).toEqual([]);
  await page.close();
});

test("a page is added, a datum put on it, and all of it undone and done again", async () => {
  const page = await open(designer);
  await drawn(page);
  const said = (text: string) => page.getByText(text).first().waitFor({ state: "attached" });
  await page.getByRole("button", { name: "添加一页" }).click();
  await said("已添加第 2 页");
  await page.getByRole("combobox", { name: "要素" }).selectOption({ label: "第 1 页 · 照片" });
  await page.getByRole("combobox", { name: "所在页" }).selectOption({ label: "第 2 页" });
  expect(await page.getByRole("radio", { name: "第 2 页" }).isChecked()).toBe(true);
  await page.getByRole("button", { name: "照片", exact: true }).waitFor();
  await drawn(page);
  expect(await lookAt(page, "page designer, a second page")).toEqual([]);
  await page.getByRole("button", { name: "撤销" }).click();
  await said("已撤销上一步改动");
  await page.getByRole("radio", { name: "第 1 页" }).check();
  await page.getByRole("button", { name: "照片", exact: true }).waitFor();
  await page.keyboard.press("Control+z");
  await page.getByRole("radio", { name: "第 1 页" }).waitFor({ state: "detached" });
  await page.keyboard.press("Control+z");
  await said("没有可以撤销的改动");
  await page.keyboard.press("Control+Shift+Z");
  await said("已重做撤销的改动");
  await page.getByRole("radio", { name: "第 2 页" }).check();
  await page.getByRole("button", { name: "移除第 2 页" }).click();
  await page.getByRole("alertdialog").or(page.getByRole("dialog")).waitFor();
  expect(await lookAt(page, "page designer, before a page is removed")).toEqual([]);
  await page
    .getByRole("alertdialog")
    .or(page.getByRole("dialog"))
    .getByRole("button", { name: "移除第 2 页" })
    .click();
  await said("已移除第 2 页");
  await page.close();
});

test("a page with a back is shown with it", async () => {
  const page = await open(`${server}/console/catalogue/food-business-licence/template`);
  await drawn(page);
  expect(await lookAt(page, "both pages of a type")).toEqual([]);
  await page.close();
});

test("the page of a national type is shown and not designed", async () => {
  const page = await open(`${server}/console/catalogue/business-licence/template`);
  await drawn(page);
  expect(await page.getByRole("button", { name: "保存草稿" }).count()).toBe(0);
  expect(await lookAt(page, "page of a national type")).toEqual([]);
  await page.close();
});

test("where nothing can be drawn, the page says so", async () => {
  const page = await open(designer, (one) =>
    changeAnswers<{ svg: string | null }>(one, "/licence-types/template-page", (answer) => ({
      ...answer,
      svg: null,
    })),
  );
  await page.getByText("暂时画不出来").waitFor();
  expect(await lookAt(page, "page designer, nothing drawn")).toEqual([]);
  await page.close();
});
