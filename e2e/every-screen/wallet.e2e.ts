import type { LicenceDetail, LicenceSummary, ShowCode, Verification } from "@liangzheng/contract";
import { licenceStatuses } from "@liangzheng/contract";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from "vitest";
import { ask, changeAnswers, cutOff, failAnswers } from "../staging/answers.ts";
import { openBrowser, openPage, phone, signIn, visit } from "../staging/browser.ts";
import { lookAt } from "../staging/look.ts";

/** Every screen of the wallet, and every state of those that have several. */
const origin = inject("origin");
const wallet = `${origin}/wallet`;

let browser: Browser;
let holder: BrowserContext;
let page: Page;
/** His bureau's own: nothing but this file changes them. */
let licences: readonly LicenceSummary[];
const ofType = (key: string): string => licences.find(({ typeKey }) => typeKey === key)?.licenceKey ?? "none";

beforeAll(async () => {
  browser = await openBrowser();
  const { context, page: first } = await openPage(browser, phone);
  holder = context;
  await signIn(first, origin, "wallet", "demo-wallet-0003");
  ({ items: licences } = (await ask(holder, origin, "wallet", "GET /my/licences")) as {
    items: LicenceSummary[];
  });
});
afterAll(() => browser?.close());
beforeEach(async () => {
  page = await holder.newPage();
});
afterEach(() => page.close());

describe("nobody signed in", () => {
  test("the wallet's own door, as it is and after a failed sign-in", async () => {
    const { page: stranger, context } = await openPage(browser, phone);
    await visit(stranger, `${wallet}/`);
    expect(await lookAt(stranger, "wallet sign-in")).toEqual([]);
    await visit(stranger, `${wallet}/?sign-in=failed`);
    expect(await lookAt(stranger, "wallet sign-in failed")).toEqual([]);
    await context.close();
  });

  test("the provider's page, and an account that does not exist", async () => {
    const { page: stranger, context } = await openPage(browser, phone);
    const missing: string[] = [];
    stranger.on("response", (response) => {
      if (response.status() === 404) missing.push(response.url());
    });
    await stranger.goto(`${origin}/auth/sign-in?app=wallet&return=/wallet/`);
    expect(await lookAt(stranger, "provider")).toEqual([]);
    await stranger.getByLabel(/其他演示账号/).fill("nobody");
    await stranger.getByRole("button", { name: /登录 Sign in/ }).click();
    await stranger.getByRole("alert").waitFor();
    expect(await lookAt(stranger, "provider no such account")).toEqual([]);
    expect(missing).toEqual([]);
    await context.close();
  });
});

describe("the stack of cards", () => {
  test("as it is", async () => {
    await visit(page, `${wallet}/`);
    expect(await lookAt(page, "wallet home")).toEqual([]);
  });

  test("of an enterprise with many", async () => {
    const { page: owner, context } = await openPage(browser, phone);
    await signIn(owner, origin, "wallet", "demo-wallet-0002");
    await visit(owner, `${wallet}/`);
    await owner.getByRole("button", { name: /演示市示例物流运输有限公司/ }).click();
    await owner.getByText("营业执照").first().waitFor();
    expect(await lookAt(owner, "wallet home of an enterprise")).toEqual([]);
    await visit(owner, `${wallet}/me`);
    expect(await lookAt(owner, "wallet me for an enterprise")).toEqual([]);
    await context.close();
  });

  test("with nothing in it", async () => {
    await changeAnswers(page, "/my/licences", () => ({ items: [] }));
    await visit(page, `${wallet}/`);
    expect(await lookAt(page, "wallet home empty")).toEqual([]);
  });

  test("with the server failing, and without network", async () => {
    await failAnswers(page, "/my/licences", 500, "internal-error");
    await visit(page, `${wallet}/`);
    await page.getByRole("alert").waitFor();
    expect(await lookAt(page, "wallet home failing")).toEqual([]);
    await page.unrouteAll();
    await cutOff(page, "/my/licences");
    await page.getByRole("button", { name: "重试" }).click();
    await holder.setOffline(true);
    await page.getByRole("alert").waitFor();
    expect(await lookAt(page, "wallet home offline")).toEqual([]);
    await holder.setOffline(false);
  });
});

describe("a licence", () => {
  for (const [name, key] of [
    ["made here", "real-estate-title"],
    ["of a higher system", "driving-licence"],
    ["shared by two", "marriage-certificate"],
  ] as const)
    test(name, async () => {
      await visit(page, `${wallet}/licences/${ofType(key)}`);
      expect(await lookAt(page, `wallet licence ${name}`)).toEqual([]);
    });

  for (const status of licenceStatuses)
    test(`that is ${status}`, async () => {
      const licenceKey = ofType("real-estate-title");
      await changeAnswers<LicenceDetail>(page, `/my/licences/${licenceKey}`, (detail) => ({
        ...detail,
        showable: status === "valid",
        summary: {
          ...detail.summary,
          status,
          statusReason: status === "valid" ? null : "登记机关依法作出决定",
        },
        statusActs: status === "valid" ? [] : [{ ...anAct, to: status }],
      }));
      await visit(page, `${wallet}/licences/${licenceKey}`);
      expect(await lookAt(page, `wallet licence ${status}`)).toEqual([]);
    });

  test("that is not there", async () => {
    await page.goto(`${wallet}/licences/00000000-0000-7000-8000-000000000000`);
    await page.getByRole("alert").waitFor();
    expect(await lookAt(page, "wallet licence missing")).toEqual([]);
  });
});

