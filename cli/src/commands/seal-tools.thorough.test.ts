import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, expect, test } from "vitest";
import { aDocument, root, zip } from "../../../libs/seal/testing/sealed-package.ts";

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "liangzheng-recipe-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** OpenSSL before 3 makes no SM2 certificates, and some builds leave SM2 out. */
const hasSm2 =
  spawnSync("openssl", ["genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:SM2"]).status === 0 &&
  /^OpenSSL [3-9]/.test(execFileSync("openssl", ["version"], { encoding: "utf8" }));

test.skipIf(!hasSm2)(
  "the commands of the handbook make a seal and a sealed file that verify (skipped without OpenSSL 3 with SM2)",
  () => {
    const [, recipe] =
      /```sh\n(.*?)```/s.exec(readFileSync(here("../../../docs/operations/seal-tools.md"), "utf8")) ?? [];
    writeFileSync(
      join(folder, "FILE.ofd"),
      zip(new Map(aDocument()).set("OFD.xml", root({ signatures: "" }))),
    );
    const command = `liangzheng() { "${process.execPath}" "${here("../main.ts")}" "$@"; }\nset -e\n${recipe}`;
    const env = {
      ...process.env,
      LANG: "C.UTF-8",
      LC_ALL: "C.UTF-8",
      PATH: `${dirname(process.execPath)}:${process.env["PATH"]}`,
    };
    const { status, stdout, stderr } = spawnSync("sh", ["-c", command], {
      cwd: folder,
      encoding: "utf8",
      env,
    });
    expect([status, stderr]).toEqual([0, expect.not.stringMatching(/liangzheng/)]);
    expect(stdout).toMatch(/seal\.esl: .*\[valid\]/);
    expect(stdout).toMatch(/sealed\.ofd: .*\[valid\]/);
  },
);
