import { join } from "node:path";
import { expect, test } from "vitest";
import { findCrossings, ruleNames } from "./boundaries.ts";
import { repository } from "./repository.ts";
import { roomsBelow, tiers } from "./walls.ts";

const report = await findCrossings(join(repository, "scripts/faults/boundaries"));
const crossed = new Set(report.crossings.map(({ rule, from, to }) => `${rule}: ${from} → ${to}`));

test("every wall has a planted fault that it finds", async () => {
  const fired = new Set(report.crossings.map(({ rule }) => rule));
  // No room stands above the last one, so that nothing can be planted there without breaking another wall.
  const top = `room-${tiers.at(-1)?.rooms.at(-1)}`;
  expect((await ruleNames()).filter((name) => !fired.has(name) && name !== top)).toEqual([]);
});

test("every file of the picture is looked at", () => {
  expect(report.missed).toEqual([]);
  expect(report.watched).toBeGreaterThan(25);
});

test("a wall stands where it is said to stand, and no further", () => {
  const store = "server/src/modules/parties/store.ts";
  expect(crossed).toContain(`rooms-by-their-face: server/src/modules/catalogue/index.ts → ${store}`);
  expect(crossed).toContain(`stores-stay-home: server/src/main/app.ts → ${store}`);
  expect(crossed).toContain("apps-are-apart: web/wallet/main.ts → web/console/main.ts");
  const innocent = report.crossings.filter(({ from }) => from.endsWith("presentation/index.ts"));
  expect(innocent).toEqual([]);
});

test("a room may import lower tiers and its named neighbours", () => {
  expect(roomsBelow("notices")).toEqual([]);
  expect(roomsBelow("access")).toEqual(["parties"]);
  expect(roomsBelow("issuance")).toContain("use");
  expect(roomsBelow("use")).not.toContain("issuance");
  expect(() => roomsBelow("cellar")).toThrow("cellar");
});
