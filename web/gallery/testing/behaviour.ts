/** What the gallery must do, in a browser: errors, dialogs, modes, and scanning from a (false) camera and a keyboard. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, chromium, type Page } from "playwright-core";
import encodeQR from "qr";

const CODE = "LZ1:6BFOXN%TSMAHN-HP+J5*B0$VN LQ/.9";
const BROWSER_ARGS = ["--no-sandbox", "--disable-gpu"];

type Expect = (holds: boolean, sentence: string) => void;

async function form(page: Page, url: string, expect: Expect): Promise<void> {
  await page.goto(`${url}#/form`);
  await page.getByRole("button", { name: "提交申请" }).click();
  const summary = page.getByRole("alert");
  await summary.waitFor();
  expect(
    await summary.evaluate((one) => one === document.activeElement),
    "a failed submit moves the focus to the error summary",
  );
  expect((await page.title()).startsWith("错误: "), "a failed submit puts 错误 before the title");
  const links = await summary.getByRole("link").allTextContents();
  expect(links.length === 5, "the summary lists every error");
  for (const link of links)
    expect(
      (await page.locator("form p").getByText(link).count()) > 0,
      `"${link}" has the same words at its field`,
    );
  await summary.getByRole("link").nth(1).click();
  expect(
    await page
      .getByRole("textbox", { name: "统一社会信用代码" })
      .first()
      .evaluate((one) => one === document.activeElement),
    "a link of the summary moves the focus to its field",
  );
  await summary.getByRole("link").nth(3).click();
  expect(
    await page.getByRole("radio", { name: "仅本次" }).evaluate((one) => one === document.activeElement),
    "a link to a question moves the focus to its first answer",
  );
}

async function serverErrors(page: Page, url: string, expect: Expect): Promise<void> {
  await page.goto(`${url}#/home`);
  await page.goto(`${url}#/form`);
  const application = page.locator("form").first();
  await application.getByLabel("经营者名称").fill("示例市海诚贸易有限公司");
  await application.getByLabel("统一社会信用代码").fill("91990100MA0000001X");
  await application.getByLabel("主体业态").selectOption("0");
  await application.getByLabel("仅本次").check();
  await application.getByLabel(/我已阅读/).check();
  await page.getByLabel("提交时让服务器退回").check();
  await page.getByRole("button", { name: "提交申请" }).click();
  const summary = page.getByRole("alert");
  await summary.waitFor();
  expect(
    (await summary.getByRole("link").count()) === 2,
    "a problem document lists its fields in the summary",
  );
  expect(
    ((await summary.textContent()) ?? "").includes("4bf92f"),
    "the summary tells the number of the problem",
  );
  expect(
    (await application.getByLabel("统一社会信用代码").getAttribute("aria-invalid")) === "true",
    "a JSON pointer marks its field",
  );
  await page.getByLabel("提交时让服务器退回").uncheck();
  await application.getByLabel("统一社会信用代码").fill("91990100MA0000002X");
  await page.getByRole("button", { name: "提交申请" }).click();
  await page.getByText("已保存").waitFor();
  expect(!(await page.title()).startsWith("错误"), "a good submit takes 错误 from the title");
}

async function dialog(page: Page, url: string, expect: Expect): Promise<void> {
  await page.goto(`${url}#/overlays`);
  const opener = page.getByRole("button", { name: "打开授权面板" });
  await opener.focus();
  await page.keyboard.press("Enter");
  const sheet = page.getByRole("dialog", { name: "是否授权使用您的证照？" });
  await sheet.waitFor();
  for (let press = 0; press < 12; press++) {
    await page.keyboard.press("Tab");
    const inside = await sheet.evaluate((one) => one.contains(document.activeElement));
    if (!inside) expect(false, "the focus stays inside an open dialog");
  }
  await page.keyboard.press("Escape");
  await sheet.waitFor({ state: "detached" });
  // One frame later, and on a busy machine a frame may take long.
  const returned = page.locator("button:focus", { hasText: "打开授权面板" });
  await returned.waitFor({ timeout: 5_000 }).catch(() => undefined);
  expect((await returned.count()) === 1, "Escape gives the focus back to the opener");
}

async function modes(page: Page, url: string, expect: Expect): Promise<void> {
  await page.goto(`${url}#/home`);
  await page.getByRole("radio", { name: "长辈版" }).check();
  await page.reload();
  expect(
    await page.evaluate(() => getComputedStyle(document.body).fontSize === "20px"),
    "长辈版 survives a reload, with 20 px text",
  );
  await page.getByRole("radio", { name: "English" }).check();
  expect((await page.locator("html").getAttribute("lang")) === "en", "the language stands on the document");
  expect(
    (await page.getByRole("heading", { level: 1 }).textContent()) === "Wallet",
    "the words change at once",
  );
  await page.getByRole("radio", { name: "中文" }).check();
}

const KEYS: Readonly<Record<string, string>> = {
  ":": "Shift+Semicolon",
  "%": "Shift+Digit5",
  "+": "Shift+Equal",
  "-": "Minus",
  "*": "Shift+Digit8",
  $: "Shift+Digit4",
  "/": "Slash",
  ".": "Period",
  " ": "Space",
};

async function windowScanner(page: Page, url: string, expect: Expect): Promise<void> {
  await page.goto(`${url}#/files`);
  await page.getByRole("button", { name: "打开相机" }).first().waitFor();
  for (const sign of CODE)
    await page.keyboard.press(KEYS[sign] ?? (/\d/.test(sign) ? `Digit${sign}` : `Shift+Key${sign}`));
  await page.keyboard.press("Enter");
  const shown = page.getByText(CODE, { exact: true });
  await shown.waitFor({ timeout: 3_000 }).catch(() => undefined);
  expect((await shown.count()) > 0, "a window scanner is heard with no field focused");
}

async function camera(page: Page, url: string, expect: Expect): Promise<void> {
  const origin = new URL(url).origin;
  const foreign: string[] = [];
  page.on("request", (request) => {
    if (!/^(blob|data):/.test(request.url()) && new URL(request.url()).origin !== origin)
      foreign.push(request.url());
  });
  await page.goto(`${url}#/files`);
  await page.getByRole("button", { name: "打开相机" }).first().click();
  const read = page.locator("output[data-read]");
  await read
    .getByText(CODE)
    .waitFor({ timeout: 15_000 })
    .catch(() => undefined);
  expect((await read.textContent()) === CODE, "the camera reads a code");
  expect(foreign.length === 0, `scanning asks no other host (${foreign.join(", ")})`);
}

/** Seconds of a still picture as raw video, which Chromium takes for a camera; no ffmpeg needed. */
function video(text: string): Buffer {
  const [width, height, frames] = [1280, 720, 4];
  const rows = encodeQR(text, "raw", { ecc: "low", border: 4 });
  const scale = Math.floor((height * 0.8) / rows.length);
  const [left, top] = [(width - rows.length * scale) >> 1, (height - rows.length * scale) >> 1];
  const luma = Buffer.alloc(width * height, 170);
  for (const [y, row] of rows.entries())
    for (const [x, dark] of row.entries())
      for (let line = 0; line < scale; line++) {
        const start = (top + y * scale + line) * width + left + x * scale;
        luma.fill(dark ? 25 : 235, start, start + scale);
      }
  const frame = Buffer.concat([Buffer.from("FRAME\n"), luma, Buffer.alloc((width * height) / 2, 128)]);
  const header = Buffer.from(`YUV4MPEG2 W${width} H${height} F10:1 Ip A1:1 C420jpeg\n`);
  return Buffer.concat([header, ...Array.from({ length: frames }, () => frame)]);
}

/** The sentences that do not hold. */
export async function checkBehaviour(browser: Browser, url: string): Promise<readonly string[]> {
  const faults: string[] = [];
  const expect: Expect = (holds, sentence) => {
    if (!holds) faults.push(`not so: ${sentence}`);
  };
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: "zh-CN" });
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  for (const part of [form, serverErrors, dialog, modes, windowScanner]) await part(page, url, expect);
  await context.close();

  const folder = await mkdtemp(join(tmpdir(), "gallery-"));
  try {
    const file = join(folder, "camera.y4m");
    await writeFile(file, video(CODE));
    const withCamera = await chromium.launch({
      executablePath: "/usr/bin/chromium",
      args: [
        ...BROWSER_ARGS,
        "--use-fake-ui-for-media-stream",
        "--use-fake-device-for-media-stream",
        `--use-file-for-fake-video-capture=${file}`,
      ],
    });
    const pages = await withCamera.newContext({ permissions: ["camera"] });
    await camera(await pages.newPage(), url, expect);
    await withCamera.close();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  return faults;
}
