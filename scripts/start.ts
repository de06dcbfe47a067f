// `npm start`: builds the pages while the database and the province are made ready, then serves.
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { startWith } from "../cli/src/commands/start.ts";

const apps = ["wallet", "console", "officer", "public"];
const build = spawn(process.execPath, [fileURLToPath(new URL("../web/build.ts", import.meta.url)), ...apps], {
  stdio: ["ignore", "inherit", "inherit"],
});
const built = new Promise<boolean>((resolve) => {
  build.once("error", () => resolve(false));
  build.once("exit", (code) => resolve(code === 0));
});
try {
  process.exitCode = await startWith(built, {
    out: (text) => process.stdout.write(text),
    err: (text) => process.stderr.write(text),
  });
} finally {
  build.kill();
}
