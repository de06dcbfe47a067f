import { expect, test } from "vitest";
import { runCampaign } from "./campaign.ts";
import { Chance } from "./chance.ts";

// A watchdog, not a measure: each run makes its corpus first, and takes seconds, or minutes on a machine that is busy.
const timeout = 600_000;

const planted = (name: string): URL => new URL(`./planted/${name}.ts`, import.meta.url);

test("a small slice of every target finds nothing, reaches every depth, and is the same on one thread and on two", {
  timeout,
}, async () => {
  const plan = { seed: 1, inputs: 500 };
  const one = await runCampaign(plan);
  expect(one.finds).toEqual([]);
  expect(one.done).toBe(500);
  // Inputs that are still good, that are refused, and whose signatures tell that they were changed.
  for (const word of [
    "sealed: trusted",
    "sealed: tampered",
    "sealed: unreadable",
    "page: read",
    "pdf: trusted",
    "pdf: tampered",
    "der: refused",
  ])
    expect([...one.words.keys()]).toContain(word);
  const two = await runCampaign({ ...plan, threads: 2 });
  expect(new Map(two.words)).toEqual(new Map(one.words));
});

test("another seed draws otherwise, and so does another input", () => {
  const first = new Chance(3, 0).next();
  expect(new Chance(3, 0).next()).toBe(first);
  expect(new Chance(4, 0).next()).not.toBe(first);
  expect(new Chance(3, 1).next()).not.toBe(first);
});

test("a parser that throws a foreign error and verifiers with a check removed are found, and again by number alone", {
  timeout,
}, async () => {
  const plan = { seed: 1, targets: planted("wrong-answers") };
  const { finds } = await runCampaign({ ...plan, inputs: 1000 });
  expect(new Set(finds.map(({ kind, target }) => `${kind}: ${target}`))).toEqual(
    new Set([
      "crash: der",
      "wrong valid: references unchecked",
      "wrong valid: signatures unchecked",
      "wrong valid: later changes unchecked",
    ]),
  );
  expect(finds.find(({ kind }) => kind === "crash")?.detail).toContain("TypeError: no reader for this tag");
  const last = finds.at(-1);
  const again = await runCampaign({ ...plan, from: last?.input ?? 0, inputs: 1 });
  expect(again.finds).toMatchObject([{ input: last?.input, detail: last?.detail, bytes: last?.bytes }]);
});

test("what never ends and what fills the memory are found, and the inputs behind them are tried", {
  timeout,
}, async () => {
  const plan = { seed: 1, inputs: 40, targets: planted("costly") };
  const endless = await runCampaign({ ...plan, only: ["endless"], hangSeconds: 0.1 });
  const hungry = await runCampaign({ ...plan, only: ["hungry"], hangSeconds: 60 });
  expect(new Set(endless.finds.map(({ kind }) => kind))).toEqual(new Set(["hang"]));
  expect(new Set(hungry.finds.map(({ kind }) => kind))).toEqual(new Set(["memory"]));
  expect([endless.done, hungry.done]).toEqual([40, 40]);
});

test("a run of targets that do not exist is no result", async () => {
  const plan = { seed: 1, inputs: 10, targets: planted("costly") };
  await expect(runCampaign({ ...plan, only: ["nothing"] })).rejects.toThrow("no such target");
});
