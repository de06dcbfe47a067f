import { randomUUID } from "node:crypto";
import { encodeUtf8 } from "@liangzheng/bytes";
import { makeSignedData } from "@liangzheng/pki";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { anOutsideAuthority } from "../../server/testing/outside-authority.ts";
import { desktop, openBrowser, openPage, signIn, visit } from "../staging/browser.ts";
import { lookAt } from "../staging/look.ts";

/** 信任列表: an authority outside is proposed, decided by a second person, has its revocations, and is let go again. */
const server = inject("origin");
const origin = `${server}/console`;
const outside = anOutsideAuthority();
const name = "示范省电子证照根证书";
let browser: Browser;
let proposer: Page;
let publisher: Page;
let address = "";

beforeAll(async () => {
  browser = await openBrowser();
  const enter = async (who: string): Promise<Page> => {
    const { page } = await openPage(browser, desktop);
    await signIn(page, server, "console", `demo-console-bureau-${who}`);
    return page;
  };
  [proposer, publisher] = [await enter("proposer"), await enter("publisher")];
});
afterAll(() => browser?.close());

const press = (page: Page, label: string) => page.getByRole("button", { name: label, exact: true }).click();
const dialogOf = (page: Page) => page.getByRole("dialog").or(page.getByRole("alertdialog"));
const words = (page: Page, text: string) => page.getByText(text).first().waitFor();

/** What the seal desk says of a message that somebody under the authority signed. */
async function verdict(): Promise<string> {
  const { certificate, sign, digest } = outside.signer();
  const body = makeSignedData(
    {
      ...{ content: encodeUtf8("示例"), attached: true, signer: certificate, chain: [outside.root] },
      signingTime: new Date(Date.now() - 3_600_000),
    },
    { sign, digest },
  );
  const answer = await fetch(`${server}/api/v1/seal-checks`, {
    method: "POST",
    headers: { "content-type": "application/octet-stream", "idempotency-key": randomUUID() },
    body: body as Uint8Array<ArrayBuffer>,
  });
  const said = await answer.text();
  expect(answer.status, said).toBe(200);
  return JSON.parse(said).summary;
}

test("the list with nobody from outside, and a proposal with what is missing and wrong", async () => {
  await visit(proposer, `${origin}/trust`);
  await words(proposer, "还没有信任外部机构");
  expect(await lookAt(proposer, "console trust list, empty")).toEqual([]);
  await visit(proposer, `${origin}/trust/new`);
  await press(proposer, "提交核准");
  await words(proposer, "有内容需要修改");
  expect(await lookAt(proposer, "console authority proposed with errors")).toEqual([]);
  await proposer.getByLabel("证书（PEM）").fill("hello");
  await proposer.getByLabel("文号").fill("演政数〔2026〕3号");
  await proposer.getByLabel("理由").fill("与示范省互认电子证照");
  await press(proposer, "提交核准");
  await proposer.getByText("不是 PEM 文本").first().waitFor();
  expect(await verdict()).toBe("intact-untrusted");
});

test("one proposes and is offered no decision; another compares the fingerprint and trusts", async () => {
  await visit(proposer, `${origin}/trust/new`);
  await proposer.getByLabel("证书（PEM）").fill(outside.pem);
  await proposer.getByLabel("文号").fill("演政数〔2026〕3号");
  await proposer.getByLabel("理由").fill("与示范省互认电子证照");
  await press(proposer, "提交核准");
  await proposer.getByRole("heading", { level: 1, name }).waitFor();
  expect(await proposer.getByRole("button", { name: "核准", exact: true }).count()).toBe(0);
  address = new URL(proposer.url()).pathname;
  await visit(publisher, server + address);
  expect(await lookAt(publisher, "console authority to decide")).toEqual([]);
  await press(publisher, "核准");
  await dialogOf(publisher).waitFor();
  expect(await lookAt(publisher, "console authority being decided")).toEqual([]);
  await dialogOf(publisher).getByLabel(/^理由/).fill("已按电话核对指纹");
  await dialogOf(publisher).getByRole("button", { name: "核准", exact: true }).click();
  await words(publisher, "已决定");
  await words(publisher, "已信任");
  expect(await verdict()).toBe("trusted");
});

test("its revocation list is handed in, and a list of somebody else's is not taken", async () => {
  await visit(publisher, server + address);
  await press(publisher, "交来新的吊销列表");
  const dialog = dialogOf(publisher);
  await dialog.getByLabel("PEM 文本").fill(anOutsideAuthority("别处").listPem(1n, new Date()));
  await dialog.getByRole("button", { name: "交来新的吊销列表" }).click();
  await publisher.getByText("不是由该机构或其下级签发的").first().waitFor();
  expect(await lookAt(publisher, "console revocation list refused")).toEqual([]);
  await dialog.getByLabel("PEM 文本").fill(outside.listPem(1n, new Date(Date.now() - 60_000)));
  await dialog.getByRole("button", { name: "交来新的吊销列表" }).click();
  await words(publisher, "吊销列表已更新");
  await dialog.waitFor({ state: "detached" });
  expect(await lookAt(publisher, "console authority trusted")).toEqual([]);
});

test("trust is withdrawn, at once for everybody, and the list keeps what was decided", async () => {
  await visit(proposer, server + address);
  await press(proposer, "撤回信任");
  await dialogOf(proposer).getByLabel(/^理由/).fill("互认终止");
  await dialogOf(proposer).getByRole("button", { name: "撤回信任", exact: true }).click();
  await words(proposer, "已撤回");
  expect(await verdict()).toBe("intact-untrusted");
  await visit(proposer, `${origin}/trust`);
  await proposer.getByText(name).first().waitFor();
  expect(await lookAt(proposer, "console trust list")).toEqual([]);
});
