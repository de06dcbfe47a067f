import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, sep } from "node:path";
import { afterAll, expect, test } from "vitest";
import { lintPacked, packFolder, packLibs } from "./pack-libs.ts";
import { repository } from "./repository.ts";
import { runTool } from "./run-tool.ts";

const folder = mkdtempSync(join(tmpdir(), "liangzheng-pack-"));
afterAll(() => rmSync(folder, { recursive: true }));
const packed = await packLibs(join(folder, "libs"));
const manifestOf = (name: string) =>
  JSON.parse(readFileSync(join(folder, "libs", name, "package.json"), "utf8"));

/** A folder of somebody else's, with the tarballs unpacked as npm does; what they depend on comes from this repository. */
function newConsumer(name: string): string {
  const consumer = join(folder, name);
  const modules = join(consumer, "node_modules");
  for (const lib of packed) {
    const home = join(modules, lib.name);
    mkdirSync(home, { recursive: true });
    expect(spawnSync("tar", ["-xzf", lib.tarball, "-C", home, "--strip-components=1"]).status).toBe(0);
    const source = join(repository, "libs", lib.name.split("/")[1] ?? "");
    for (const dependency of Object.keys(manifestOf(lib.name.split("/")[1] ?? "").dependencies))
      if (!dependency.startsWith("@liangzheng/")) link(dependency, source, join(home, "node_modules"));
  }
  writeFileSync(join(consumer, "package.json"), '{ "type": "module" }\n');
  writeFileSync(join(consumer, "consumer.ts"), text);
  writeFileSync(
    join(consumer, "tsconfig.json"),
    JSON.stringify({ compilerOptions, include: ["consumer.ts"] }),
  );
  return consumer;
}

function link(dependency: string, from: string, modules: string): void {
  const entry = createRequire(join(from, "package.json")).resolve.paths(dependency) ?? [];
  const home = entry
    .map((path) => join(path, dependency))
    .find((path) => {
      try {
        return readFileSync(join(path, "package.json")).length > 0;
      } catch {
        return false;
      }
    });
  if (home === undefined) throw new Error(`${dependency} is not installed`);
  mkdirSync(dirname(join(modules, dependency)), { recursive: true });
  symlinkSync(home, join(modules, dependency), "dir");
}

const compilerOptions = {
  target: "ES2024",
  lib: ["ES2024"],
  types: [],
  module: "nodenext",
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noEmit: true,
  skipLibCheck: false,
};

/** One use of each library; every line is type-checked and run. */
const text = `import { integer, parse, readInteger } from "@liangzheng/asn1";
import { encodeUtf8, toHex } from "@liangzheng/bytes";
import { fastSm2, generatePrivateKey, pureGm } from "@liangzheng/gm";
import { isUscc } from "@liangzheng/ident";
import { OfdError, openPackage } from "@liangzheng/ofd";
import { PdfError } from "@liangzheng/pdf";
import { encodePkcs8, parsePrivateKey } from "@liangzheng/pki";
import { problemType } from "@liangzheng/problem";
import { type FileReport, verifyFile } from "@liangzheng/seal";
import { checkWords } from "@liangzheng/seal/explain";
import { encodeShowCode, makeShowCode, parseShowCode } from "@liangzheng/showcode";
import { leafHash, verifyInclusion } from "@liangzheng/tlog";

let seed = 0;
const gm = pureGm((n) => new Uint8Array(n).fill(++seed));
const privateKey: Uint8Array = generatePrivateKey((n) => new Uint8Array(n).fill(7));
const quick = { ...gm, ...fastSm2((n) => new Uint8Array(n).fill(++seed), gm) };
const signature = quick.signer(privateKey)(encodeUtf8("证照"));
const report: FileReport = verifyFile(encodeUtf8("none"), { gm, trust: { anchors: [], crls: [] }, now: new Date(0) });
const refusal = (): string => {
  try {
    openPackage(new Uint8Array(3));
    return "";
  } catch (error) {
    return error instanceof OfdError ? error.code : "another error";
  }
};
const leaf = leafHash(encodeUtf8("entry"), (bytes) => gm.sm3(bytes));
const told: readonly [string, boolean][] = [
  ["asn1", readInteger(parse(integer(5))) === 5n],
  ["bytes", toHex(encodeUtf8("a")) === "61"],
  ["gm", gm.verify(gm.publicKeyOf(privateKey), encodeUtf8("证照"), signature)],
  ["ident", !isUscc("1")],
  ["ofd", refusal() !== "" && refusal() !== "another error"],
  ["pdf", new PdfError("missing-glyph", "12") instanceof Error],
  ["pki", toHex(parsePrivateKey(encodePkcs8({ privateKey })).privateKey) === toHex(privateKey)],
  ["problem", problemType("a-code", 409, "Title").status === 409],
  ["seal", report.summary === "unreadable" && checkWords.package.en !== ""],
  ["showcode", parseShowCode(encodeShowCode(makeShowCode((n) => new Uint8Array(n).fill(9)))).token.length === 16],
  ["tlog", verifyInclusion({ leaf, index: 0, size: 1, root: leaf, proof: [] }, (bytes) => gm.sm3(bytes))],
];
export const failed: string = told.flatMap(([name, holds]) => (holds ? [] : [name])).join(" ");
if (failed !== "") throw new Error(failed);
`;

