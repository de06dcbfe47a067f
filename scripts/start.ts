// `npm start`: builds the pages while the database and the province are made ready, then serves.
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

const repository = fileURLToPath(new URL("..", import.meta.url));
const run = (args: readonly string[], ownTerminal: boolean) =>
  spawn(process.execPath, args, {
    cwd: repository,
    stdio: ["ignore", ownTerminal ? "inherit" : "ignore", "inherit"],
    env: process.env,
  });

const build = run(["web/build.ts", "wallet", "console", "officer", "public"], true);
const code = await new Promise<number | null>((resolve) => build.once("exit", resolve));
if (code !== 0) {
  console.error("the pages could not be built; what failed stands above");
  process.exit(code ?? 1);
}
const server = run(["cli/src/main.ts", "start"], true);
for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => server.kill(signal));
server.once("exit", (exit, signal) => {
  process.exitCode = exit ?? (signal === null ? 0 : 1);
});
