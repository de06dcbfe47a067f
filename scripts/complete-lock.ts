// Adds to package-lock.json the optional packages of other platforms that the registry in use does not carry: npm leaves
// them out when it writes the file, and then refuses it in `npm ci`. Run after `npm install`.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { repository } from "./repository.ts";

interface Entry {
  version?: string;
  optional?: boolean;
  os?: string[];
  cpu?: string[];
  libc?: string[];
  optionalDependencies?: Record<string, string>;
}

const systems = ["android", "darwin", "freebsd", "linux", "openharmony", "win32"];
const processors = ["arm64", "arm", "x64", "ia32", "ppc64", "riscv64", "s390x"];

/** What a platform package says of itself, told by its name: it is only ever installed where this fits. */
function platformOf(name: string): Pick<Entry, "os" | "cpu" | "libc"> {
  const words = name.split(/[/-]/);
  const os = systems.filter((system) => words.includes(system));
  const cpu = processors.filter((processor) => words.includes(processor));
  const libc = words.some((word) => word.startsWith("musl")) ? ["musl"] : [];
  return { os, cpu, ...(libc.length > 0 && { libc }) };
}

const file = join(repository, "package-lock.json");
const lock = JSON.parse(readFileSync(file, "utf8")) as { packages: Record<string, Entry> };
let added = 0;
for (const { optionalDependencies = {} } of Object.values(lock.packages)) {
  for (const [name, version] of Object.entries(optionalDependencies)) {
    const platform = platformOf(name);
    const known = Object.keys(lock.packages).some((path) => path.endsWith(`node_modules/${name}`));
    if (known || platform.os?.length !== 1 || platform.cpu?.length !== 1) continue;
    lock.packages[`node_modules/${name}`] = { version, optional: true, ...platform };
    added++;
  }
}
lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1)));
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
console.log(`${added} packages of other platforms added`);
