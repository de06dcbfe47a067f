import { readdirSync, readFileSync } from "node:fs";
import type { TypeDefinition } from "@liangzheng/contract";
import { expect, test } from "vitest";
import { definitionOf, parseCodes, typeValuesOf } from "./type-values.ts";

const seeds = new URL("../../../server/seeds/types/", import.meta.url);

test.each(readdirSync(seeds).filter((file) => file.endsWith(".json")))(
  "%s comes back from the form as it went in",
  (file) => {
    const definition = JSON.parse(readFileSync(new URL(file, seeds), "utf8")) as TypeDefinition;
    expect(definitionOf(typeValuesOf("any-type", definition))).toEqual(definition);
  },
);

test("a line of a code list that is no pair is refused as a whole", () => {
  expect(parseCodes("1=男\n 2 = 女 \n")).toEqual({ "1": "男", "2": "女" });
  expect(parseCodes("1=男\n女")).toBeUndefined();
  expect(parseCodes("")).toBeUndefined();
});
