import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { LicenceStatus, LicenceSummary, ShowCode, Verification } from "@liangzheng/contract";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from "vitest";
import { ask, changeAnswers, cutOff, failAnswers } from "../staging/answers.ts";
import { openBrowser, openPage, phone, signIn, visit } from "../staging/browser.ts";
import { holdBeforeCamera } from "../staging/camera.ts";
import { lookAt } from "../staging/look.ts";

/** Every screen of the officers' app, and every verdict. */
const origin = inject("origin");
const app = `${origin}/officer`;

let folder: string;
let browser: Browser;
let officer: BrowserContext;
let holder: BrowserContext;
let page: Page;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "liangzheng-camera-"));
  const camera = join(folder, "camera.y4m");
  browser = await openBrowser(camera);
  const shown = await openPage(browser, phone);
  holder = shown.context;
  await signIn(shown.page, origin, "wallet", "demo-wallet-0003");
  // A wallet without its code: a camera that has something to look at and nothing to read.
  await holdBeforeCamera(shown.page, await shown.page.screenshot(), camera);
  const opened = await openPage(browser, phone);
  officer = opened.context;
  await officer.addInitScript(() =>
    sessionStorage.setItem("lz.officer.stop", '{"purpose":"road-check","place":"演示路口"}'),
  );
  await signIn(opened.page, origin, "officer", "demo-officer-transport-1");
});
afterAll(async () => {
  await browser?.close();
  await rm(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  page = await officer.newPage();
});
afterEach(() => page.close());

/** The holder shows a licence. */
async function show(typeKey: string): Promise<ShowCode> {
  const mine = (await ask(holder, origin, "wallet", "GET /my/licences")) as { items: LicenceSummary[] };
  const licenceKey = mine.items.find((licence) => licence.typeKey === typeKey)?.licenceKey;
  return (await ask(holder, origin, "wallet", `POST /my/licences/${licenceKey}/show-codes`, {})) as ShowCode;
}

const redeem = async (code: string): Promise<Verification> =>
  (await ask(officer, origin, "officer", "POST /verifications", {
    code,
    purpose: "road-check",
  })) as Verification;

describe("the way in", () => {
  test("nobody signed in", async () => {
    const { page: stranger, context } = await openPage(browser, phone);
    await visit(stranger, `${app}/`);
    expect(await lookAt(stranger, "officer sign-in")).toEqual([]);
    await context.close();
  });

  test("somebody who is no officer", async () => {
    await changeAnswers<object>(page, "/session", (session) => ({ ...session, roles: ["holder"] }));
    await page.goto(`${app}/`);
    await page.getByText("这个账号不是执法或核验人员").waitFor();
    expect(await lookAt(page, "officer not an officer")).toEqual([]);
  });
});

describe("the scan", () => {
  test("before the purpose is said, and without saying it", async () => {
    await page.addInitScript(() => sessionStorage.removeItem("lz.officer.stop"));
    await visit(page, `${app}/`);
    await page.getByRole("button", { name: "开始扫码" }).click();
    await page.getByText("请先选择用途").waitFor();
    expect(await lookAt(page, "officer stop")).toEqual([]);
  });

  test("the camera running", async () => {
    await page.goto(`${app}/`);
    await page.locator('[data-camera="running"]').waitFor();
    expect(await lookAt(page, "officer camera")).toEqual([]);
  });

  for (const [fault, state] of [
    ["NotAllowedError", "denied"],
    ["NotFoundError", "missing"],
    ["NotReadableError", "busy"],
  ] as const)
    test(`the camera ${state}, and a photo with no code on it`, async () => {
      await page.addInitScript((name) => {
        navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException("", name));
      }, fault);
      await page.goto(`${app}/`);
      await page.locator(`[data-camera="${state}"]`).waitFor();
      const photo = { name: "photo.png", mimeType: "image/png", buffer: await page.screenshot() };
      await page.locator('input[type="file"]').setInputFiles(photo);
      await page.getByText("照片中没有找到二维码").waitFor();
      expect(await lookAt(page, `officer camera ${state}`)).toEqual([]);
    });

  test("by photo: a code that is used by now", async () => {
    const { page: shown } = await openPage(browser, phone);
    await shown.close();
    const made = await holder.newPage();
    await made.goto(`${origin}/wallet/`);
    await made.getByRole("link", { name: /^亮证/ }).first().click();
    const symbol = made.getByRole("img", { name: /的亮证二维码/ });
    await symbol.waitFor();
    const photo = { name: "photo.png", mimeType: "image/png", buffer: await symbol.screenshot() };
    await made.close();
    await page.goto(`${app}/`);
    await page.locator('input[type="file"]').setInputFiles(photo);
    await page.getByText("核验项").waitFor();
    expect(await lookAt(page, "officer verdict by photo")).toEqual([]);
  });

  test("an answer that is lost on its way", async () => {
    await cutOff(page, "/verifications");
    await visit(page, `${app}/typed`);
    await page.getByLabel(/数字码/).fill("1234567897");
    await page.getByRole("button", { name: "核验" }).click();
    await page.getByText("没有收到结果").waitFor();
    expect(await lookAt(page, "officer answer lost")).toEqual([]);
  });
});

