import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { desktop, openBrowser, openPage, signIn, visit } from "../staging/browser.ts";
import { lookAt } from "../staging/look.ts";

/** Whose seals a type's licences bear: said in the type's form, read on its page, and alive in the seeded province. */
const server = inject("origin");
const type = `${server}/console/catalogue/road-works-permit`;
let browser: Browser;
let person: Page;

beforeAll(async () => {
  browser = await openBrowser();
  ({ page: person } = await openPage(browser, desktop));
  await signIn(person, server, "console", "demo-console-bureau-proposer");
});
afterAll(() => browser?.close());

const words = (page: Page, text: string | RegExp) => page.getByText(text).first().waitFor();
const party = (page: Page, name: string) => page.getByRole("region", { name, exact: true });

test("the page of a type says who seals besides the issuer", async () => {
  await visit(person, type);
  await words(person, "相邻道路主管部门（起草时选定的单位）");
  expect(await lookAt(person, "console a type that several bodies seal")).toEqual([]);
});

test("what is wrong with a body that seals is said at its field", async () => {
  await visit(person, `${type}/edit`);
  await person.getByRole("button", { name: "添加盖章单位" }).click();
  await party(person, "盖章单位 3").getByRole("combobox", { name: "由哪个单位盖章" }).waitFor();
  await person.getByLabel(/^每个单位的盖章期限/).fill("0");
  await person.getByRole("button", { name: "保存草稿" }).click();
  await words(person, "有内容需要修改");
  for (const fault of ["请填写盖章单位 3 身份", "请选择盖章单位 3 单位", "盖章期限填 1 到 365 之间的整数"])
    expect(await person.getByText(fault).count()).toBeGreaterThan(1);
  expect(await lookAt(person, "console a type to edit, joint sealing with errors")).toEqual([]);
});

test("a body is fixed for a party once, and the next version says what changed", async () => {
  await visit(person, `${type}/edit`);
  await person.getByRole("radio", { name: /^依次盖章/ }).check();
  const first = party(person, "公安机关交通管理部门");
  const fix = async (card: ReturnType<typeof party>): Promise<void> => {
    await card.getByRole("combobox", { name: "由哪个单位盖章" }).selectOption({ label: "固定的单位" });
    await card
      .getByRole("combobox", { name: "单位", exact: true })
      .selectOption({ label: "演示市公安局交通警察支队" });
  };
  await fix(first);
  await fix(party(person, "相邻道路主管部门"));
  await person.getByRole("button", { name: "保存草稿" }).click();
  expect(await person.getByText("一个单位在一份证照上只盖一次章").count()).toBeGreaterThan(1);
  await person.getByRole("button", { name: "移除 相邻道路主管部门" }).click();
  await person.getByRole("button", { name: "保存草稿" }).click();
  await person.waitForURL(type);
  await visit(person, `${type}?tab=versions`);
  await words(person, /改为“依次盖章，5 天：公安机关交通管理部门（演示市公安局交通警察支队）”/);
  expect(await lookAt(person, "console versions of a type that several bodies seal")).toEqual([]);
});

test("a new type is sealed by its issuer alone until somebody says otherwise", async () => {
  await visit(person, `${server}/console/catalogue/new`);
  expect(await person.getByRole("button", { name: "添加盖章单位" }).count()).toBe(0);
  await person.getByRole("checkbox", { name: "其他单位也要在证照上盖章" }).check({ force: true });
  await party(person, "盖章单位 1").getByLabel(/^身份/).fill("会签机关");
  await party(person, "会签机关")
    .getByRole("combobox", { name: "由哪个单位盖章" })
    .selectOption({ label: "按层级确定" });
  await words(person, "发证机关所在地的上下级中");
  expect(await lookAt(person, "console a new type that several bodies seal")).toEqual([]);
});

test("a unit of the province has drafts to seal, late ones and old ones", async () => {
  const { page } = await openPage(browser, desktop);
  await signIn(page, server, "console", "demo-console-transport-reviewer");
  await visit(page, `${server}/console/sealing-tasks`);
  for (const [show, state] of [
    ["open", "待盖章"],
    ["overdue", "已逾期"],
    ["all", "已拒绝"],
  ] as const) {
    await visit(page, `${server}/console/sealing-tasks?show=${show}`);
    await page.getByRole("table").getByText(state).first().waitFor();
  }
  expect(await lookAt(page, "console sealing tasks of a unit at work")).toEqual([]);
  await visit(page, `${server}/console/sealing-tasks`);
  await page.locator("table [data-opens]").first().click();
  await page.locator("img[src^=blob]").first().waitFor();
  expect(await lookAt(page, "console a permit to seal")).toEqual([]);
});
