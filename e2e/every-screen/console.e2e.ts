import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { ask, changeAnswers, cutOff, failAnswers } from "../staging/answers.ts";
import { desktop, openBrowser, openPage, signIn, visit } from "../staging/browser.ts";
import { lookAt } from "../staging/look.ts";
import { awaited, batchesAre, batchIs, failed, key, underWay } from "./console-batches.ts";

/** Every screen of the console, deep ones too: nothing for axe to find in any mode, nothing wider than a small phone. */
const server = inject("origin");
const origin = `${server}/console`;
let browser: Browser;
/** A draft that waits for a second person. */
let waiting: string;

beforeAll(async () => {
  browser = await openBrowser();
  const { page, context } = await openPage(browser, desktop);
  await signIn(page, server, "console", "demo-console-transport-clerk");
  waiting = await submitted(page);
  await context.close();
});
afterAll(() => browser?.close());

interface Screen {
  readonly name: string;
  readonly path: string;
  /** Opens what lies deeper than an address, or changes what the server will say before the page is asked for. */
  readonly before?: (page: Page) => Promise<unknown>;
  readonly deeper?: (page: Page) => Promise<unknown>;
}

const press = (page: Page, name: string | RegExp) =>
  page.getByRole("button", { name, ...(typeof name === "string" && { exact: true }) }).click();
const inDialog = (page: Page) => page.getByRole("dialog").or(page.getByRole("alertdialog"));
const text = (page: Page, words: string | RegExp) => page.getByText(words).first().waitFor();
const openFirst = (page: Page) => page.locator("table [data-opens]").first().click();

async function act(page: Page, entry: string): Promise<void> {
  await openFirst(page);
  await press(page, "办理");
  await page.getByRole("menuitem", { name: entry }).click();
  await inDialog(page).waitFor();
}

/** One person looks at screens in turn; what was changed for one is not there for the next. */
function look(who: string | undefined, screens: readonly Screen[]): void {
  describe(who ?? "nobody signed in", () => {
    let person: Page;
    beforeAll(async () => {
      ({ page: person } = await openPage(browser, desktop));
      if (who !== undefined) await signIn(person, server, "console", `demo-console-${who}`);
    });
    afterAll(() => person?.context().close());
    for (const { name, path, before, deeper } of screens) {
      test(name, async () => {
        const page = await person.context().newPage();
        try {
          await page.setViewportSize(desktop);
          await before?.(page);
          await visit(page, origin + path);
          await deeper?.(page);
          expect(await lookAt(page, `console ${name}`)).toEqual([]);
        } finally {
          await page.close();
        }
      });
    }
  });
}

look(undefined, [
  { name: "sign-in", path: "/" },
  { name: "a sign-in that failed", path: "/?sign-in=failed", deeper: (page) => text(page, "登录没有完成") },
  {
    name: "no server behind the sign-in",
    path: "/",
    before: (page) => failAnswers(page, "/session", 500, "internal"),
    deeper: (page) => page.getByRole("button", { name: "重试" }).waitFor({ timeout: 30_000 }),
  },
]);

const statuses = ["valid", "suspended", "expired", "withdrawn", "rescinded", "revoked", "cancelled"];
const permit = "road-transport-operation-licence";
const certificate = "road-transport-vehicle-certificate";

