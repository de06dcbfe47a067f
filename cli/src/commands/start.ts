import { serve } from "@liangzheng/server/serve";
import type { Run, Terminal } from "../run-command.ts";
import { tellable } from "../tellable.ts";

/** `liangzheng start`: the server, with a seeded province when a demonstration starts on nothing. */
export const start: Run = (_args, terminal) => startWith(Promise.resolve(true), terminal);

/** The same while the pages are still being built: `built` says in the end whether they are there. */
export async function startWith(built: Promise<boolean>, { out, err }: Terminal): Promise<number> {
  try {
    await serve((line) => out(`${line}\n`), built);
    return 0;
  } catch (error) {
    const told = tellable(error);
    if (told === undefined) throw error;
    err(`${told}\n`);
    return 1;
  }
}
