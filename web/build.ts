import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { gzipSync } from "node:zlib";
import type { Manifest } from "vite";
import { APPS, type App } from "./apps.ts";

const repository = fileURLToPath(new URL("..", import.meta.url));
const dist = (app: App): string => join(repository, "web/dist", app);

/** What an app may load before it shows anything: JavaScript, gzipped, in bytes. The gallery is for us alone. */
export const BUDGETS: Readonly<Record<App, number>> = {
  wallet: 170_000,
  officer: 170_000,
  public: 110_000,
  console: 260_000,
  gallery: 400_000,
};

/** Gzipped bytes of one built app. */
export interface Weight {
  readonly app: App;
  readonly initialScript: number;
  readonly initialStyle: number;
}

/** The apps that load more than they may. */
export const overBudget = (
  weights: readonly Weight[],
  budgets: Readonly<Record<App, number>> = BUDGETS,
): readonly Weight[] => weights.filter(({ app, initialScript }) => initialScript > budgets[app]);

/** The files that the entry needs at once: itself and, transitively, what it imports statically. */
export function initialFiles(manifest: Manifest): { readonly scripts: string[]; readonly styles: string[] } {
  const seen = new Set<string>();
  const visit = (key: string): void => {
    const chunk = manifest[key];
    if (!chunk || seen.has(key)) return;
    seen.add(key);
    for (const imported of chunk.imports ?? []) visit(imported);
  };
  for (const [key, chunk] of Object.entries(manifest)) if (chunk.isEntry) visit(key);
  const chunks = [...seen].flatMap((key) => manifest[key] ?? []);
  return {
    scripts: [...new Set(chunks.map((chunk) => chunk.file))],
    styles: [...new Set(chunks.flatMap((chunk) => chunk.css ?? []))],
  };
}

async function weigh(app: App): Promise<Weight> {
  const folder = dist(app);
  const manifest = JSON.parse(await readFile(join(folder, ".vite/manifest.json"), "utf8")) as Manifest;
  const page = await readFile(join(folder, "index.html"), "utf8");
  const { scripts, styles } = initialFiles(manifest);
  const early = [...page.matchAll(/<script src="[^"]*?(assets\/[^"]+)"/g)].flatMap(([, file]) => file ?? []);
  const size = async (files: readonly string[]): Promise<number> => {
    const bytes = await Promise.all(files.map((file) => readFile(join(folder, file))));
    return bytes.reduce((sum, one) => sum + gzipSync(one, { level: 9 }).length, 0);
  };
  return { app, initialScript: await size([...scripts, ...early]), initialStyle: await size(styles) };
}

/** A digest of everything that can change the app: shared sources, its own folder, the lockfile; not other apps. */
async function inputDigest(app: App): Promise<string> {
  const others = APPS.filter((one) => one !== app).map((one) => join("web", one));
  const skipped = (path: string): boolean =>
    /(^|\/)(node_modules|dist|vectors|testing)$|\.test\.tsx?$|\.md$/.test(path) || others.includes(path);
  const files: string[] = ["package-lock.json"];
  const walk = async (folder: string): Promise<void> => {
    for (const entry of await readdir(join(repository, folder), { withFileTypes: true })) {
      const path = join(folder, entry.name);
      if (skipped(path)) continue;
      if (entry.isDirectory()) await walk(path);
      else if (entry.isFile()) files.push(path);
    }
  };
  for (const root of ["web", "contract", "libs"]) if (existsSync(join(repository, root))) await walk(root);
  const digest = createHash("sha256");
  for (const file of files.sort((a, b) => (a < b ? -1 : 1))) {
    const bytes = await readFile(join(repository, file));
    digest.update(`${file}\0${bytes.length}\0`).update(bytes);
  }
  return digest.digest("hex");
}

async function buildOne(app: App, force: boolean): Promise<"built" | "unchanged"> {
  const stamp = join(dist(app), ".stamp");
  const digest = await inputDigest(app);
  const last = existsSync(stamp) ? await readFile(stamp, "utf8") : "";
  if (!force && last === digest && existsSync(join(dist(app), "index.html"))) return "unchanged";
  // Only what has changed is worth the time that the bundler takes to load.
  const [{ build }, { appConfig }] = await Promise.all([import("vite"), import("./vite.config.ts")]);
  await build({ ...appConfig(app), mode: "production", logLevel: "warn" });
  await mkdir(dist(app), { recursive: true });
  await writeFile(stamp, digest);
  return "built";
}

/** Builds what has changed, one app after the other, and weighs all of them. */
export async function buildApps(apps: readonly App[], force = false): Promise<readonly Weight[]> {
  // Under a test runner it says "test", and React would ship its slow build.
  process.env["NODE_ENV"] = "production";
  const weights: Weight[] = [];
  for (const app of apps) {
    const outcome = await buildOne(app, force);
    const weight = await weigh(app);
    weights.push(weight);
    const kB = (bytes: number): string => `${(bytes / 1000).toFixed(1)} kB`;
    process.stdout.write(
      `${app}: ${outcome}, ${kB(weight.initialScript)} script of ${kB(BUDGETS[app])}, ${kB(weight.initialStyle)} style (gzipped)\n`,
    );
  }
  return weights;
}

/** The apps whose folder exists. */
export const presentApps = (): readonly App[] =>
  APPS.filter((app) => existsSync(join(repository, "web", app, "index.html")));

if (import.meta.main) {
  const { values, positionals } = parseArgs({
    options: { force: { type: "boolean", default: false } },
    allowPositionals: true,
  });
  const unknown = positionals.filter((name) => !(APPS as readonly string[]).includes(name));
  if (unknown.length > 0) throw new Error(`no such app: ${unknown.join(", ")}; there are ${APPS.join(", ")}`);
  const apps = positionals.length > 0 ? APPS.filter((app) => positionals.includes(app)) : presentApps();
  const heavy = overBudget(await buildApps(apps, values.force));
  for (const { app, initialScript } of heavy)
    process.stdout.write(`${app}: over budget by ${initialScript - BUDGETS[app]} bytes\n`);
  if (heavy.length > 0) process.exitCode = 1;
}