look("transport-clerk", [
  { name: "work", path: "/" },
  { name: "no such page", path: "/nowhere", deeper: (page) => text(page, "没有这个页面") },
  {
    name: "a list that the server cannot give",
    path: "/licences",
    before: (page) => failAnswers(page, "/licences?*", 500, "internal"),
    deeper: (page) => page.getByRole("button", { name: "重试" }).waitFor({ timeout: 30_000 }),
  },
  {
    name: "a list without a network",
    path: "/seals",
    before: (page) => cutOff(page, "/seals"),
    deeper: (page) => page.getByRole("button", { name: "重试" }).waitFor({ timeout: 30_000 }),
  },
  { name: "a licence that is not there", path: "/licences/00000000-0000-4000-8000-000000000000" },
  { name: "licences", path: "/licences" },
  {
    name: "licences, none found",
    path: "/licences",
    deeper: async (page) => {
      await page.getByLabel("完整的证照编号").fill("没有这个编号");
      await page.keyboard.press("Enter");
      await text(page, "没有找到");
    },
  },
  ...statuses.map((status) => ({
    name: `a licence, ${status}`,
    path: `/licences?status=${status}`,
    deeper: async (page: Page) => {
      // The province has not every status in every unit; its list is a screen too.
      const first = page.locator("table [data-opens]").first();
      const none = page.getByText("没有找到").first();
      await first.or(none).waitFor();
      if (await none.isVisible()) return;
      await openFirst(page);
      await text(page, "证照版面");
      await page.locator("img[src^=blob]").first().waitFor();
    },
  })),
  {
    name: "a change of status with errors",
    path: "/licences?status=valid",
    deeper: async (page) => {
      await act(page, "变更状态");
      await press(page, "下一步");
      await text(page, "有内容需要修改");
    },
  },
  {
    name: "a change of status before it is recorded",
    path: "/licences?status=valid",
    deeper: async (page) => {
      await act(page, "变更状态");
      const dialog = inDialog(page);
      await dialog.getByRole("radio", { name: /^吊销/ }).check();
      await dialog.getByLabel(/^文书号/).fill("演交罚〔2026〕1号");
      await dialog.getByLabel(/^法律依据/).fill("道路运输从业人员管理规定");
      await dialog.getByLabel(/^理由/).fill("发生重大以上交通事故且负主要责任");
      await press(page, "下一步");
      await text(page, "这一步不能撤回");
    },
  },
  {
    name: "a record with errors",
    path: "/licences?status=valid",
    deeper: async (page) => {
      await act(page, "登记事项");
      await press(page, "登记");
      await text(page, "有内容需要修改");
    },
  },
  {
    name: "a change of content with errors",
    path: "/licences?status=valid",
    deeper: async (page) => {
      await act(page, "变更、延续或补发");
      await press(page, "生成草稿");
      await text(page, "有内容需要修改");
    },
  },
  { name: "types to issue", path: "/issue" },
  { name: "a new draft", path: "/issue/road-transport-practitioner" },
  {
    name: "a new draft with errors",
    path: "/issue/road-transport-practitioner",
    deeper: async (page) => {
      await press(page, "签发");
      await text(page, "有内容需要修改");
    },
  },
  {
    name: "a draft left without saving",
    path: `/issue/${permit}`,
    deeper: async (page) => {
      await page.getByLabel("证照编号").first().fill("演交运管许可演字990100000001号");
      await page.getByRole("link", { name: "返回" }).click();
      await text(page, "不保存就离开？");
    },
  },
  {
    name: "a draft",
    path: `/issue/${permit}`,
    deeper: async (page) => {
      await press(page, "保存草稿");
      await page.waitForURL("**/drafts/*");
      await text(page, /还有 \d+ 处/);
    },
  },
  {
    name: "a draft to discard",
    path: "/drafts?state=open&whose=unfinished",
    deeper: async (page) => {
      await openFirst(page);
      await press(page, "放弃这份草稿");
      await inDialog(page).getByRole("button", { name: "放弃这份草稿" }).click();
      await text(page, "请写明理由");
    },
  },
  {
    name: "a draft submitted",
    path: "/drafts",
    deeper: async (page) => {
      await visit(page, `${origin}/drafts/${waiting}`);
      await text(page, "已提交，等待审核");
    },
  },
  { name: "drafts", path: "/drafts?state=open" },
  { name: "drafts, none", path: "/drafts?state=issued&whose=returned" },
  { name: "batches, none", path: "/batches", before: (page) => batchesAre(page, []) },
  { name: "batches", path: "/batches", before: (page) => batchesAre(page, [underWay, failed, awaited]) },
  { name: "a batch without a type", path: "/batches/new" },
  { name: "a batch of a type with photos", path: "/batches/new?type=road-transport-practitioner" },
  { name: "a batch that a second person will see", path: `/batches/new?type=${permit}` },
  {
    name: "a batch with rows in error",
    path: `/batches/new?type=${certificate}`,
    deeper: async (page) => {
      await page.getByLabel(/或者粘贴表格内容/).fill("证照编号,持证主体证件号码,自己的列\n1,2,3\n1,,\n");
      await press(page, "检查粘贴的内容");
      await text(page, "2 行有错");
    },
  },
  {
    name: "a batch that is no table",
    path: `/batches/new?type=${certificate}`,
    deeper: async (page) => {
      await page.getByLabel(/或者粘贴表格内容/).fill('证照编号\n"没有配对');
      await press(page, "检查粘贴的内容");
      await text(page, "引号没有配对");
    },
  },
  { name: "a batch under way", path: `/batches/${key}`, before: (page) => batchIs(page, underWay) },
  { name: "a batch with failed rows", path: `/batches/${key}`, before: (page) => batchIs(page, failed) },
  { name: "catalogue", path: "/catalogue" },
  { name: "catalogue, none found", path: "/catalogue?q=zzz" },
  { name: "a licence type", path: "/catalogue/road-transport-practitioner" },
  ...["versions", "preview", "adoptions"].map((tab) => ({
    name: `a licence type, ${tab}`,
    path: `/catalogue/road-transport-practitioner?tab=${tab}`,
  })),
  { name: "a relayed licence type", path: "/catalogue/driving-licence" },
  { name: "seals", path: "/seals" },
  { name: "a seal, seen by a clerk", path: "/seals", deeper: openFirst },
]);

