import { access, realpath } from "node:fs/promises";
import { dirname, isAbsolute, join, relative } from "node:path";
import { readStateFile } from "../platform/postgres/state-file.ts";
import type { Config } from "./config.ts";
import { KeyFileError } from "./keys.ts";

/** The file by which a backup is known, in its folder. */
export const backupManifest = "liangzheng-backup.json";

/**
 * Where a key may not lie: with the data, with the database, or in a backup, each of which it opens. Links are followed:
 * the setting alone says less than the disk.
 * @throws KeyFileError
 */
export async function refuseKeyPlace({ keyFile, dataFolder }: Config): Promise<void> {
  const key = await realpath(keyFile).catch(() => keyFile);
  const state = await readStateFile<{ cluster?: string }>(join(dataFolder, "postgres", "state.json"));
  for (const [folder, what] of [
    [dataFolder, "the data folder"],
    [state?.cluster, "the folder of the database"],
  ] as const) {
    if (folder === undefined) continue;
    if (isInside(key, await realpath(folder).catch(() => folder)))
      throw new KeyFileError(
        `the key file ${keyFile} lies in ${what}: move it out, a copy would carry the key to it`,
      );
  }
  for (let folder = dirname(key); ; folder = dirname(folder)) {
    const found = await access(join(folder, backupManifest)).then(
      () => true,
      () => false,
    );
    if (found)
      throw new KeyFileError(
        `the key file ${keyFile} lies in the backup ${folder}: keep the key apart from it`,
      );
    if (folder === dirname(folder)) return;
  }
}

export const isInside = (file: string, folder: string): boolean => {
  const way = relative(folder, file);
  return !way.startsWith("..") && !isAbsolute(way);
};
