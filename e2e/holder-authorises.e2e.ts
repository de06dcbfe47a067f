import { randomUUID } from "node:crypto";
import type { LicenceDetail, LicenceSummary } from "@liangzheng/contract";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { ask } from "./staging/answers.ts";
import { desktop, openBrowser, openPage, phone, signIn, visit } from "./staging/browser.ts";

/** 授权用证 (capability 45): a unit asks, the holder agrees to a part, the unit reads that part, the holder withdraws. */
const origin = inject("origin");
const item = "食品小经营店备案核查";
const businessNumber = "YS-JOURNEY-0045";
let browser: Browser;
let clerk: Page;
let manager: Page;
let holder: Page;
/** As she would tell it at the counter. */
let holderCode: string;

beforeAll(async () => {
  browser = await openBrowser();
  const enter = async (app: string, subject: string, size = desktop): Promise<Page> => {
    const { page } = await openPage(browser, size);
    await signIn(page, origin, app, subject);
    return page;
  };
  [clerk, manager, holder] = [
    await enter("console", "demo-console-countyMarket-clerk"),
    await enter("console", "demo-console-bureau-publisher"),
    await enter("wallet", "demo-wallet-0004", phone),
  ];
  const own = <T>(address: string) => ask(holder.context(), origin, "wallet", address) as Promise<T>;
  const { items } = await own<{ items: LicenceSummary[] }>("GET /my/licences");
  const title = items.find(({ typeKey }) => typeKey === "real-estate-title");
  const { holders } = await own<LicenceDetail>(`GET /my/licences/${title?.licenceKey}`);
  holderCode = holders.find(({ masked }) => !masked)?.code ?? "";
});
afterAll(() => browser?.close());

const words = (page: Page, text: string | RegExp) => page.getByText(text).first().waitFor();

test("the unit proposes what it may ask for; another unit's manager publishes it", async () => {
  await visit(clerk, `${origin}/console/use-items/new`);
  await clerk.getByLabel(/^事项编码/).fill("000131016000");
  await clerk.getByLabel(/^事项名称/).fill(item);
  await clerk.getByLabel(/^法律依据/).fill("《演示省食品小经营店管理办法》第六条");
  await clerk.getByLabel(/^需要哪种证照/).selectOption({ label: "不动产权证书" });
  for (const field of ["权利人", "坐落", "用途"])
    await clerk.getByRole("checkbox", { name: field, exact: true }).check();
  await clerk.getByRole("button", { name: "提出", exact: true }).click();
  await words(clerk, "已提出，等待发布");
  await visit(manager, `${origin}/console/use-items`);
  await manager.getByRole("button", { name: item }).click();
  await manager.getByRole("dialog").getByRole("button", { name: "发布", exact: true }).click();
  await manager.getByRole("dialog").getByLabel(/^理由/).fill("依据与事项目录一致");
  await manager.getByRole("dialog").getByRole("button", { name: "发布", exact: true }).click();
  await words(manager, "已发布");
});

test("asking for a field that is not on the list is refused by machine, by name", async () => {
  const body = {
    holderCode,
    itemCode: "000131016000",
    businessNumber,
    typeKey: "real-estate-title",
    fields: ["QLR", "MJ"],
    purpose: "核对经营场所",
    until: null,
  };
  const refused = await clerk.context().request.post(`${origin}/api/v1/use-requests`, {
    headers: { "liangzheng-app": "console", "idempotency-key": randomUUID() },
    data: body,
  });
  const { type, faults } = await refused.json();
  expect([refused.status(), type]).toEqual([422, "urn:liangzheng:problem:over-asking"]);
  expect(faults[0]).toMatchObject({ field: "/fields/1", message: expect.stringContaining("MJ") });
});

test("the unit asks for three fields, until a day", async () => {
  await visit(clerk, `${origin}/console/use-requests/new`);
  await clerk.getByLabel(/^持证主体的完整号码/).fill(holderCode);
  await clerk.getByLabel(/^为哪个事项/).selectOption({ label: `${item} · 不动产权证书` });
  for (const field of ["权利人", "坐落", "用途"])
    await clerk.getByRole("checkbox", { name: field, exact: true }).check();
  await clerk.getByLabel("办件编号").fill(businessNumber);
  await clerk.getByRole("textbox", { name: /^用途/ }).fill("核对经营场所的坐落和用途");
  await clerk.getByRole("radio", { name: /到某一天/ }).check();
  const until = new Date(Date.now() + 10 * 24 * 3_600_000).toISOString().slice(0, 10);
  await clerk.getByLabel("最后一天").fill(until);
  await clerk.getByRole("button", { name: "发出请求" }).click();
  await words(clerk, "等持证人答复");
  expect(await clerk.getByRole("button", { name: "查看", exact: true }).count()).toBe(0);
});

test("the holder is told who asks, and agrees to two of the three fields", async () => {
  await visit(holder, `${origin}/wallet/`);
  await holder.getByRole("link", { name: /用证请求等您答复/ }).click();
  await holder.getByRole("link", { name: new RegExp(`查看请求.*${item}`) }).click();
  for (const text of ["演示县市场监督管理局", "经办人：许诺", businessNumber, "核对经营场所的坐落和用途"])
    await words(holder, text);
  expect(await holder.getByRole("radio", { name: /仅本次/ }).isChecked()).toBe(true);
  await holder.getByRole("radio", { name: /^到 / }).check();
  await holder.getByRole("checkbox", { name: "权利人", exact: true }).uncheck();
  const [no, yes] = [
    await holder.getByRole("button", { name: "不同意", exact: true }).boundingBox(),
    await holder.getByRole("button", { name: "同意（2 项）", exact: true }).boundingBox(),
  ];
  expect([no?.width, no?.height]).toEqual([yes?.width, yes?.height]);
  await holder.getByRole("button", { name: "同意（2 项）", exact: true }).click();
  await words(holder, /已同意/);
});

test("the unit reads exactly these two, and the holder's history says so", async () => {
  await clerk.reload();
  await clerk.getByRole("button", { name: "查看", exact: true }).click();
  await words(clerk, "查看到的内容");
  const result = clerk.getByRole("main");
  await result.getByText("回执编号").waitFor();
  const read = await result.locator("dl").last().locator("dt").allTextContents();
  expect(read).toEqual(["证照状态", "坐落", "用途", "回执编号"]);
  await visit(holder, `${origin}/wallet/uses`);
  const use = holder.getByRole("article").filter({ hasText: businessNumber }).first();
  await use.waitFor();
  const told = await use.textContent();
  for (const text of ["演示县市场监督管理局", "持证人授权", "坐落、用途"]) expect(told).toContain(text);
});

test("the holder withdraws in two taps, and at once nothing more is read", async () => {
  await visit(holder, `${origin}/wallet/authorisations?show=live`);
  const card = holder.getByRole("listitem").filter({ hasText: item });
  await card.getByRole("button", { name: "撤回授权" }).click();
  await holder.getByRole("alertdialog").getByRole("button", { name: "撤回", exact: true }).click();
  await words(holder, "已撤回，立即生效");
  // The clerk's page is still open from before.
  await clerk.getByRole("button", { name: "查看", exact: true }).click();
  await words(clerk, "持证人已撤回授权");
  await words(clerk, "持证人已撤回");
  expect(await clerk.getByRole("button", { name: "查看", exact: true }).count()).toBe(0);
});