const runs = (consumer: string) =>
  spawnSync(process.execPath, ["consumer.ts"], { cwd: consumer, encoding: "utf8" });
const compiles = (consumer: string) => runTool("typescript", "tsc", ["-p", "."], consumer);

test("every library is packed, and publint has nothing against any", async () => {
  expect(packed.map(({ name }) => name)).toEqual(
    ["asn1", "bytes", "gm", "ident", "ofd", "pdf", "pki", "problem", "seal", "showcode", "tlog"].map(
      (name) => `@liangzheng/${name}`,
    ),
  );
  for (const { name, tarball } of packed) expect([name, await lintPacked(tarball)]).toEqual([name, []]);
});

test("a package holds its code, types, README and licence, no test and no way into the repository", () => {
  for (const { name, files, folder: home } of packed) {
    const rest = files.filter((path) => !/^dist\/([a-z0-9-]+\/)*[a-z0-9-]+\.(js|d\.ts)$/.test(path));
    expect([name, rest]).toEqual([name, ["LICENSE", "README.md", "package.json"]]);
    expect(files.filter((path) => /\.test\.|testing/.test(path))).toEqual([]);
    expect(readFileSync(join(home, "README.md"), "utf8")).not.toMatch(/\]\((?!https?:)/);
    for (const path of files)
      if (path.startsWith("dist/"))
        expect([path, readFileSync(join(home, path), "utf8").includes('.ts"')]).toEqual([path, false]);
    const { private: closed, dependencies } = manifestOf(home.split(sep).at(-1) ?? "");
    expect(closed).toBeUndefined();
    for (const range of Object.values(dependencies)) expect(range).toMatch(/^~\d+\.\d+\.\d+$/);
  }
});

test("somebody else's strict program compiles against all of them and runs in plain Node", () => {
  const consumer = newConsumer("consumer");
  expect(compiles(consumer)).toEqual({ status: 0, said: "" });
  expect(runs(consumer)).toMatchObject({ status: 0, stderr: "" });
  // The controls: a file that is missing is missed by the program, types that are missing by the compiler.
  const seal = join(consumer, "node_modules/@liangzheng/seal/dist");
  rmSync(join(seal, "report.d.ts"));
  expect(compiles(consumer).status).not.toBe(0);
  rmSync(join(seal, "verdict.js"));
  expect(runs(consumer).stderr).toContain("ERR_MODULE_NOT_FOUND");
});

test("publint sees types that are not there, and an entry that is no JavaScript module", async () => {
  const broken = join(folder, "broken");
  cpSync(join(folder, "libs/bytes"), broken, { recursive: true });
  const manifest = manifestOf("bytes");
  const root = { types: "./dist/absent.d.ts", default: "./README.md" };
  writeFileSync(join(broken, "package.json"), JSON.stringify({ ...manifest, exports: { ".": root } }));
  const target = join(folder, "broken-out");
  mkdirSync(target);
  const faults = await lintPacked(packFolder(broken, target).tarball);
  expect(faults.join("\n")).toContain("absent.d.ts");
});
