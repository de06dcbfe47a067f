import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { repository } from "./repository.ts";

/** The script behind a command of an installed package: started with our own Node it needs no shell and no PATH. */
export function binary(packageName: string, command = packageName): string {
  const folder = join(repository, "node_modules", packageName);
  const { bin } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as {
    readonly bin: string | Readonly<Record<string, string>>;
  };
  const path = typeof bin === "string" ? bin : bin[command];
  if (path === undefined) throw new Error(`${packageName} has no command ${command} (${dirname(folder)})`);
  return join(folder, path);
}
