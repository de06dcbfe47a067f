import type { MyUseRequest, UseItem, UseRequest } from "@liangzheng/contract";
import { useItemStates, useRequestStates } from "@liangzheng/contract";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { changeAnswers, cutOff, failAnswers } from "../staging/answers.ts";
import { desktop, openBrowser, openPage, phone, signIn, visit } from "../staging/browser.ts";
import { lookAt } from "../staging/look.ts";

/** 授权用证: the screens of the holder who is asked, of the unit that asks, of the manager who publishes the lists. */
const origin = inject("origin");
const [wallet, desk] = [`${origin}/wallet`, `${origin}/console`];
let browser: Browser;
/** Whom a request waits for, from the beginning. Nothing here answers it. */
let holder: Page;
let clerk: Page;
let manager: Page;

beforeAll(async () => {
  browser = await openBrowser();
  const enter = async (app: string, subject: string, size: typeof phone): Promise<Page> => {
    const { page } = await openPage(browser, size);
    await signIn(page, origin, app, subject);
    return page;
  };
  [holder, clerk, manager] = [
    await enter("wallet", "demo-wallet-0001", phone),
    await enter("console", "demo-console-countyMarket-clerk", desktop),
    await enter("console", "demo-console-bureau-publisher", desktop),
  ];
});
afterAll(() => browser?.close());

const words = (page: Page, text: string | RegExp) => page.getByText(text).first().waitFor();
const agreed = {
  fields: ["XM"],
  once: false,
  validUntil: "2026-12-20",
  spentAt: null,
  withdrawnAt: null,
  licenceKey: "01890000-0000-7000-8000-000000000000",
};

/** One request in each state, made of one that there is. */
const inEveryState = <T extends MyUseRequest | UseRequest>({ items }: { items: T[] }) => ({
  items: useRequestStates.map((state, at) => ({
    ...items[0],
    requestId: `01890000-0000-7000-8000-00000000000${at}`,
    state,
    agreed: ["live", "spent", "expired", "withdrawn"].includes(state) ? agreed : null,
  })),
  next: null,
});

describe("the holder", () => {
  test("finds what waits on the first page and under one's name", async () => {
    await visit(holder, `${wallet}/`);
    await words(holder, /项用证请求等您答复/);
    await visit(holder, `${wallet}/me`);
    await words(holder, "查看请求和授权");
    expect(await lookAt(holder, "wallet me with authorisations")).toEqual([]);
  });

  test("the list as it is, in every state, empty, failing", async () => {
    await visit(holder, `${wallet}/authorisations`);
    await words(holder, "道路货物运输驾驶员从业资格认定");
    expect(await lookAt(holder, "wallet requests")).toEqual([]);
    await changeAnswers(holder, "/my/use-requests?*", inEveryState<MyUseRequest>);
    await visit(holder, `${wallet}/authorisations`);
    await words(holder, "过期未答复");
    expect(await lookAt(holder, "wallet requests in every state")).toEqual([]);
    await holder.getByRole("button", { name: "撤回授权" }).click();
    await holder.getByRole("alertdialog").waitFor();
    expect(await lookAt(holder, "wallet withdrawing")).toEqual([]);
    await holder.unrouteAll();
    await changeAnswers(holder, "/my/use-requests?*", () => ({ items: [], next: null }));
    await visit(holder, `${wallet}/authorisations?show=live`);
    await words(holder, "没有有效的授权");
    expect(await lookAt(holder, "wallet authorisations, none")).toEqual([]);
    await holder.unrouteAll();
    await failAnswers(holder, "/my/use-requests?*", 500, "internal-error");
    await visit(holder, `${wallet}/authorisations`);
    await holder.getByRole("alert").waitFor();
    expect(await lookAt(holder, "wallet requests failing")).toEqual([]);
    await holder.unrouteAll();
  });

  const open = async (change?: (request: MyUseRequest) => unknown): Promise<void> => {
    await holder.unrouteAll();
    if (change) await changeAnswers(holder, "/my/use-requests/*", change);
    await visit(holder, `${wallet}/authorisations`);
    await holder
      .getByRole("link", { name: /^查看请求/ })
      .first()
      .click();
    await words(holder, "谁在请求");
  };

  test("a request: field by field, none ticked, no network", async () => {
    await open();
    await words(holder, "同意（3 项）");
    expect(await lookAt(holder, "wallet request")).toEqual([]);
    for (const field of ["姓名", "准驾车型", "初次领证日期"])
      await holder.getByRole("checkbox", { name: field }).uncheck();
    await holder.getByRole("button", { name: /^同意/ }).click();
    await words(holder, /请至少勾选一项/);
    expect(await lookAt(holder, "wallet request with nothing ticked")).toEqual([]);
    await holder.getByRole("checkbox", { name: "姓名" }).check();
    await cutOff(holder, "/my/use-requests/*/answer");
    await holder.getByRole("button", { name: "同意（1 项）" }).click();
    await words(holder, "没有成功");
    expect(await lookAt(holder, "wallet request cut off")).toEqual([]);
    await holder.unrouteAll();
  });

  test("a request for which there is no licence, or more than one", async () => {
    await open((request) => ({ ...request, choices: [] }));
    await words(holder, /没有可以用于这次请求的有效证照/);
    expect(await lookAt(holder, "wallet request without a licence")).toEqual([]);
    const licences = (await (
      await holder.context().request.get(`${origin}/api/v1/my/licences`, {
        headers: { "liangzheng-app": "wallet" },
      })
    ).json()) as { items: { licenceKey: string }[] };
    await open((request) => ({
      ...request,
      choices: licences.items.slice(0, 2).map(({ licenceKey }) => licenceKey),
    }));
    await words(holder, "用哪一份证照");
    expect(await lookAt(holder, "wallet request with two licences")).toEqual([]);
  });

  test.each(useRequestStates.filter((state) => state !== "waiting"))(
    "a request that is %s",
    async (state) => {
      const answered = state !== "refused";
      const readings = state === "spent" ? [{ at: "2026-11-20T02:00:00.000Z", by: "许诺" }] : [];
      await open((request) => ({ ...request, state, readings, agreed: answered ? agreed : null }));
      expect(await lookAt(holder, `wallet request ${state}`)).toEqual([]);
      await holder.unrouteAll();
    },
  );

  test("the messages of it", async () => {
    const kinds = ["use-asked", "authorisation-withdrawn"] as const;
    await changeAnswers<{ items: object[] }>(holder, "/my/notices*", () => ({
      items: kinds.map((kind, at) => ({
        noticeId: `01890000-0000-7000-8000-00000000000${at}`,
        at: "2026-11-20T02:00:00.000Z",
        kind,
        licenceKey: null,
        read: false,
        facts: {
          requestId: "01890000-0000-7000-8000-000000000009",
          side: "holder",
          typeName: "机动车驾驶证",
          typeNameEn: "Driving licence",
          unit: "演示市交通运输局",
          officer: "郑雅文",
          item: "道路货物运输驾驶员从业资格认定",
          businessNumber: "YS-BJ-000006",
          change: "",
        },
      })),
      unread: 2,
      next: null,
    }));
    await visit(holder, `${wallet}/notices`);
    for (const name of [/请求看您的机动车驾驶证/, /您撤回了给演示市交通运输局的授权/]) {
      await holder.getByRole("button", { name }).click();
      expect(await lookAt(holder, `wallet notice ${name}`)).toEqual([]);
    }
    await holder.unrouteAll();
  });
});

