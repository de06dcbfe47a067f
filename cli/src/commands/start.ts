import { serve } from "@liangzheng/server/serve";
import type { Run } from "../run-command.ts";

/** `liangzheng start`: the server, with a seeded province when a demonstration starts on nothing. */
export const start: Run = async (_args, { out }) => {
  await serve((line) => out(`${line}\n`));
  return 0;
};
