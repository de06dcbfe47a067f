import { readFile } from "node:fs/promises";
import type { LicenceSummary, SealReport } from "@liangzheng/contract";
import { openPackage } from "@liangzheng/ofd";
import { parseSealSignature } from "@liangzheng/seal";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from "vitest";
import { aSignedPdf } from "../../libs/seal/testing/pdf-exhibits.ts";
import { edited, zip } from "../../libs/seal/testing/sealed-package.ts";
import { ask, changeAnswers, cutOff } from "../staging/answers.ts";
import { desktop, openBrowser, openPage, signIn, visit } from "../staging/browser.ts";
import { lookAt } from "../staging/look.ts";

/** Every screen of the public pages, and every verdict of the seal check. */
const origin = inject("origin");
const pages = `${origin}/public`;

let browser: Browser;
let page: Page;
/** A licence as its holder downloads it. */
let original: Buffer;

beforeAll(async () => {
  browser = await openBrowser();
  const { page: holder, context } = await openPage(browser, desktop);
  await signIn(holder, origin, "wallet", "demo-wallet-0003");
  const { items } = (await ask(context, origin, "wallet", "GET /my/licences")) as { items: LicenceSummary[] };
  const own = items.find(({ typeKey }) => typeKey === "marriage-certificate");
  const answer = await context.request.get(`${origin}/api/v1/my/licences/${own?.licenceKey}/file`, {
    headers: { "liangzheng-app": "wallet" },
  });
  original = await answer.body();
  await context.close();
});
afterAll(() => browser?.close());
beforeEach(async () => {
  ({ page } = await openPage(browser, desktop));
});
afterEach(() => page.context().close());

for (const [name, path] of [
  ["home", "/"],
  ["seal check", "/seal-check"],
  ["report look-up", "/reports"],
  ["report that does not exist", "/reports/HY20260302-000000000000"],
  ["accessibility statement", "/accessibility"],
  ["missing page", "/nowhere"],
] as const)
  test(name, async () => {
    await visit(page, pages + path);
    expect(await lookAt(page, `public ${name}`)).toEqual([]);
  });