describe("typed digits", () => {
  test("too few", async () => {
    await visit(page, `${app}/typed`);
    await page.getByLabel(/数字码/).fill("12345");
    await page.getByRole("button", { name: "核验" }).click();
    await page
      .getByText(/现在是 5 位|5 位/)
      .first()
      .waitFor();
    expect(await lookAt(page, "officer typed too few")).toEqual([]);
  });

  test("locked after too many misses", async () => {
    await failAnswers(page, "/verifications", 429, "entry-locked");
    await visit(page, `${app}/typed`);
    await page.getByLabel(/数字码/).fill("1234567897");
    await page.getByRole("button", { name: "核验" }).click();
    await page.getByRole("alert").waitFor();
    expect(await lookAt(page, "officer typed locked")).toEqual([]);
  });
});

describe("a verdict", () => {
  let real: Verification;
  beforeAll(async () => {
    real = await redeem((await show("driving-licence")).code);
    expect(real.outcome).toBe("answered");
  });

  const seen = async (name: string, changed: Partial<Verification>): Promise<void> => {
    await changeAnswers<Verification>(page, `/verifications/${real.verificationId}`, (verification) => ({
      ...verification,
      ...changed,
    }));
    await visit(page, `${app}/verifications/${real.verificationId}`);
    expect(await lookAt(page, `officer verdict ${name}`)).toEqual([]);
  };
  const withStatus = (status: LicenceStatus, answer: number): Partial<Verification> => ({
    answer,
    licence: real.licence && { ...real.licence, status, statusReason: "发证机关依法作出决定" },
    checks: real.checks.map((check) =>
      check.name === "status" ? { ...check, result: "fail", reason: status } : check,
    ),
    disclosure: { state: "none" },
  });
  const nothing: Partial<Verification> = { licence: null, fields: [], disclosure: { state: "none" } };

  test("valid, waiting for the holder", () => seen("waiting", { disclosure: { state: "asked" } }));
  test("valid, agreed", () => seen("agreed", { disclosure: { state: "granted" } }));
  test("valid, not agreed", () => seen("refused", { disclosure: { state: "refused" } }));
  test("valid, looked at again too late", () => seen("over", { ...nothing }));
  test("1 not yet in force", () => seen("pending", withStatus("pending", 1)));
  test("2 suspended", () => seen("suspended", withStatus("suspended", 2)));
  test("3 expired", () => seen("expired", withStatus("expired", 3)));
  test("3 revoked", () => seen("revoked", withStatus("revoked", 3)));
  test("4 cannot be confirmed", () =>
    seen("unconfirmed", {
      answer: 4,
      checks: real.checks.map((check) =>
        check.name === "record-intact" ? { ...check, result: "fail", reason: "digest-differs" } : check,
      ),
    }));
  test("5 not found", () => seen("not found", { ...nothing, answer: 5 }));

  test("a code that was used", async () => {
    const { code } = await show("driving-licence");
    await redeem(code);
    const { verificationId } = await redeem(code);
    await visit(page, `${app}/verifications/${verificationId}`);
    await page.getByText("已被使用").first().waitFor();
    expect(await lookAt(page, "officer verdict used")).toEqual([]);
  });

  test("a code that came too late", () =>
    seen("code expired", {
      ...nothing,
      outcome: "expired",
      answer: 5,
      checks: [
        { name: "code-known", result: "pass" },
        { name: "code-fresh", result: "fail", reason: "expired" },
        { name: "code-unused", result: "pass" },
      ],
    }));

  test("a code of somebody else's", async () => {
    const { verificationId } = await redeem("https://example.org/pay?to=somebody");
    await visit(page, `${app}/verifications/${verificationId}`);
    await page.getByText("不是本平台的码").first().waitFor();
    expect(await lookAt(page, "officer verdict foreign")).toEqual([]);
  });

  test("one that is not the officer's own", async () => {
    await page.goto(`${app}/verifications/00000000-0000-7000-8000-000000000000`);
    await page.getByRole("alert").waitFor();
    expect(await lookAt(page, "officer verdict missing")).toEqual([]);
  });

  test("the history of all these, foreign codes too", async () => {
    await visit(page, `${app}/verifications`);
    await page.getByText("不是本平台的码").first().waitFor();
    expect(await lookAt(page, "officer history")).toEqual([]);
  });
});

test("no check yet", async () => {
  await changeAnswers(page, "/verifications*", () => ({ items: [], next: null }));
  await visit(page, `${app}/verifications`);
  expect(await lookAt(page, "officer history empty")).toEqual([]);
});

test("the history without network", async () => {
  await cutOff(page, "/verifications*");
  await page.goto(`${app}/verifications`);
  await page.getByRole("alert").waitFor();
  expect(await lookAt(page, "officer history offline")).toEqual([]);
});

test("locked after two idle minutes", async () => {
  await page.clock.install();
  await visit(page, `${app}/me`);
  await page.clock.fastForward(125_000);
  await page.getByRole("heading", { name: "已锁屏" }).waitFor();
  expect(await lookAt(page, "officer locked")).toEqual([]);
});

for (const [name, path] of [
  ["me", "/me"],
  ["missing page", "/nowhere"],
] as const)
  test(name, async () => {
    await visit(page, app + path);
    expect(await lookAt(page, `officer ${name}`)).toEqual([]);
  });
