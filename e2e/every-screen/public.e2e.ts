import type { LicenceSummary, SealReport } from "@liangzheng/contract";
import { openPackage } from "@liangzheng/ofd";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from "vitest";
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
