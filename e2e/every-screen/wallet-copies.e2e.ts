import { createHash, randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import type { AnnotatedCopy, LicenceDetail, LicenceSummary, SealReport } from "@liangzheng/contract";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from "vitest";
import { ask, changeAnswers, cutOff, failAnswers } from "../staging/answers.ts";
import { openBrowser, openPage, phone, signIn, visit } from "../staging/browser.ts";
import { lookAt } from "../staging/look.ts";

/** 加注件 (capability 5): a holder makes a copy for a bank, hands it over, and takes it back. */
const origin = inject("origin");
const wallet = `${origin}/wallet`;
const recipient = "示例银行演示支行";

let browser: Browser;
let holder: BrowserContext;
let page: Page;
let licence: string;

beforeAll(async () => {
  browser = await openBrowser();
  const { context, page: first } = await openPage(browser, phone);
  holder = context;
  await signIn(first, origin, "wallet", "demo-wallet-0003");
  const { items } = (await ask(holder, origin, "wallet", "GET /my/licences")) as { items: LicenceSummary[] };
  licence = items.find(({ typeKey }) => typeKey === "real-estate-title")?.licenceKey ?? "none";
});
afterAll(() => browser?.close());
beforeEach(async () => {
  page = await holder.newPage();
});
afterEach(() => page.close());

async function fillIn(): Promise<void> {
  await page.getByLabel("提供给谁").fill(recipient);
  await page.getByLabel("用途").fill("办理抵押贷款");
  await page.getByLabel("办理事项").fill("个人住房抵押登记");
  await page.getByLabel(/业务编号/).fill("DK-2026-0031");
}

async function preview(): Promise<void> {
  await page.getByRole("button", { name: "预览" }).click();
  await page.getByRole("img", { name: /加注件的预览图片/ }).waitFor();
}

describe("making a copy", () => {
  test("from the licence: form, faults at their fields, preview", async () => {
    await visit(page, `${wallet}/licences/${licence}`);
    await page.getByRole("link", { name: "制作加注件" }).click();
    await page.getByLabel("提供给谁").waitFor();
    expect(await lookAt(page, "wallet copy form")).toEqual([]);
    await page.getByRole("button", { name: "预览" }).click();
    await page.getByRole("link", { name: "请填写提供给谁" }).waitFor();
    expect(await lookAt(page, "wallet copy form faults")).toEqual([]);
    await fillIn();
    await page.getByLabel("用途").fill("😀");
    await page.getByRole("button", { name: "预览" }).click();
    await page.getByRole("link", { name: "用途里有印不出来的字，请换一个写法" }).waitFor();
    await page.getByLabel("用途").fill("办理抵押贷款");
    await preview();
    expect(await lookAt(page, "wallet copy preview")).toEqual([]);
    await page.getByRole("button", { name: "返回修改" }).click();
    expect(await page.getByLabel("提供给谁").inputValue()).toBe(recipient);
  });

  test("confirmed: its file is valid to the seal desk, under the platform's seal, and known by its number", async () => {
    await page.goto(`${wallet}/licences/${licence}/copy`);
    await fillIn();
    await preview();
    await page.getByRole("button", { name: "确认制作" }).click();
    await page.getByRole("heading", { level: 1, name: "加注件已制作" }).waitFor();
    expect(await lookAt(page, "wallet copy made")).toEqual([]);
    const number = (await page.getByText(/^JZJ\w(-\w{4}){4}$/).textContent()) ?? "";
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "下载加注件" }).click(),
    ]);
    expect(download.suggestedFilename()).toContain(number);
    const file = await readFile(await download.path());
    const judged = await fetch(`${origin}/api/v1/seal-checks`, {
      method: "POST",
      headers: { "content-type": "application/octet-stream", "idempotency-key": randomUUID() },
      body: file,
    });
    const said = await judged.text();
    expect(judged.status, said).toBe(200);
    const { verdict, signatures } = JSON.parse(said) as SealReport;
    const sealedBy = signatures.map(({ sealName }) => sealName);
    expect([verdict, ...sealedBy]).toEqual(["valid", "演示省政务服务数据管理局加注件专用章"]);
    expect(await stateOf(number)).toEqual({ state: "valid", digest: sm3(file) });
  });

  test("looked at, and taken back in two taps", async () => {
    const { purpose, matter } = aCopy;
    const validUntil = new Date(Date.now() + 7 * 24 * 3_600_000).toISOString().slice(0, 10);
    const body = { recipient, purpose, matter, validUntil };
    const { copyNumber } = (await ask(
      holder,
      origin,
      "wallet",
      `POST /my/licences/${licence}/annotated-copies`,
      body,
    )) as AnnotatedCopy;
    await visit(page, `${wallet}/copies?licence=${licence}`);
    const card = page.getByRole("listitem").filter({ hasText: copyNumber });
    await card.getByRole("button", { name: "查看版面" }).click();
    await page.getByRole("dialog").getByRole("img").waitFor();
    expect(await lookAt(page, "wallet copy page")).toEqual([]);
    await page.getByRole("button", { name: "关闭" }).click();
    await card.getByRole("button", { name: "作废", exact: true }).click();
    await page.getByRole("alertdialog").waitFor();
    expect(await lookAt(page, "wallet copy revoking")).toEqual([]);
    await page.getByRole("button", { name: "确认作废" }).click();
    await card.getByText("已作废", { exact: true }).waitFor();
    expect(await card.getByRole("button", { name: "下载加注件" }).count()).toBe(0);
    expect((await stateOf(copyNumber)).state).toBe("revoked");
    await visit(page, `${wallet}/uses?licence=${licence}`);
    await page.getByText(`${recipient} · ${purpose} · ${matter}`).first().waitFor();
  });

  test("refused, with the server failing, and without network", async () => {
    await page.goto(`${wallet}/licences/${licence}/copy`);
    await fillIn();
    await preview();
    const making = `/my/licences/${licence}/annotated-copies`;
    for (const [status, code] of [
      [409, "seal-not-usable"],
      [409, "licence-not-showable"],
      [500, "internal-error"],
    ] as const) {
      await failAnswers(page, making, status, code);
      await page.getByRole("button", { name: "确认制作" }).click();
      await page.getByRole("alert").waitFor();
      expect(await lookAt(page, `wallet copy ${code}`)).toEqual([]);
      await page.unrouteAll();
    }
    await cutOff(page, making);
    await page.getByRole("button", { name: "确认制作" }).click();
    await page.getByText("没有成功").waitFor();
    expect(await lookAt(page, "wallet copy cut off")).toEqual([]);
  });
});