describe("the seal check", () => {
  const check = async (name: string, buffer: Buffer): Promise<void> => {
    await visit(page, `${pages}/seal-check`);
    await page.locator('input[type="file"]').setInputFiles({ name, mimeType: "application/ofd", buffer });
  };
  const entries = (): ReadonlyMap<string, Uint8Array> => {
    const { paths, read } = openPackage(original);
    return new Map(paths.map((path) => [path.slice(1), read(path)]));
  };

  test("finds everything valid, page and print included", async () => {
    await check("结婚证.ofd", original);
    await page.getByText("全部有效").waitFor();
    await page.getByRole("img", { name: "文件第 1 页的图像" }).waitFor();
    expect(await lookAt(page, "public report valid")).toEqual([]);
    await page.emulateMedia({ media: "print" });
    await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
    expect(await lookAt(page, "public report printed")).toEqual([]);
  });

  test("leads from a seal on the page to its row and back", async () => {
    await check("结婚证.ofd", original);
    await page.getByRole("link", { name: /^1 号印章/ }).click();
    expect(new URL(page.url()).hash).toBe("#seal-1");
    await page.getByRole("link", { name: "在第 1 页上查看" }).click();
    expect(new URL(page.url()).hash).toBe("#seal-1-place");
    expect(await page.evaluate(() => document.querySelector(":target")?.getAttribute("href"))).toBe(
      "#seal-1",
    );
  });

  test("gives every check in the order of the standard, with its clause", async () => {
    await check("结婚证.ofd", original);
    await page
      .getByText(/^全部 \d+ 项检查通过$/)
      .first()
      .click();
    const row = page.getByRole("list", { name: /专用章$/ }).getByRole("listitem");
    expect(await row.count()).toBeGreaterThan(15);
    expect(await row.first().textContent()).toContain("签名文件和签名值格式正确");
    expect(await row.getByText(/^条款 /).count()).toBeGreaterThan(5);
  });

  test("checks on this device without sending anything of the file", async () => {
    const sent: string[] = [];
    page.on("request", (request) => {
      if (request.method() !== "GET") sent.push(request.url());
    });
    await visit(page, `${pages}/seal-check`);
    await page.getByRole("radio", { name: /只在本机核验/ }).check();
    await page
      .locator('input[type="file"]')
      .setInputFiles({ name: "结婚证.ofd", mimeType: "application/ofd", buffer: original });
    await page.getByText("全部有效").waitFor({ timeout: 60_000 });
    await page.getByText("在本机核验，文件未上传").waitFor();
    expect(sent).toEqual([]);
    expect(await lookAt(page, "public report made on this device")).toEqual([]);
  });

  test("hands out a sealed report that is valid itself and can be looked up", async () => {
    await check("结婚证.ofd", original);
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "下载盖章的核验报告（OFD）" }).click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/^HY\d{8}-.{12}\.ofd$/);
    const report = await readFile(await download.path());
    await page.getByText("报告已下载").waitFor();
    expect(await lookAt(page, "public report handed out")).toEqual([]);
    await page.getByRole("link", { name: /^HY/ }).click();
    await page.getByText("报告文件的摘要（SM3）").waitFor();
    expect(await lookAt(page, "public report looked up")).toEqual([]);
    await check(download.suggestedFilename(), report);
    await page.getByText("全部有效").waitFor();
    expect(await lookAt(page, "public report of a report")).toEqual([]);
  });

  test("a seal by itself, and a signed PDF", async () => {
    const value = [...entries()].find(([path]) => path.endsWith("SignedValue.dat"))?.[1];
    const signature = parseSealSignature(value ?? new Uint8Array());
    if (signature.standard !== "GB/T 38540-2020") throw new Error("a licence sealed by another standard");
    await check("印章.esl", Buffer.from(signature.seal.raw));
    await page.getByText("电子印章", { exact: true }).waitFor();
    expect(await lookAt(page, "public report of a seal")).toEqual([]);
    await check("合同.pdf", Buffer.from(aSignedPdf()));
    await page.getByText("这里不显示 PDF 的页面").waitFor();
    expect(await lookAt(page, "public report of a PDF")).toEqual([]);
  });

  test("a maker who is not trusted is never green", async () => {
    await changeAnswers<SealReport>(page, "/seal-checks", (report) => ({
      ...report,
      verdict: "indeterminate",
      summary: "intact-untrusted",
      signatures: report.signatures.map((one) => ({
        ...one,
        verdict: "indeterminate",
        summary: "intact-untrusted",
      })),
    }));
    await check("结婚证.ofd", original);
    await page.getByText("内容完好，制章人不在信任列表").waitFor();
    expect(await page.locator('[data-verdict="valid"]').count()).toBe(0);
    expect(await lookAt(page, "public report intact, maker unknown")).toEqual([]);
  });

  test("finds what was changed after sealing", async () => {
    const page1 = "Doc_0/Pages/Page_0/Content.xml";
    const changed = edited(entries(), page1, (text) => text.replace("</ofd:Page>", " </ofd:Page>"));
    await check("改过的.ofd", Buffer.from(zip(changed)));
    await page.getByText("无效", { exact: true }).first().waitFor();
    expect(await lookAt(page, "public report invalid")).toEqual([]);
  });

  for (const [verdict, word] of [
    ["valid-with-additions", "有效，但签后有新增"],
    ["indeterminate", "无法确认"],
  ] as const)
    test(`says ${verdict}`, async () => {
      await changeAnswers<SealReport>(page, "/seal-checks", (report) => ({
        ...report,
        verdict,
        signatures: report.signatures.map((signature) => ({ ...signature, verdict })),
        additions: verdict === "indeterminate" ? [] : ["/Doc_0/Attachs/Added.xml"],
      }));
      await check("结婚证.ofd", original);
      await page.getByText(word).first().waitFor();
      expect(await lookAt(page, `public report ${verdict}`)).toEqual([]);
    });

  test("a file without a seal", async () => {
    const bare = edited(entries(), "OFD.xml", (text) =>
      text.replace(/<ofd:Signatures>.*?<\/ofd:Signatures>/s, ""),
    );
    for (const path of bare.keys()) if (/Sign/.test(path)) bare.delete(path);
    await check("没有章.ofd", Buffer.from(zip(bare)));
    await page.getByRole("button", { name: "打印报告" }).waitFor();
    expect(await lookAt(page, "public report no seal")).toEqual([]);
  });

  test("a file that cannot be read, and a service that does not answer", async () => {
    await check("照片.ofd", Buffer.from("no such thing"));
    await page.getByRole("alert").waitFor();
    expect(await lookAt(page, "public report unreadable")).toEqual([]);
    await cutOff(page, "/seal-checks");
    await check("结婚证.ofd", original);
    await page.getByRole("alert").waitFor();
    expect(await lookAt(page, "public report no answer")).toEqual([]);
  });
});
