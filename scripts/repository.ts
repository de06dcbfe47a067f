import { realpathSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";

/** The folder of this repository, without a slash at its end. */
export const repository = resolve(fileURLToPath(new URL("..", import.meta.url)));

/** Is this module the script that was started, rather than imported? */
export const isMain = (url: string): boolean =>
  process.argv[1] !== undefined && realpathSync(process.argv[1]) === fileURLToPath(url);

const skipped = new Set(["node_modules", "dist", "data", "faults", "shots"]);

/** The hand-written and generated files below a folder, as paths from it with `/`, in order; dot folders are left out. */
export async function listFiles(folder: string): Promise<readonly string[]> {
  const found: string[] = [];
  const visit = async (below: string): Promise<void> => {
    for (const entry of await readdir(join(folder, below), { withFileTypes: true })) {
      if (entry.name.startsWith(".") || skipped.has(entry.name)) continue;
      const path = join(below, entry.name);
      if (entry.isDirectory()) await visit(path);
      else if (entry.isFile()) found.push(path.replaceAll(sep, "/"));
    }
  };
  await visit("");
  return found.sort();
}
