import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";
import { type Run, runCommand } from "../src/run-command.ts";

/** What a command said, and the exit code it ended with. */
export interface CommandRun {
  readonly exit: number;
  readonly out: string;
  readonly err: string;
}

/** Runs a command as `liangzheng NAME ARGS` would, in this thread. */
export async function runAs(name: string, run: Run, args: readonly string[]): Promise<CommandRun> {
  let out = "";
  let err = "";
  const terminal = {
    out(text: string) {
      out += text;
    },
    err(text: string) {
      err += text;
    },
  };
  const exit = await runCommand(
    { [name]: { summary: "", load: async () => run } },
    [name, ...args],
    terminal,
  );
  return { exit, out, err };
}

/** A folder of a test file's own, which goes with it. */
export async function ownFolder(name: string) {
  const folder = await mkdtemp(join(tmpdir(), `liangzheng-${name}-`));
  afterAll(() => rm(folder, { recursive: true }));
  const at = (file: string): string => join(folder, file);
  return {
    folder,
    at,
    async put(file: string, content: Uint8Array | string): Promise<string> {
      await writeFile(at(file), content);
      return at(file);
    },
  };
}
