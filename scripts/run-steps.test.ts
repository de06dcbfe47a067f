import { expect, test } from "vitest";
import { runSteps, tableOf } from "./run-steps.ts";

const node = (name: string, code: string) => ({ name, command: ["-e", code] });

test("a step is judged by its exit code, and every step runs whatever fails", async () => {
  const results = await runSteps(
    [node("good", ""), node("bad", "process.exitCode = 3"), node("killed", "process.kill(process.pid)")],
    2,
  );
  expect(results.map(({ name, ok }) => [name, ok])).toEqual([
    ["good", true],
    ["bad", false],
    ["killed", false],
  ]);
});

test("a step that says it failed has passed if it ended well", async () => {
  expect((await runSteps([node("talk", "console.error('1 failed')")], 1))[0]?.ok).toBe(true);
});

test("the table has a line for each step", () => {
  const table = tableOf([
    { name: "lint", ok: true, seconds: 1.04 },
    { name: "boundaries", ok: false, seconds: 12 },
  ]);
  expect(table).toBe("lint        ok         1.0 s\nboundaries  failed    12.0 s\n");
});
