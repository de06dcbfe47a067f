import { randomUUID } from "node:crypto";
import { parseCertificate, parseCrl, parsePem } from "@liangzheng/pki";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { desktop, openBrowser, openPage, signIn, visit } from "./staging/browser.ts";
import { lookAt } from "./staging/look.ts";

/** 电子印章全生命周期 (capabilities 76, 80): applied for, approved by another, used, lost, replaced, and in the list. */
const server = inject("origin");
const origin = `${server}/console`;
/** A unit of its own: what happens to its seals disturbs no other journey. */
const unit = "housing";
let browser: Browser;
let clerk: Page;
let reviewer: Page;
let keeper: Page;
/** The seal that the unit has from the beginning, and the two that follow it. */
const seals: string[] = [];

beforeAll(async () => {
  browser = await openBrowser();
  const enter = async (post: string): Promise<Page> => {
    const { page } = await openPage(browser, desktop);
    await signIn(page, server, "console", `demo-console-${unit}-${post}`);
    return page;
  };
  [clerk, reviewer, keeper] = [await enter("clerk"), await enter("reviewer"), await enter("keeper")];
});
afterAll(() => browser?.close());

const dialogOf = (page: Page) => page.getByRole("dialog").or(page.getByRole("alertdialog"));

/** Does one act with its grounds, as the person at the screen would. */
async function act(page: Page, name: string): Promise<void> {
  await page.getByRole("button", { name, exact: true }).click();
  const dialog = dialogOf(page);
  await dialog.getByLabel(/^文书号/).fill("演建办〔2026〕12号");
  await dialog.getByLabel(/^理由/).fill("按印章管理办法办理");
  await dialog.getByRole("button", { name, exact: true }).click();
  await page.getByText(`已登记：${name}`).first().waitFor();
  await dialog.waitFor({ state: "detached" });
}

async function apply(address: string): Promise<string> {
  await visit(clerk, origin + address);
  await clerk.getByLabel(/^文书号/).fill("演建办〔2026〕11号");
  await clerk.getByLabel(/^理由/).fill("证照签发需要");
  await clerk.getByRole("button", { name: "提交申请" }).click();
  await clerk.getByText("申请已提交").first().waitFor();
  await clerk.getByText("待审批").first().waitFor();
  return /seals\/([0-9a-f-]{36})/.exec(clerk.url())?.[1] ?? "";
}

async function makeUsable(sealId: string): Promise<void> {
  await visit(reviewer, `${origin}/seals/${sealId}`);
  await act(reviewer, "批准");
  await visit(keeper, `${origin}/seals/${sealId}`);
  await act(keeper, "制作");
  await act(keeper, "启用");
  await keeper.getByText("使用中").first().waitFor();
}

/** What a program of the unit would send in the name of whoever is signed in. */
async function send(page: Page, method: "get" | "post" | "put", path: string, data?: unknown) {
  const answer = await page.context().request[method](`${server}/api/v1${path}`, {
    headers: { "liangzheng-app": "console", "idempotency-key": randomUUID() },
    ...(data === undefined ? {} : { data }),
  });
  return { status: answer.status(), body: await answer.json().catch(() => undefined) };
}

/** The next licence of the unit, drawn up anew as a version and issued; what the server says. */
async function issueAgain(): Promise<{ status: number; type?: string }> {
  const { body: found } = await send(
    clerk,
    "get",
    "/licences?typeKey=construction-special-operator&status=valid",
  );
  const { licenceKey } = found.items[issued++];
  const started = await send(clerk, "post", `/licences/${licenceKey}/versions`, {
    kind: "change",
    reason: "更正信息",
  });
  const { summary, content } = started.body;
  const { draftId } = summary;
  const issuedOn = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
  await send(clerk, "put", `/drafts/${draftId}`, { content: { ...content, issuedOn } });
  const { status, body } = await send(clerk, "post", `/drafts/${draftId}/submit`, {});
  return { status, type: body?.type };
}
let issued = 0;

/** The row of the register that the unit started with. */
async function first(): Promise<string> {
  const { body } = await send(keeper, "get", "/seals?kind=licence&state=active");
  return body.items[0].sealId;
}

test("a clerk applies: the form says what is missing, and offers the clerk no approval", async () => {
  seals.push(await first());
  await visit(clerk, `${origin}/seals/new?replaces=${seals[0]}`);
  await clerk.getByRole("button", { name: "提交申请" }).click();
  await clerk.getByText("有内容需要修改").first().waitFor();
  expect(await lookAt(clerk, "console a seal application with errors")).toEqual([]);
  seals.push(await apply(`/seals/new?replaces=${seals[0]}`));
  expect(await clerk.getByRole("button", { name: "批准", exact: true }).count()).toBe(0);
  expect(await lookAt(clerk, "console a seal applied for")).toEqual([]);
});