describe("the list of copies", () => {
  test("in every state", async () => {
    await changeAnswers<{ items: AnnotatedCopy[]; next: null }>(page, "/my/annotated-copies*", () => ({
      items: (["valid", "expired", "revoked", "original-not-current"] as const).map((state, at) => ({
        ...aCopy,
        copyId: `01890000-0000-7000-8000-00000000000${at}`,
        state,
        revokedAt: state === "revoked" ? "2026-03-05T02:00:00.000Z" : null,
      })),
      next: null,
    }));
    await visit(page, `${wallet}/copies`);
    await page.getByText("原件已停用或更新").waitFor();
    expect(await lookAt(page, "wallet copies in every state")).toEqual([]);
  });

  test("empty, and with the server failing", async () => {
    await changeAnswers(page, "/my/annotated-copies*", () => ({ items: [], next: null }));
    await visit(page, `${wallet}/copies`);
    expect(await lookAt(page, "wallet copies empty")).toEqual([]);
    await page.unrouteAll();
    await failAnswers(page, "/my/annotated-copies*", 500, "internal-error");
    await visit(page, `${wallet}/copies`);
    await page.getByRole("alert").waitFor();
    expect(await lookAt(page, "wallet copies failing")).toEqual([]);
  });

  test("what cannot be shown cannot be copied, and says so", async () => {
    await changeAnswers<LicenceDetail>(page, `/my/licences/${licence}`, (detail) => ({
      ...detail,
      showable: false,
    }));
    await visit(page, `${wallet}/licences/${licence}`);
    await page.getByText("也不能制作加注件").waitFor();
    expect(await page.getByRole("link", { name: "制作加注件" }).count()).toBe(0);
  });
});

const aCopy: AnnotatedCopy = {
  copyId: "01890000-0000-7000-8000-000000000000",
  copyNumber: "JZJ7-K2MQ-9D4X-HR5T-8VWC",
  licenceKey: "01890000-0000-7000-8000-000000000000",
  typeName: "不动产权证书",
  typeNameEn: "Real estate title",
  recipient,
  purpose: "办理抵押贷款",
  matter: "个人住房抵押登记",
  validUntil: "2026-04-01",
  madeAt: "2026-03-02T02:00:00.000Z",
  maker: "演示省政务服务数据管理局",
  state: "valid",
  revokedAt: null,
};

const sm3 = (bytes: Uint8Array): string => createHash("sm3").update(bytes).digest("hex");

/** As anybody learns it who has the number. */
async function stateOf(number: string): Promise<{ state: string; digest: string }> {
  const answer = await fetch(`${origin}/api/v1/annotated-copies/${number}`);
  return (await answer.json()) as { state: string; digest: string };
}
