import { spawnSync } from "node:child_process";
import { binary } from "./binary.ts";

/** Runs an installed tool to its end in a folder, for tests of the gate: how it ended, and what it said. */
export function runTool(
  packageName: string,
  command: string,
  words: readonly string[],
  folder: string,
): { readonly status: number | null; readonly said: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [binary(packageName, command), ...words], {
    cwd: folder,
    encoding: "utf8",
  });
  return { status, said: stdout + stderr };
}