test("another person approves, the keeper makes and activates it, and licences are issued under it", async () => {
  await makeUsable(seals[1] ?? "");
  expect(await issueAgain()).toMatchObject({ status: 200 });
  await visit(keeper, `${origin}/seals/${seals[1]}`);
  await keeper.getByText("签发 建筑施工特种作业操作资格证").first().waitFor();
  expect(await lookAt(keeper, "console a seal in use")).toEqual([]);
  await visit(keeper, `${origin}/seals/${seals[0]}`);
  await keeper.getByText("已换发").first().waitFor();
});

test("a use outside issuance is asked by one person, granted by another, and made once", async () => {
  await visit(clerk, `${origin}/seals/${seals[1]}`);
  await clerk.getByRole("button", { name: "申请用章" }).click();
  const dialog = dialogOf(clerk);
  await dialog.getByLabel(/^文件(?!摘要)/).fill("监管协议");
  await dialog.getByLabel(/^文件摘要/).fill("ab".repeat(32));
  await dialog.getByLabel(/^用章理由/).fill("与园区签订监管协议");
  await dialog.getByRole("button", { name: "申请用章" }).click();
  await clerk.getByText("待同意").first().waitFor();
  expect(await clerk.getByRole("button", { name: /^同意/ }).count()).toBe(0);
  await visit(reviewer, `${origin}/seals/${seals[1]}`);
  await reviewer.getByRole("button", { name: "同意 监管协议", exact: true }).click();
  await dialogOf(reviewer)
    .getByLabel(/^用章理由/)
    .fill("已核对");
  await dialogOf(reviewer).getByRole("button", { name: "同意", exact: true }).click();
  await reviewer.getByText("已同意，未用").first().waitFor();
  await visit(clerk, `${origin}/seals/${seals[1]}`);
  const saved = clerk.waitForEvent("download");
  await clerk.getByRole("button", { name: /^用章并保存签章/ }).click();
  expect((await saved).suggestedFilename()).toBe("监管协议.dat");
  await clerk.getByText("已用", { exact: true }).first().waitFor();
  expect(await lookAt(clerk, "console a seal used outside issuance")).toEqual([]);
});

test("reported lost, it issues nothing more, and its successor does", async () => {
  await visit(keeper, `${origin}/seals/${seals[1]}`);
  await keeper.getByRole("button", { name: "挂失", exact: true }).click();
  await dialogOf(keeper).waitFor();
  expect(await lookAt(keeper, "console a seal before it is reported lost")).toEqual([]);
  await dialogOf(keeper).getByRole("button", { name: "取消" }).click();
  await dialogOf(keeper).waitFor({ state: "detached" });
  await act(keeper, "挂失");
  expect(await issueAgain()).toEqual({ status: 409, type: "urn:liangzheng:problem:seal-not-usable" });
  seals.push(await apply(`/seals/new?replaces=${seals[1]}`));
  await makeUsable(seals[2] ?? "");
  expect(await issueAgain()).toMatchObject({ status: 200 });
});

test("the certificates of both old seals stand in the list that anybody can get", async () => {
  const answer = await fetch(`${server}/api/v1/trust/revocation-lists/issuer`);
  const { entries } = parseCrl(new Uint8Array(await answer.arrayBuffer()));
  const reasonOf = async (sealId: string | undefined): Promise<string | undefined> => {
    const { body } = await send(keeper, "get", `/seals/${sealId}`);
    const { serial } = parseCertificate(parsePem(body.certificatePem)[0]?.bytes ?? new Uint8Array(0));
    return [...entries.values()].find((one) => Buffer.compare(one.serial, serial) === 0)?.reason;
  };
  const reasons = [await reasonOf(seals[0]), await reasonOf(seals[1]), await reasonOf(seals[2])];
  expect(reasons).toEqual(["superseded", "key-compromise", undefined]);
});

test("the register is filtered by state and kind, and says when there is nothing", async () => {
  await visit(keeper, `${origin}/seals`);
  expect(await lookAt(keeper, "console seals")).toEqual([]);
  await keeper.getByLabel("状态").selectOption("replaced");
  await keeper.getByText(/^共 [1-9]\d* 枚$/).waitFor();
  await keeper.getByLabel("种类").selectOption("finance");
  await keeper.getByText("没有符合条件的印章").waitFor();
  expect(await lookAt(keeper, "console seals, none found")).toEqual([]);
  await visit(clerk, `${origin}/seals/new`);
  await clerk.getByRole("radio", { name: /^企业/ }).check();
  await clerk.getByLabel("印章种类").selectOption("legal-representative");
  await clerk.getByRole("button", { name: "提交申请" }).click();
  await clerk.getByText("统一社会信用代码有误").first().waitFor();
  expect(await lookAt(clerk, "console an enterprise's name seal with errors")).toEqual([]);
});
