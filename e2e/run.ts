// The browser journeys, each as a person would make it. `node e2e/run.ts [part of a name]` runs some of them.
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { binary } from "../scripts/binary.ts";

const repository = fileURLToPath(new URL("..", import.meta.url));
const child = spawn(
  process.execPath,
  [binary("vitest"), "run", "--project", "journeys", ...process.argv.slice(2)],
  {
    cwd: repository,
    stdio: "inherit",
  },
);
child.once("exit", (code) => {
  process.exitCode = code ?? 1;
});
