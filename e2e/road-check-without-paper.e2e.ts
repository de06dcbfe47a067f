import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { desktop, openBrowser, openPage, phone, signIn } from "./staging/browser.ts";
import { holdBeforeCamera } from "./staging/camera.ts";

/** 亮证执法 (capabilities 48, 49, 61, 67): a driver without paper, an officer with a camera, a bureau that suspends. */
const practitioner = /道路运输从业人员从业资格证/;
const origin = inject("origin");

let folder: string;
let holderBrowser: Browser;
let officerBrowser: Browser;
let driver: Page;
let officer: Page;
let camera: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "liangzheng-camera-"));
  camera = join(folder, "camera.y4m");
  holderBrowser = await openBrowser();
  officerBrowser = await openBrowser(camera);
  ({ page: driver } = await openPage(holderBrowser, phone));
  ({ page: officer } = await openPage(officerBrowser, phone));
  await signIn(driver, origin, "wallet", "demo-wallet-0001");
  await signIn(officer, origin, "officer", "demo-officer-transport-1");
});
afterAll(async () => {
  await holderBrowser?.close();
  await officerBrowser?.close();
  await rm(folder, { recursive: true, force: true });
});

async function showCode(): Promise<void> {
  await driver.goto(`${origin}/wallet/`);
  await driver.getByRole("link", { name: practitioner }).first().click();
  await driver
    .getByRole("link", { name: "亮证" })
    .or(driver.getByRole("button", { name: "亮证" }))
    .first()
    .click();
  const symbol = driver.getByRole("img", { name: /的亮证二维码/ });
  await symbol.waitFor();
  await holdBeforeCamera(driver, await symbol.screenshot(), camera);
}

async function scan(): Promise<void> {
  await officer.goto(`${origin}/officer/`);
  // The purpose is chosen once for a stop.
  const begin = officer.getByRole("button", { name: "开始扫码" });
  const camera = officer.locator("video");
  await begin.or(camera).first().waitFor();
  if (await begin.isVisible()) {
    await officer.getByRole("radio", { name: "路面检查" }).check();
    await begin.click();
  }
  await officer.getByText("核验项").waitFor({ timeout: 60_000 });
}

test("a driver shows the licence, an officer scans it and sees that it is valid, with every check", async () => {
  await showCode();
  await scan();
  await expect.poll(() => officer.getByText("有效", { exact: true }).first().isVisible()).toBe(true);
  for (const check of ["亮证码没有用过", "平台记录完整未改动", "发证机关已签章", "证照状态正常"]) {
    expect(await officer.getByText(check).first().isVisible(), check).toBe(true);
  }
  expect(await officer.getByText("等待持证人同意").first().isVisible()).toBe(true);
});

test("the driver sees at once who looked, and decides about the rest", async () => {
  await driver.getByText("演示市交通运输局").first().waitFor();
  await driver.getByText("99010000001").first().waitFor();
  await driver.getByRole("button", { name: "同意", exact: true }).click();
  await driver.getByText(/您已同意/).waitFor();
  await officer.getByText(/持证人已同意/).waitFor({ timeout: 15_000 });
  await driver.goto(`${origin}/wallet/uses`);
  await driver.getByText("演示市交通运输局").first().waitFor();
});

test("an old code is refused as used", async () => {
  // The picture of the code that was redeemed is still before the camera.
  await officer.goto(`${origin}/officer/`);
  await officer.getByText("已被使用").first().waitFor({ timeout: 60_000 });
});

test("the bureau suspends the licence at its desk, and a code shown just before reads suspended, with the reason", async () => {
  const { page: clerk, context } = await openPage(holderBrowser, desktop);
  await signIn(clerk, origin, "console", "demo-console-transport-clerk");
  await showCode();
  const licenceKey = /licences\/([0-9a-f-]{36})/.exec(driver.url())?.[1] ?? "";
  await clerk.goto(`${origin}/console/licences/${licenceKey}`);
  await clerk.getByRole("button", { name: "办理" }).click();
  await clerk.getByRole("menuitem", { name: "变更状态" }).click();
  const dialog = clerk.getByRole("dialog").or(clerk.getByRole("alertdialog"));
  await dialog.getByRole("radio", { name: /^暂扣/ }).check();
  await dialog.getByLabel(/^文书号/).fill("演交罚〔2026〕1号");
  await dialog.getByLabel(/^法律依据/).fill("道路运输从业人员管理规定");
  await dialog.getByLabel(/^理由/).fill("一个考核周期内记满20分");
  await dialog.getByRole("button", { name: "下一步" }).click();
  await dialog.getByRole("button", { name: "登记：暂扣" }).click();
  await clerk.getByText("状态变更已登记").waitFor();
  await context.close();
  await scan();
  await officer.getByText("已暂扣").first().waitFor();
  await officer
    .getByText(/记满20分/)
    .first()
    .waitFor();
  await driver.goto(`${origin}/wallet/`);
  await driver.getByText("看看怎么办").first().waitFor();
});

test("the driving licence beside it comes from a higher system and cannot be suspended here", async () => {
  await driver.goto(`${origin}/wallet/`);
  await driver
    .getByRole("link", { name: /机动车驾驶证/ })
    .first()
    .click();
  await driver
    .getByText(/来源.{0,2}上级系统（模拟）/)
    .first()
    .waitFor();
  const licenceKey = /licences\/([0-9a-f-]{36})/.exec(driver.url())?.[1] ?? "";
  const { page: clerk, context } = await openPage(holderBrowser, desktop);
  await signIn(clerk, origin, "console", "demo-console-transport-clerk");
  // No desk has a screen for it; what a program could send is refused alike.
  const answer = await context.request.post(`${origin}/api/v1/licences/${licenceKey}/status-acts`, {
    headers: { "liangzheng-app": "console", "idempotency-key": randomUUID() },
    data: {
      act: "suspend",
      decidingOrgan: "甲",
      documentNumber: "1",
      basis: "乙",
      reason: "丙",
      effectiveOn: "2026-01-01",
    },
  });
  expect(answer.status()).toBe(404);
  await context.close();
});