describe("the lists of what may be asked for", () => {
  test("of the unit, in every state, none, and failing", async () => {
    await visit(clerk, `${desk}/use-items`);
    await words(clerk, "小作坊登记");
    expect(await lookAt(clerk, "console use items")).toEqual([]);
    await changeAnswers<{ items: UseItem[] }>(clerk, "/use-items*", ({ items }) => ({
      items: useItemStates.map((state, at) => ({
        ...items[0],
        itemId: `01890000-0000-7000-8000-00000000000${at}`,
        state,
        decidedBy: "韩松",
        decidedAt: "2026-11-20T02:00:00.000Z",
        decisionReason: "依据与事项目录一致",
        withdrawnAt: state === "withdrawn" ? "2026-11-21T02:00:00.000Z" : null,
        withdrawalReason: state === "withdrawn" ? "依据已废止" : null,
      })),
      next: null,
    }));
    await visit(clerk, `${desk}/use-items`);
    expect(await lookAt(clerk, "console use items in every state")).toEqual([]);
    await clerk.getByRole("row").last().getByRole("button").first().click();
    await words(clerk, "依据已废止");
    expect(await lookAt(clerk, "console a use item withdrawn")).toEqual([]);
    await clerk.unrouteAll();
    await changeAnswers(clerk, "/use-items*", () => ({ items: [], next: null }));
    await visit(clerk, `${desk}/use-items`);
    await words(clerk, "还没有用证清单");
    expect(await lookAt(clerk, "console use items, none")).toEqual([]);
    await visit(clerk, `${desk}/use-requests/new`);
    await words(clerk, /还没有已发布的用证清单/);
    expect(await lookAt(clerk, "console asking with nothing published")).toEqual([]);
    await clerk.unrouteAll();
    await failAnswers(clerk, "/use-items*", 500, "internal-error");
    await visit(clerk, `${desk}/use-items`);
    await clerk.getByRole("button", { name: "重试" }).waitFor({ timeout: 30_000 });
    expect(await lookAt(clerk, "console use items failing")).toEqual([]);
    await clerk.unrouteAll();
  });

  test("a line is proposed: the form, and what is missing", async () => {
    await visit(clerk, `${desk}/use-items/new`);
    await clerk.getByLabel(/^需要哪种证照/).selectOption({ label: "不动产权证书" });
    await clerk.getByRole("checkbox", { name: "坐落" }).waitFor();
    expect(await lookAt(clerk, "console proposing a use item")).toEqual([]);
    await clerk.getByRole("button", { name: "提出", exact: true }).click();
    await words(clerk, "有内容需要修改");
    expect(await lookAt(clerk, "console proposing a use item with errors")).toEqual([]);
  });

  test("the manager looks at what was proposed, and would decide", async () => {
    await visit(manager, `${desk}/`);
    await words(manager, "待发布的用证清单");
    await visit(manager, `${desk}/use-items`);
    await manager.getByRole("button", { name: "小作坊登记" }).click();
    await manager.getByRole("dialog").waitFor();
    expect(await lookAt(manager, "console a use item to decide")).toEqual([]);
    await manager.getByRole("dialog").getByRole("button", { name: "不予发布" }).click();
    await manager.getByRole("dialog").getByLabel(/^理由/).waitFor();
    expect(await lookAt(manager, "console refusing a use item")).toEqual([]);
  });
});

