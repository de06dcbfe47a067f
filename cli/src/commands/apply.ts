import { parseArgs } from "node:util";
import { apply as applyFile } from "@liangzheng/server/apply";
import { type Run, UsageError } from "../run-command.ts";
import { tellable } from "../tellable.ts";

const usage = "usage: liangzheng apply FILE [--dry-run]\n";

/** `liangzheng apply FILE`: all of the file or nothing; a second time it finds nothing to do. */
export const apply: Run = async (args, { out, err }) => {
  const { file, dryRun } = parse(args);
  try {
    const changes = await applyFile({
      file,
      dryRun,
      environment: process.env,
      tell: (line) => out(`${line}\n`),
    });
    for (const change of changes) out(`${dryRun ? "would be " : ""}${change}\n`);
    if (changes.length === 0) out("nothing to do: everything is as the file says\n");
    return 0;
  } catch (error) {
    const told = tellable(error);
    if (told === undefined) throw error;
    err(`${told}\n`);
    return 1;
  }
};

function parse(args: readonly string[]): { readonly file: string; readonly dryRun: boolean } {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { "dry-run": { type: "boolean", default: false } },
    });
    const [file, ...more] = positionals;
    if (file === undefined || more.length > 0) throw new UsageError(usage);
    return { file, dryRun: values["dry-run"] };
  } catch (cause) {
    if (cause instanceof UsageError) throw cause;
    throw new UsageError(usage, { cause });
  }
}
