import { randomUUID } from "node:crypto";
import type { BrowserContext, Page } from "playwright-core";

/** Asks the public API with the session that the pages of this context have. */
export async function ask(
  context: BrowserContext,
  origin: string,
  app: string,
  address: string,
  body?: unknown,
): Promise<unknown> {
  const [method = "", path = ""] = address.split(" ");
  const answer = await context.request.fetch(`${origin}/api/v1${path}`, {
    method,
    headers: { "liangzheng-app": app, ...(method !== "GET" && { "idempotency-key": randomUUID() }) },
    ...(body !== undefined && { data: body }),
  });
  if (!answer.ok()) throw new Error(`${address}: ${answer.status()} ${await answer.text()}`);
  return answer.json();
}

type Change<Answer> = (answer: Answer) => unknown;

/** What the server answers there, changed on its way: a state that would take weeks, or another office, to reach. */
export async function changeAnswers<Answer>(page: Page, path: string, change: Change<Answer>): Promise<void> {
  await page.route(`**/api/v1${path}`, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, json: change((await response.json()) as Answer) });
  });
}

/** The server is there and fails, or refuses. */
export async function failAnswers(page: Page, path: string, status: number, code: string): Promise<void> {
  const problem = { type: `urn:liangzheng:problem:${code}`, title: code, status, instance: "req-7K2M9" };
  await page.route(`**/api/v1${path}`, (route) =>
    route.fulfill({ status, contentType: "application/problem+json", body: JSON.stringify(problem) }),
  );
}

/** There is no way to the server; the pages are here already. */
export const cutOff = (page: Page, path = "/**"): Promise<void> =>
  page.route(`**/api/v1${path}`, (route) => route.abort("internetdisconnected")).then(() => undefined);
