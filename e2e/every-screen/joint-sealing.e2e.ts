import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { ask, changeAnswers, failAnswers } from "../staging/answers.ts";
import { desktop, openBrowser, openPage, signIn, visit } from "../staging/browser.ts";
import { lookAt } from "../staging/look.ts";

/** 联合盖章 (capability 78): one unit issues, two others seal; asked, refused, asked again, delivered. */
const server = inject("origin");
const origin = `${server}/console`;
const typeKey = "journey-joint-certificate";
let browser: Browser;
let issuer: Page;
let transport: Page;
let market: Page;
let draftId: string;

beforeAll(async () => {
  browser = await openBrowser();
  const enter = async (who: string): Promise<Page> => {
    const { page } = await openPage(browser, desktop);
    await signIn(page, server, "console", `demo-console-${who}`);
    return page;
  };
  [issuer, transport, market] = [
    await enter("justice-clerk"),
    await enter("secondTransport-clerk"),
    await enter("secondMarket-reviewer"),
  ];
  await layType(enter);
  draftId = await aDraft();
});
afterAll(() => browser?.close());

/** What a program would send in the name of whoever is signed in. */
// biome-ignore lint/suspicious/noExplicitAny: answers of many operations
const send = (page: Page, address: string, body: unknown = {}): Promise<any> =>
  ask(page.context(), server, "console", address, address.startsWith("GET") ? undefined : body);

/** A type like the officers' card of the unit, which two other bodies seal: one always the same, one by choice. */
async function layType(enter: (who: string) => Promise<Page>): Promise<void> {
  const [proposer, publisher, keeper] = [
    await enter("bureau-proposer"),
    await enter("bureau-publisher"),
    await enter("justice-keeper"),
  ];
  const { versions, adoptions } = await send(keeper, "GET /licence-types/law-enforcement-officer-card");
  const like = versions.at(-1).definition;
  const { items: organs } = await send(keeper, `GET /organs?name=${encodeURIComponent("示范市交通运输局")}`);
  const definition = {
    ...like,
    name: "联合执法资格证",
    nameEn: "Joint enforcement certificate",
    code: `${like.code.slice(0, 18)}J01`,
    level: "province",
    secondPerson: false,
    onePerHolder: false,
    jointSealing: {
      order: "side-by-side",
      deadlineDays: 5,
      parties: [
        {
          id: "transport",
          role: "行业主管机关",
          roleEn: "Competent body",
          organ: { by: "code", code: organs[0].code },
        },
        { id: "local", role: "属地会签机关", roleEn: "Local co-signer", organ: { by: "draft" } },
      ],
    },
  };
  await send(proposer, `PUT /licence-types/${typeKey}/draft`, { definition });
  await send(proposer, `POST /licence-types/${typeKey}/propose`);
  await send(publisher, `POST /licence-types/${typeKey}/publish`);
  const { organId, sealId } = adoptions[0];
  await send(keeper, `POST /licence-types/${typeKey}/adopt`, { organId, sealId });
  for (const page of [proposer, publisher, keeper]) await page.context().close();
}

/** Filled from a card of the unit. */
async function aDraft(): Promise<string> {
  const { items } = await send(issuer, "GET /licences?typeKey=law-enforcement-officer-card&status=valid");
  const card = await send(issuer, `POST /licences/${items[0].licenceKey}/versions`, {
    kind: "change",
    reason: "示例",
  });
  await send(issuer, `POST /drafts/${card.summary.draftId}/discard`, { reason: "示例" });
  const issuedOn = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
  const content = { ...card.content, issuedOn, number: `9902${String(Date.now()).slice(-7)}` };
  return (await send(issuer, "POST /drafts", { typeKey, content })).summary.draftId;
}

const dialogOf = (page: Page) => page.getByRole("dialog").or(page.getByRole("alertdialog"));
const words = (page: Page, text: string | RegExp) => page.getByText(text).first().waitFor();
const openDraft = () => visit(issuer, `${origin}/drafts/${draftId}`);
async function openTask(page: Page): Promise<void> {
  await visit(page, `${origin}/sealing-tasks`);
  await page.locator("table [data-opens]").first().click();
  await words(page, "核对后盖章或拒绝");
  await page.locator("img[src^=blob]").first().waitFor();
}
async function seal(page: Page): Promise<void> {
  await openTask(page);
  await page.getByRole("button", { name: "盖章", exact: true }).click();
  await dialogOf(page).getByRole("button", { name: "盖章", exact: true }).click();
  await words(page, "本单位已盖章");
}
async function issue(): Promise<void> {
  await openDraft();
  await issuer.getByRole("button", { name: "签发", exact: true }).click();
  await dialogOf(issuer).getByRole("button", { name: "签发", exact: true }).click();
  await words(issuer, "各单位正在盖章");
}

