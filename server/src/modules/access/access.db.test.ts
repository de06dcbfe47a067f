import { operations, type Role, roles } from "@liangzheng/contract";
import { afterAll, beforeAll, expect, test } from "vitest";
import { cardNumberOf } from "../../../testing/people.ts";
import { aWorld, newKey, type PersonName, people, type World } from "../../../testing/world.ts";
import { createSessions } from "./index.ts";
import * as store from "./store.ts";

let world: World;
beforeAll(async () => {
  world = await aWorld();
});
afterAll(() => world.close());

const cookieOf = (who: PersonName): Promise<string> => world.cookie(who);
const see = (cookie: string, app: string) =>
  world.app.inject({ url: "/api/v1/session", headers: { cookie, "liangzheng-app": app } });

test("a session is over at once when it has been ended, though others asked at the same moment", async () => {
  const cookie = await cookieOf("stranger");
  expect((await see(cookie, "wallet")).json().signedIn).toBe(true);
  const ended = world.app.inject({
    method: "POST",
    url: `/api/v1${operations.endSession.path}`,
    headers: {
      cookie,
      "liangzheng-app": "wallet",
      "content-type": "application/json",
      "idempotency-key": newKey(),
    },
    payload: "{}",
  });
  await Promise.all([ended, ...Array.from({ length: 20 }, () => see(cookie, "wallet"))]);
  expect((await see(cookie, "wallet")).json().signedIn).toBe(false);
});

test("what a reader saw before a session's change is not remembered after it", async () => {
  const { db, gm, id, random } = world.services;
  let at = world.clock.now;
  const sessions = createSessions({ db, gm, now: () => at, id, random, secure: false });
  let cookie = "";
  const reply = { setCookie: (name: string, value: string) => (cookie = `${name}=${value}`) };
  await sessions.start(reply as never, world.accounts.owner.accountId, "wallet");
  const [name = "", value = ""] = cookie.split("=");
  const request = () => ({ headers: { "liangzheng-app": "wallet" }, cookies: { [name]: value } }) as never;
  const before = await sessions.actorOf(request());
  if (before.kind !== "account") throw new Error("not signed in");
  sessions.forget(before.sessionId);
  // Between the announcement and the commit of the change somebody reads the old row.
  expect((await sessions.actorOf(request())).kind).toBe("account");
  await world.inTransaction((tx) => store.endSession(tx, before.sessionId, at));
  expect((await sessions.actorOf(request())).kind).toBe("anonymous");
  at = new Date(at.getTime() + 60_000);
  expect((await sessions.actorOf(request())).kind).toBe("anonymous");
});

test("an officer's card number is shown to the officer", async () => {
  const { body } = await world.call("officer", "getSession");
  expect(body.cardNumber).toBe(cardNumberOf("officer"));
});

test("card numbers from before they were sealed are sealed once, and read as before", async () => {
  const { accountId } = world.accounts.secondOfficer;
  await world.database.pool.query(
    "update access.account set card_number = '99010000042', sealed_card = null where account_id = $1",
    [accountId],
  );
  for (let at = 0; at < 2; at++) await world.inTransaction((tx) => world.services.access.sealPlainCards(tx));
  const { rows } = await world.database.pool.query(
    "select card_number from access.account where account_id = $1",
    [accountId],
  );
  expect(rows).toEqual([{ card_number: null }]);
  expect(await world.inTransaction((tx) => world.services.access.cardNumber(tx, accountId))).toBe(
    "99010000042",
  );
});

const byRole: Readonly<Partial<Record<Role, PersonName>>> = {
  officer: "secondOfficer",
  clerk: "otherClerk",
  reviewer: "otherReviewer",
  "seal-keeper": "otherKeeper",
  auditor: "otherAuditor",
  "catalogue-manager": "proposer",
};

test("every role but the holder's works for a unit, and an account without one is told so", async () => {
  expect(Object.keys(byRole).sort()).toEqual(roles.filter((role) => role !== "holder").sort());
  for (const who of Object.values(byRole)) {
    await world.database.pool.query("update access.account set organ_id = null where account_id = $1", [
      world.accounts[who].accountId,
    ]);
    const ofTheRole = Object.values(operations).filter(
      ({ callers, method, path }) =>
        callers.some((caller) => caller === people[who].role) && method === "GET" && !path.includes(":"),
    );
    for (const { id } of ofTheRole) {
      const { status, body } = await world.call(who, id);
      expect([who, id, status, body.type]).toEqual([who, id, 403, "urn:liangzheng:problem:not-allowed"]);
      expect(body.detail).toContain("unit");
    }
    expect((await world.call(who, "getSession")).body.organ).toBeNull();
  }
});
