import { readFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { TypeDefinition } from "@liangzheng/contract";
import { applyInstallation } from "./apply-installation.ts";
import { readConfig } from "./config.ts";
import {
  type Installation,
  InstallationError,
  type InstallationFault,
  installationFaults,
  parseInstallation,
  shapeFaults,
} from "./installation.ts";
import { refuseKeyPlace } from "./key-place.ts";
import { closeAll, openServices } from "./open-services.ts";

/** Undoes a dry run: thrown through the transaction, caught outside it. */
class DryRun extends Error {
  readonly changes: readonly string[];
  constructor(changes: readonly string[]) {
    super("a dry run");
    this.name = "DryRun";
    this.changes = changes;
  }
}

export interface ApplyOptions {
  readonly file: string;
  /** Does everything and keeps nothing of it. */
  readonly dryRun: boolean;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly tell: (line: string) => void;
}

/**
 * Migrates the configured database and brings it to what the file says, in one transaction.
 * @returns what was done, or would be.
 * @throws InstallationError with every fault of the file, ConfigError, KeyFileError, EmbeddedBusy, MigrationError.
 */
export async function apply({ file, dryRun, environment, tell }: ApplyOptions): Promise<readonly string[]> {
  const config = readConfig(environment, process.cwd());
  const installation = parseInstallation(await readJson(file, "/"));
  const types = await readTypes(installation, dirname(resolve(file)));
  const faults = installationFaults(installation, types, config.mode === "production");
  if (faults.length > 0) throw new InstallationError(faults);
  if (config.mode === "production") await refuseKeyPlace(config);
  const closing: (() => Promise<unknown>)[] = [];
  try {
    const { services } = await openServices({ config, tell, now: () => new Date(), closing });
    const { title } = config;
    return await services.db
      .transaction()
      .execute(async (tx) => {
        const changes = await applyInstallation({ services, installation, types, title }, tx);
        if (dryRun) throw new DryRun(changes);
        return changes;
      })
      .catch((error: unknown) => {
        if (error instanceof DryRun) return error.changes;
        throw error;
      });
  } finally {
    await closeAll(closing);
  }
}

/** Definitions stand in files of their own beside the installation's. */
async function readTypes(
  { types }: Installation,
  folder: string,
): Promise<ReadonlyMap<string, TypeDefinition>> {
  const faults: InstallationFault[] = [];
  const read = new Map<string, TypeDefinition>();
  for (const [typeKey, name] of Object.entries(types)) {
    const path = `/types/${typeKey}`;
    try {
      const value = await readJson(resolve(folder, name), path);
      const wrong = shapeFaults(TypeDefinition, value, path);
      faults.push(...wrong);
      if (wrong.length === 0) read.set(typeKey, value as TypeDefinition);
    } catch (error) {
      if (!(error instanceof InstallationError)) throw error;
      faults.push(...error.faults);
    }
  }
  if (faults.length > 0) throw new InstallationError(faults);
  return read;
}

async function readJson(file: string, path: string): Promise<unknown> {
  const text = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    throw new InstallationError([{ path, message: `cannot be read: ${error.code}` }]);
  });
  try {
    return JSON.parse(text);
  } catch {
    throw new InstallationError([{ path, message: "is no JSON" }]);
  }
}
