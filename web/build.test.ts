import { expect, test } from "vitest";
import { BUDGETS, initialFiles, overBudget, type Weight } from "./build.ts";

const weight = (app: Weight["app"], initialScript: number): Weight => ({
  app,
  initialScript,
  initialStyle: 1_000,
});

test("an app within its budget passes", () => {
  expect(overBudget([weight("wallet", BUDGETS.wallet), weight("public", 90_000)])).toEqual([]);
});

test("an app one byte over its budget is named", () => {
  const heavy = weight("public", BUDGETS.public + 1);
  expect(overBudget([weight("wallet", 1), heavy])).toEqual([heavy]);
});

test("what loads first is the entry and all it imports, once, and nothing that is loaded later", () => {
  expect(
    initialFiles({
      "index.html": {
        file: "index.js",
        isEntry: true,
        imports: ["_a.js", "_b.js"],
        dynamicImports: ["late.tsx"],
        css: ["index.css"],
      },
      "_a.js": { file: "a.js", imports: ["_b.js", "index.html"], css: ["a.css"] },
      "_b.js": { file: "b.js" },
      "late.tsx": { file: "late.js", isDynamicEntry: true, imports: ["_only-late.js"] },
      "_only-late.js": { file: "only-late.js" },
    }),
  ).toEqual({ scripts: ["index.js", "a.js", "b.js"], styles: ["index.css", "a.css"] });
});