describe("the unit that asks", () => {
  test("its requests, in every state, none, and failing", async () => {
    await visit(clerk, `${desk}/use-requests`);
    await words(clerk, "食品经营许可");
    expect(await lookAt(clerk, "console use requests")).toEqual([]);
    await changeAnswers(clerk, "/use-requests*", inEveryState<UseRequest>);
    await visit(clerk, `${desk}/use-requests`);
    await words(clerk, "过期未答复");
    expect(await lookAt(clerk, "console use requests in every state")).toEqual([]);
    await clerk.unrouteAll();
    await changeAnswers(clerk, "/use-requests*", () => ({ items: [], next: null }));
    await visit(clerk, `${desk}/use-requests`);
    await words(clerk, "还没有请求");
    expect(await lookAt(clerk, "console use requests, none")).toEqual([]);
    await clerk.unrouteAll();
    await failAnswers(clerk, "/use-requests*", 500, "internal-error");
    await visit(clerk, `${desk}/use-requests`);
    await clerk.getByRole("button", { name: "重试" }).waitFor({ timeout: 30_000 });
    expect(await lookAt(clerk, "console use requests failing")).toEqual([]);
    await clerk.unrouteAll();
  });

  test("the form, what is missing, and what is refused", async () => {
    await visit(clerk, `${desk}/use-requests/new`);
    await clerk.getByLabel(/^为哪个事项/).selectOption({ label: "食品经营许可 · 不动产权证书" });
    await clerk.getByRole("radio", { name: /到某一天/ }).check();
    await clerk.getByLabel("最后一天").waitFor();
    expect(await lookAt(clerk, "console asking a holder")).toEqual([]);
    await clerk.getByRole("button", { name: "发出请求" }).click();
    await words(clerk, "有内容需要修改");
    expect(await lookAt(clerk, "console asking a holder with errors")).toEqual([]);
    await clerk.getByLabel(/^持证主体的完整号码/).fill("990101199001010000");
    await clerk.getByLabel("办件编号").fill("YS-1");
    await clerk.getByRole("textbox", { name: /^用途/ }).fill("核对经营场所");
    await clerk.getByRole("checkbox", { name: "坐落" }).check();
    await clerk.getByRole("radio", { name: /仅一次/ }).check();
    await failAnswers(clerk, "/use-requests", 422, "over-asking");
    await clerk.getByRole("button", { name: "发出请求" }).click();
    await words(clerk, /超出了用证清单/);
    expect(await lookAt(clerk, "console asking for too much")).toEqual([]);
    await clerk.unrouteAll();
  });

  const open = async (change: (request: UseRequest) => unknown): Promise<void> => {
    await clerk.unrouteAll();
    await changeAnswers(clerk, "/use-requests/*", change);
    await visit(clerk, `${desk}/use-requests`);
    await clerk.locator("table [data-opens]").first().click();
    await words(clerk, "持证人的答复");
  };

  test.each(["waiting", "live", "spent"] as const)("a request that is %s", async (state) => {
    const answered = state !== "waiting";
    const readings = state === "spent" ? [{ at: "2026-11-20T02:00:00.000Z", by: "许诺" }] : [];
    await open((request) => ({ ...request, state, readings, agreed: answered ? agreed : null }));
    expect(await lookAt(clerk, `console use request ${state}`)).toEqual([]);
  });

  test("reads what was agreed to, and what is refused says why", async () => {
    await clerk.unrouteAll();
    await visit(clerk, `${desk}/use-requests`);
    await clerk.getByRole("row").filter({ hasText: "可以查看" }).first().locator("[data-opens]").click();
    await clerk.getByRole("button", { name: "查看", exact: true }).click();
    await words(clerk, "查看到的内容");
    expect(await lookAt(clerk, "console what was read")).toEqual([]);
    for (const code of ["authorisation-withdrawn", "authorisation-spent", "licence-not-showable"]) {
      await failAnswers(clerk, "/authorised-uses", 409, code);
      await clerk.getByRole("button", { name: "查看", exact: true }).click();
      await clerk
        .getByRole("main")
        .getByText(/已撤回授权|授权已用完|不能亮证/)
        .first()
        .waitFor();
      expect(await lookAt(clerk, `console reading ${code}`)).toEqual([]);
      await clerk.unrouteAll();
    }
  });
});