test("before anybody is asked there is nothing to seal, and the list says so", async () => {
  await visit(transport, `${origin}/sealing-tasks`);
  await words(transport, "没有等我们盖章的证照");
  expect(await lookAt(transport, "console sealing tasks, none")).toEqual([]);
});

test("the writer of the draft is told which body is still to be chosen, and chooses it", async () => {
  await openDraft();
  await words(issuer, "联合盖章单位");
  expect(await lookAt(issuer, "console a draft whose sealers are open")).toEqual([]);
  await issuer.getByLabel("属地会签机关由哪个单位盖章").selectOption({ label: "示范市市场监督管理局" });
  await issuer.getByRole("button", { name: "保存单位" }).click();
  await words(issuer, "已保存盖章单位");
  await issue();
  expect(await lookAt(issuer, "console a draft being sealed jointly")).toEqual([]);
});

test("a body that is asked finds it on its work page, and sees the page and the seals so far", async () => {
  await visit(transport, `${origin}/`);
  await transport.getByRole("link", { name: /等我们盖章的证照/ }).click();
  await words(transport, "联合执法资格证");
  expect(await lookAt(transport, "console sealing tasks")).toEqual([]);
  await openTask(transport);
  expect(await lookAt(transport, "console a sealing task")).toEqual([]);
  await transport.getByRole("button", { name: "盖章", exact: true }).click();
  await dialogOf(transport).waitFor();
  expect(await lookAt(transport, "console a seal before it is set")).toEqual([]);
});

test("a refusal with its reason gives the draft back, and the other body's task ends", async () => {
  await openTask(market);
  await market.getByRole("button", { name: "拒绝盖章" }).click();
  await dialogOf(market).getByRole("button", { name: "拒绝盖章" }).click();
  expect(await lookAt(market, "console a refusal without a reason")).toEqual([]);
  await dialogOf(market)
    .getByLabel(/^拒绝理由/)
    .fill("执法领域与本单位无关");
  await dialogOf(market).getByRole("button", { name: "拒绝盖章" }).click();
  await words(market, "本单位已拒绝盖章");
  expect(await lookAt(market, "console a sealing task refused")).toEqual([]);
  await visit(transport, `${origin}/sealing-tasks?show=all`);
  await transport.locator("table [data-opens]").first().click();
  await words(transport, "这次联合盖章已终止");
  expect(await lookAt(transport, "console a sealing task that ended")).toEqual([]);
  await openDraft();
  await words(issuer, "示范市市场监督管理局：执法领域与本单位无关");
  expect(await lookAt(issuer, "console a draft refused by a sealer")).toEqual([]);
});

test("late, failing and without a seal: each state says what it is", async () => {
  await issue();
  const late = (body: { summary?: { state: string }; parties?: { state: string }[]; seals?: unknown[] }) => {
    if (body.summary) body.summary.state = "overdue";
    for (const party of body.parties ?? []) if (party.state === "open") party.state = "overdue";
    if (body.seals) body.seals = [];
    return body;
  };
  const page = await market.context().newPage();
  await page.setViewportSize(desktop);
  await changeAnswers(page, "/sealing-tasks/*", late as never);
  await openTask(page);
  await words(page, "已过期限");
  await words(page, "您没有可用的印章");
  expect(await lookAt(page, "console a sealing task, overdue and without a seal")).toEqual([]);
  await failAnswers(page, "/sealing-tasks?*", 500, "internal");
  await visit(page, `${origin}/sealing-tasks`);
  await page.getByRole("button", { name: "重试" }).waitFor({ timeout: 30_000 });
  expect(await lookAt(page, "console sealing tasks that the server cannot give")).toEqual([]);
  await page.close();
});

test("when all have sealed the licence is there, with every seal", async () => {
  await seal(transport);
  expect(await lookAt(transport, "console a sealing task sealed")).toEqual([]);
  await openDraft();
  await words(issuer, "各单位正在盖章");
  await seal(market);
  await words(market, "这次联合盖章已经结束");
  await openDraft();
  await words(issuer, "查看证照");
  expect(await lookAt(issuer, "console a draft delivered under several seals")).toEqual([]);
});

test("the issuer may take a draft back while others have yet to seal it", async () => {
  draftId = await aDraft();
  await openDraft();
  await issuer.getByLabel("属地会签机关由哪个单位盖章").selectOption({ label: "示范市市场监督管理局" });
  await issuer.getByRole("button", { name: "保存单位" }).click();
  await words(issuer, "已保存盖章单位");
  await issue();
  await issuer.getByRole("button", { name: "收回草稿" }).click();
  await dialogOf(issuer)
    .getByLabel(/^收回理由/)
    .fill("信息有误");
  expect(await lookAt(issuer, "console a draft before it is taken back")).toEqual([]);
  await dialogOf(issuer).getByRole("button", { name: "收回草稿" }).click();
  await words(issuer, "信息有误");
});
