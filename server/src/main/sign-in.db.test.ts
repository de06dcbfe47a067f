import { afterAll, beforeAll, expect, test } from "vitest";
import { cookieClient, signIn, toCallback } from "../../testing/cookie-client.ts";
import { anEmptyDeployment, anInstallation, type EmptyDeployment } from "../../testing/installation.ts";
import { people } from "../../testing/people.ts";
import { apply } from "./apply.ts";
import { readConfig } from "./config.ts";
import { type Running, start } from "./start.ts";

let bureau: EmptyDeployment;
let running: Running;
beforeAll(async () => {
  bureau = await anEmptyDeployment();
  await bureau.write(anInstallation());
  const { file, environment } = bureau;
  await apply({ file, dryRun: false, environment, tell: () => undefined });
  running = await start({ config: readConfig(environment, bureau.folder), tell: () => undefined });
});
afterAll(async () => {
  await running.stop();
  await bureau.remove();
});

const client = () => cookieClient(bureau.origin);
const locationOf = async (browser: ReturnType<typeof client>, address: string): Promise<string | null> =>
  (await browser.send(address)).headers.get("location");
const session = async (cookie: string, app: string) =>
  JSON.parse(
    await (
      await fetch(`${bureau.origin}/api/v1/session`, { headers: { cookie, "liangzheng-app": app } })
    ).text(),
  );

test("the code flow ends in a session of the app it was begun in, and of no other", async () => {
  const browser = client();
  expect(await signIn(browser, "officer", "sub-officer")).toBe("/officer/");
  const cookie = browser.cookieHeader();
  expect(await session(cookie, "officer")).toMatchObject({
    signedIn: true,
    name: people.officer.name,
    cardNumber: "99010000001",
    roles: ["officer"],
  });
  expect(await session(cookie, "console")).toMatchObject({ signedIn: false });
  expect(await session("", "officer")).toMatchObject({ signedIn: false });
});

test("the page comes back where sign-in was asked for, and never leaves the app", async () => {
  for (const [asked, led] of [
    ["/wallet/licences/1", "/wallet/licences/1"],
    ["//evil.example/", "/wallet/"],
    ["https://evil.example/", "/wallet/"],
    ["/console/", "/wallet/"],
    ["/wallet/\\evil.example", "/wallet/"],
  ] as const) {
    const browser = client();
    const page = await browser.follow(
      `/auth/sign-in?app=wallet&return=${encodeURIComponent(asked)}`,
      ({ pathname }) => pathname.startsWith("/oidc/interaction/"),
    );
    const chosen = await browser.send(page.href, { method: "POST", form: { subject: "sub-owner" } });
    const next = new URL(chosen.headers.get("location") ?? "", page);
    const callback = await browser.follow(next.href, ({ pathname }) => pathname === "/auth/callback");
    expect([asked, await locationOf(browser, callback.href)]).toEqual([asked, led]);
  }
});

test("a callback whose state is another's is refused, and spends the sign-in", async () => {
  const browser = client();
  const callback = await toCallback(browser, "wallet", "sub-owner");
  const state = callback.searchParams.get("state");
  callback.searchParams.set("state", "another");
  expect(await locationOf(browser, callback.href)).toBe("/wallet/?sign-in=failed");
  callback.searchParams.set("state", state ?? "");
  expect(await locationOf(browser, callback.href)).toBe("/?sign-in=expired");
});

test("a callback in a browser that did not begin the sign-in is refused", async () => {
  const callback = await toCallback(client(), "wallet", "sub-owner");
  expect(await locationOf(client(), callback.href)).toBe("/?sign-in=expired");
});

test("an answer made for another nonce is refused", async () => {
  const browser = client();
  const begun = new URL((await locationOf(browser, "/auth/sign-in?app=wallet")) ?? "", bureau.origin);
  begun.searchParams.set("nonce", "of-somebody-else");
  const page = await browser.follow(begun.href, ({ pathname }) => pathname.startsWith("/oidc/interaction/"));
  const chosen = await browser.send(page.href, { method: "POST", form: { subject: "sub-owner" } });
  const next = new URL(chosen.headers.get("location") ?? "", page);
  const callback = await browser.follow(next.href, ({ pathname }) => pathname === "/auth/callback");
  expect(callback.searchParams.get("code")).not.toBeNull();
  expect(await locationOf(browser, callback.href)).toBe("/wallet/?sign-in=failed");
});

test("a code is worth one session: neither the same callback nor another sign-in takes it again", async () => {
  const browser = client();
  const callback = await toCallback(browser, "wallet", "sub-owner");
  expect(await locationOf(browser, callback.href)).toBe("/wallet/");
  expect(await locationOf(browser, callback.href)).toBe("/?sign-in=expired");

  const thief = client();
  const theirs = await toCallback(thief, "wallet", "sub-owner");
  theirs.searchParams.set("code", callback.searchParams.get("code") ?? "");
  expect(await locationOf(thief, theirs.href)).toBe("/wallet/?sign-in=failed");
});

test("a code that another browser was given is worth nothing without its proof key", async () => {
  const victim = await toCallback(client(), "wallet", "sub-owner");
  const thief = client();
  const theirs = await toCallback(thief, "wallet", "sub-officer");
  theirs.searchParams.set("code", victim.searchParams.get("code") ?? "");
  expect(await locationOf(thief, theirs.href)).toBe("/wallet/?sign-in=failed");
});

test("whoever has no account is told so by the provider's page, and gets no code", async () => {
  const browser = client();
  const page = await browser.follow("/auth/sign-in?app=wallet", ({ pathname }) =>
    pathname.startsWith("/oidc/interaction/"),
  );
  const answer = await browser.send(page.href, { method: "POST", form: { subject: "sub-nobody" } });
  expect([answer.status, answer.headers.get("location")]).toEqual([400, null]);
});
