import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "vitest";
import { binary } from "./binary.ts";
import { repository } from "./repository.ts";

/** What knip says of a folder, and how it ends. */
function knip(folder: string): { readonly status: number; readonly out: string } {
  const command = [binary("knip"), "--no-progress", "--directory", folder];
  try {
    return { status: 0, out: execFileSync(process.execPath, command, { encoding: "utf8", stdio: "pipe" }) };
  } catch (error) {
    const { status, stdout } = error as { status: number; stdout: string };
    return { status, out: stdout };
  }
}

test("dead code is found where it was planted", { timeout: 60_000 }, () => {
  const { status, out } = knip(join(repository, "scripts/faults/knip"));
  expect(status).toBe(1);
  expect(out).toContain("forgotten");
  expect(out).toContain("orphan.ts");
  expect(out).not.toMatch(/^used/m);
});
