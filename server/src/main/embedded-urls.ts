import { join } from "node:path";
import { postgresUrl } from "../platform/postgres/pool.ts";
import { readStateFile } from "../platform/postgres/state-file.ts";
import type { Config } from "./config.ts";

/** Where the embedded database of this data folder listens, if it runs; undefined where it has never been started. */
export async function embeddedUrls({
  dataFolder,
}: Pick<Config, "dataFolder">): Promise<{ readonly url: string; readonly migratorUrl: string } | undefined> {
  const folder = join(dataFolder, "postgres");
  const read = <T>(name: string): Promise<T | undefined> =>
    readStateFile<T>(join(folder, name)).catch(() => undefined);
  const state = await read<{ readonly port?: number }>("state.json");
  const secrets = await read<{ readonly migrator: string; readonly app: string }>("secrets.json");
  const port = state?.port;
  if (port === undefined || secrets === undefined) return undefined;
  const as = (user: string, password: string): string =>
    postgresUrl({ host: "127.0.0.1", port, user, password, database: "liangzheng" });
  return {
    url: as("liangzheng_app", secrets.app),
    migratorUrl: as("liangzheng_migrator", secrets.migrator),
  };
}
