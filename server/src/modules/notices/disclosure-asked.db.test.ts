import { afterAll, beforeAll, expect, test } from "vitest";
import { untilNoticed } from "../../../testing/subjects.ts";
import { aWorld, type World } from "../../../testing/world.ts";

let world: World;
beforeAll(async () => {
  world = await aWorld();
});
afterAll(() => world.close());

test("an officer who waits for the holder's tap is told of above the use itself, to the holder alone", async () => {
  const { code } = (
    await world.call("owner", "createShowCode", { params: { licenceKey: world.licences.made } })
  ).body;
  const scan = { body: { code, purpose: "site-inspection" } };
  expect((await world.call("officer", "redeemShowCode", scan)).body.disclosure.state).toBe("asked");
  // A code that is spent asks for nothing.
  await world.call("secondOfficer", "redeemShowCode", scan);
  await untilNoticed(world);
  const { items } = (await world.call("owner", "listNotices")).body;
  const told = items.filter(({ kind }: { kind: string }) => kind !== "licence-issued");
  expect(
    told.map(({ kind, facts }: { kind: string; facts: { outcome?: string } }) => [kind, facts.outcome]),
  ).toEqual([
    ["licence-used", "replayed"],
    ["disclosure-asked", undefined],
    ["licence-used", "answered"],
  ]);
  expect(told[1].facts).toMatchObject({
    unit: "演示市住房和城乡建设局",
    officer: "上官执法",
    purpose: "site-inspection",
  });
  expect((await world.call("coHolder", "listNotices")).body.items).toEqual([]);
});
