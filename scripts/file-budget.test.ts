import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { lines, weighFiles } from "./file-budget.ts";

let folder = "";
const write = (name: string, text: string): Promise<void> => writeFile(join(folder, name), text);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "liangzheng-budget-"));
  await mkdir(join(folder, "libs/pki/src"), { recursive: true });
  await mkdir(join(folder, "server"));
});
afterAll(() => rm(folder, { recursive: true }));

test("a file is warned of, then refused, by its length", async () => {
  await write("server/short.ts", "x\n".repeat(lines.warn - 1));
  await write("server/long.ts", "x\n".repeat(lines.warn));
  await write("server/endless.css", "x\n".repeat(lines.fail));
  await write("server/schema.gen.ts", "x\n".repeat(lines.fail));
  const { files, warnings, faults } = await weighFiles(folder);
  expect({ files, warnings, faults }).toEqual({
    files: 3,
    warnings: [`server/long.ts: ${lines.warn} lines`],
    faults: [`server/endless.css: ${lines.fail} lines`],
  });
  await rm(join(folder, "server/endless.css"));
});

test("what quiets the tools is counted everywhere and refused in libs", async () => {
  await write("server/quiet.ts", "// @ts-ignore: see above\nconst a: any = 1;\nconst b = [1, 2] as any;\n");
  expect((await weighFiles(folder)).faults).toEqual([]);
  await write("libs/pki/src/quiet.ts", "// biome-ignore lint/x: y\nconst a: Array<any> = [];\n");
  const { faults, quietings } = await weighFiles(folder);
  expect(faults).toHaveLength(2);
  expect(quietings).toEqual({ any: 3, "ts-ignore": 1, "biome-ignore": 1 });
});

test("the word in speech is not a use of it", async () => {
  await write("libs/pki/src/quiet.ts", '/* maps to: any */\nconst s = "as any";\nconst o = { any: 1 };\n');
  expect((await weighFiles(folder)).faults).toEqual([]);
});
