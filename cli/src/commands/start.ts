import { serve } from "@liangzheng/server/serve";
import type { Run } from "../run-command.ts";

/** What can keep a start from succeeding and says itself what to do: told without a stack. */
const tellable = new Set([
  "ConfigError",
  "KeyFileError",
  "EmbeddedBusy",
  "MigrationError",
  "DemonstrationData",
]);

/** `liangzheng start`: the server, with a seeded province when a demonstration starts on nothing. */
export const start: Run = async (_args, { out, err }) => {
  try {
    await serve((line) => out(`${line}\n`));
    return 0;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const busy = "code" in error && error.code === "EADDRINUSE";
    if (!busy && !tellable.has(error.name)) throw error;
    err(busy ? `${error.message}: set LIANGZHENG_PORT to another port\n` : `${error.message}\n`);
    return 1;
  }
};