look("transport-reviewer", [
  {
    name: "work with tasks",
    path: "/",
    before: (page) => batchesAre(page, [underWay, failed, awaited]),
  },
  {
    name: "a draft to review",
    path: "/drafts?state=submitted",
    deeper: async (page) => {
      await openFirst(page);
      await page.getByRole("button", { name: "同意并签发" }).waitFor();
    },
  },
  {
    name: "a draft to approve",
    path: "/drafts?state=submitted",
    deeper: async (page) => {
      await openFirst(page);
      await press(page, "同意并签发");
      await inDialog(page).waitFor();
    },
  },
  {
    name: "a draft to return, with errors",
    path: "/drafts?state=submitted",
    deeper: async (page) => {
      await openFirst(page);
      await press(page, "退回修改");
      await inDialog(page).getByRole("button", { name: "退回修改" }).click();
      await text(page, "请写明理由");
    },
  },
  { name: "a batch to review", path: `/batches/${key}`, before: (page) => batchIs(page, awaited) },
]);

look("transport-keeper", [
  { name: "work of a keeper", path: "/" },
  {
    name: "a seal and who may use it",
    path: "/seals",
    deeper: async (page) => {
      await openFirst(page);
      await text(page, "用章记录");
    },
  },
  {
    name: "a seal permission to take away",
    path: "/seals",
    deeper: async (page) => {
      await openFirst(page);
      await page
        .getByRole("button", { name: /^取消 / })
        .first()
        .click();
      await inDialog(page).waitFor();
    },
  },
  {
    name: "a licence type to adopt",
    path: "/catalogue/food-business-licence",
    deeper: async (page) => {
      await press(page, "认领");
      await inDialog(page).waitFor();
    },
  },
]);

look("bureau-proposer", [
  { name: "work of the catalogue", path: "/" },
  { name: "a new licence type", path: "/catalogue/new" },
  {
    name: "a new licence type with errors",
    path: "/catalogue/new",
    deeper: async (page) => {
      await press(page, "保存草稿");
      await text(page, "有内容需要修改");
    },
  },
  { name: "a licence type to edit", path: "/catalogue/law-enforcement-officer-card/edit" },
  { name: "a national type is not edited here", path: "/catalogue/business-licence/edit" },
  {
    name: "a licence type proposed",
    path: "/catalogue/law-enforcement-officer-card",
    before: (page) => proposed(page),
    deeper: (page) => text(page, "这一版正等待发布"),
  },
  {
    name: "a licence type to publish",
    path: "/catalogue/law-enforcement-officer-card",
    before: (page) => proposed(page),
    deeper: async (page) => {
      await press(page, "发布");
      await inDialog(page).waitFor();
    },
  },
]);

look("bureau-auditor", [
  { name: "work of an auditor", path: "/" },
  { name: "audit", path: "/audit" },
]);

/** A whole permit, which a second person must see, submitted by the clerk of this page. */
async function submitted(page: Page): Promise<string> {
  const say = (address: string, body?: unknown) => ask(page.context(), server, "console", address, body);
  const serial = String(Date.now()).slice(-6);
  const { summary } = (await say("POST /drafts", {
    typeKey: permit,
    content: {
      number: `演交运管许可演字990100${serial}号`,
      holders: [
        { kind: "organisation", codeType: "001", code: "91990101MADEM00117", name: "演示商贸有限公司" },
      ],
      issuedOn: "2026-01-05",
      validFrom: "2026-01-05",
      validTo: "2030-01-04",
      fields: { DZ: "演示省演示市演示县文昌街1号", JYFW: "道路普通货物运输" },
    },
  })) as { summary: { draftId: string } };
  await say(`POST /drafts/${summary.draftId}/submit`, {});
  return summary.draftId;
}

/** As it is when the next version was proposed; nothing in the province is changed. */
const proposed = (page: Page): Promise<void> =>
  changeAnswers<TypeAnswer>(page, "/licence-types/law-enforcement-officer-card", (type) => {
    const [newest] = type.versions;
    return {
      ...type,
      versions: [...type.versions, { ...newest, version: 2, state: "proposed", proposedBy: "演示人员" }],
    };
  });
interface TypeAnswer {
  readonly versions: readonly Readonly<Record<string, unknown>>[];
}
