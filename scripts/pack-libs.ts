// Makes of every library a package that anybody can install: `npm run pack` writes dist/libs/NAME (JavaScript, types and a
// package.json of its own) and dist/libs/NAME-VERSION.tgz, and lints each. Inside the repository the sources run as they are.
import { spawnSync } from "node:child_process";
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, sep } from "node:path";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import { binary } from "./binary.ts";
import { isMain, repository } from "./repository.ts";

/** What of a library's package.json is read. */
interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly description: string;
  readonly license: string;
  readonly exports: Readonly<Record<string, string>>;
  readonly dependencies: Readonly<Record<string, string>>;
}

export interface PackedLib {
  readonly name: string;
  readonly folder: string;
  readonly tarball: string;
  /** Paths in the tarball, as npm would publish them. */
  readonly files: readonly string[];
}

/** Packs all of `libs/` into a folder, which is emptied first. Nothing is linted yet. */
export async function packLibs(target: string): Promise<readonly PackedLib[]> {
  await rm(target, { recursive: true, force: true });
  await mkdir(target, { recursive: true });
  const emitted = await mkdtemp(join(tmpdir(), "liangzheng-emit-"));
  try {
    emit(emitted);
    const packed: PackedLib[] = [];
    for (const entry of await readdir(join(repository, "libs"), { withFileTypes: true }))
      if (entry.isDirectory()) packed.push(await packLib(entry.name, emitted, target));
    return packed;
  } finally {
    await rm(emitted, { recursive: true });
  }
}

function emit(folder: string): void {
  const options = ["--noEmit", "false", "--rewriteRelativeImportExtensions", "--declaration"];
  const places = ["--rootDir", "libs", "--outDir", folder];
  run(process.execPath, [binary("typescript", "tsc"), "-p", "libs", ...options, ...places], repository);
}

async function packLib(lib: string, emitted: string, target: string): Promise<PackedLib> {
  const source = join(repository, "libs", lib);
  const folder = join(target, lib);
  const manifest = JSON.parse(await readFile(join(source, "package.json"), "utf8")) as Manifest;
  await cp(join(emitted, lib, "src"), join(folder, "dist"), {
    recursive: true,
    filter: (path) => !path.split(sep).includes("testing"),
  });
  for (const file of await readdir(folder, { recursive: true })) {
    if (!file.endsWith(".d.ts")) continue;
    const path = join(folder, file);
    await writeFile(path, withJsLinks(await readFile(path, "utf8")));
  }
  await writeFile(
    join(folder, "package.json"),
    `${JSON.stringify(publicManifest(manifest), undefined, 2)}\n`,
  );
  await writeFile(join(folder, "README.md"), withoutLinks(await readFile(join(source, "README.md"), "utf8")));
  await cp(join(repository, "LICENSE"), join(folder, "LICENSE"));
  return { name: manifest.name, folder, ...packFolder(folder, target) };
}

/** The tarball that npm would publish of a folder. */
export function packFolder(folder: string, target: string): Pick<PackedLib, "tarball" | "files"> {
  const words = ["pack", "--json", "--ignore-scripts", "--pack-destination", target];
  const [told] = JSON.parse(run("npm", words, folder)) as readonly {
    readonly filename: string;
    readonly files: readonly { readonly path: string }[];
  }[];
  if (told === undefined) throw new Error(`npm packed nothing of ${folder}`);
  return { tarball: join(target, told.filename), files: told.files.map(({ path }) => path).sort() };
}

/**
 * The package.json that is published. Dependencies are pinned exactly in the repository; whoever installs a library gets
 * patches of the same minor version, ours and others'.
 */
function publicManifest({ name, version, description, license, exports, dependencies }: Manifest) {
  const built = (path: string, end: string): string =>
    path.replace(/^\.\/src\//, "./dist/").replace(/\.ts$/, end);
  return {
    name,
    version,
    description,
    license,
    type: "module",
    sideEffects: false,
    engines: { node: ">=24" },
    exports: {
      ...Object.fromEntries(
        Object.entries(exports).map(([door, path]) => [
          door,
          { types: built(path, ".d.ts"), default: built(path, ".js") },
        ]),
      ),
      "./package.json": "./package.json",
    },
    files: ["dist"],
    dependencies: Object.fromEntries(Object.entries(dependencies).map(([key, exact]) => [key, `~${exact}`])),
  };
}

/** tsc rewrites `./x.ts` in JavaScript and leaves it in types, where not every reader of types follows it. */
const withJsLinks = (types: string): string =>
  types.replace(/((?:from |import\()"\.\.?\/[^"]+)\.ts"/g, '$1.js"');

/** A package stands alone: where a README points into the repository, its words stay and the link goes. */
const withoutLinks = (text: string): string => text.replace(/\[([^\]]+)\]\((?!https?:)[^)]+\)/g, "$1");

/** What publint has against a packed library, as sentences; warnings and suggestions count. */
export async function lintPacked(tarball: string): Promise<readonly string[]> {
  const content = new Uint8Array(await readFile(tarball)).buffer;
  const { messages, pkg } = await publint({ pack: { tarball: content }, strict: true });
  return messages.map((message) => formatMessage(message, pkg, { color: false }) ?? message.code);
}

function run(command: string, words: readonly string[], folder: string): string {
  const { status, stdout, stderr, error } = spawnSync(command, words, { cwd: folder, encoding: "utf8" });
  if (status !== 0) throw new Error(`${command} failed: ${stdout}${stderr}`, { cause: error });
  return stdout;
}

if (isMain(import.meta.url)) {
  for (const lib of await packLibs(join(repository, "dist/libs"))) {
    const faults = await lintPacked(lib.tarball);
    console.log(`${lib.name}: ${lib.files.length} files, ${lib.tarball}`);
    for (const fault of faults) console.error(`  ✗ ${fault}`);
    if (faults.length > 0) process.exitCode = 1;
  }
}