const anAct: LicenceDetail["statusActs"][number] = {
  act: "suspend",
  from: "valid",
  to: "suspended",
  decidingOrgan: "演示市自然资源局",
  executingOrgan: "演示市不动产登记中心",
  documentNumber: "演自然资〔2026〕1号",
  basis: "不动产登记暂行条例",
  reason: "登记机关依法作出决定",
  effectiveOn: "2026-06-01",
  recordedAt: "2026-06-01T01:02:03.000Z",
};

describe("亮证", () => {
  const licence = () => ofType("real-estate-title");
  const codes = () => `/my/licences/${licence()}/show-codes`;
  const symbol = () => page.getByRole("img", { name: /的亮证二维码/ });

  test("a live code, and cut off while it lives", async () => {
    await page.goto(`${wallet}/licences/${licence()}/show`);
    await symbol().waitFor();
    expect(await lookAt(page, "wallet code")).toEqual([]);
    await holder.setOffline(true);
    await page.getByText(/网络已断开/).waitFor();
    expect(await lookAt(page, "wallet code cut off")).toEqual([]);
    await holder.setOffline(false);
  });

  test("an expired code", async () => {
    // A code of one second is renewed at once, until the wallet stops asking.
    await changeAnswers<ShowCode>(page, codes(), (code) => ({ ...code, lifetimeSeconds: 1 }));
    await page.goto(`${wallet}/licences/${licence()}/show`);
    await page.getByText("亮证码已过期").waitFor();
    expect(await lookAt(page, "wallet code expired")).toEqual([]);
  });

  test("without network, and refused", async () => {
    await cutOff(page, codes());
    await page.goto(`${wallet}/licences/${licence()}/show`);
    await page.getByText("网络已断开", { exact: true }).waitFor();
    expect(await lookAt(page, "wallet code offline")).toEqual([]);
    await page.unrouteAll();
    await failAnswers(page, codes(), 409, "licence-not-showable");
    await page.getByRole("button", { name: "重试" }).click();
    await page.getByRole("alert").waitFor();
    expect(await lookAt(page, "wallet code refused")).toEqual([]);
  });

  test("digits to read out: choosing the unit, and the digits", async () => {
    await page.goto(`${wallet}/licences/${licence()}/show`);
    await page.getByRole("button", { name: /念数字码/ }).click();
    await page.getByLabel(/对方单位名称/).fill("交通");
    await page.getByRole("button", { name: "演示市交通运输局" }).waitFor();
    expect(await lookAt(page, "wallet unit for digits")).toEqual([]);
    await page.getByRole("button", { name: "演示市交通运输局" }).click();
    await page.getByText(/仅供.*使用/).waitFor();
    expect(await lookAt(page, "wallet digits")).toEqual([]);
  });

  test("scanned: asked for more, agreed; and scanned, not agreed", async () => {
    const { page: officer, context } = await openPage(browser, phone);
    await signIn(officer, origin, "officer", "demo-officer-transport-1");
    const scanned = async (): Promise<void> => {
      const made = page.waitForResponse((response) => response.url().endsWith(codes()));
      await page.goto(`${wallet}/licences/${licence()}/show`);
      const { code } = (await (await made).json()) as ShowCode;
      const body = { code, purpose: "road-check" };
      const { outcome } = (await ask(
        context,
        origin,
        "officer",
        "POST /verifications",
        body,
      )) as Verification;
      expect(outcome).toBe("answered");
      await page.getByRole("alertdialog").waitFor();
    };
    await scanned();
    expect(await lookAt(page, "wallet consent")).toEqual([]);
    await page.getByRole("button", { name: "同意", exact: true }).click();
    await page.getByText(/您已同意/).waitFor();
    expect(await lookAt(page, "wallet agreed")).toEqual([]);
    await scanned();
    await page.getByRole("button", { name: "不同意" }).click();
    await page.getByText("您没有同意").waitFor();
    expect(await lookAt(page, "wallet not agreed")).toEqual([]);
    await visit(page, `${wallet}/uses`);
    await page.getByText("演示市交通运输局").first().waitFor();
    expect(await lookAt(page, "wallet uses")).toEqual([]);
    await visit(page, `${wallet}/notices`);
    await page.getByRole("button", { expanded: false }).first().click();
    await page.getByRole("button", { expanded: true }).waitFor();
    expect(await lookAt(page, "wallet notices")).toEqual([]);
    await context.close();
  });
});

test("no use yet, no message yet", async () => {
  await changeAnswers(page, "/my/uses*", () => ({ items: [], next: null }));
  await changeAnswers(page, "/my/notices*", () => ({ items: [], unread: 0, next: null }));
  await visit(page, `${wallet}/uses?licence=${ofType("driving-licence")}`);
  expect(await lookAt(page, "wallet uses empty")).toEqual([]);
  await visit(page, `${wallet}/notices`);
  expect(await lookAt(page, "wallet notices empty")).toEqual([]);
});

for (const [name, path] of [
  ["me", "/me"],
  ["missing page", "/nowhere"],
] as const)
  test(name, async () => {
    await visit(page, wallet + path);
    expect(await lookAt(page, `wallet ${name}`)).toEqual([]);
  });
