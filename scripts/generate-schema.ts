// Writes server/src/platform/schema.gen.ts from a freshly migrated database; with --check, only says whether it is up to date.
import { chmod, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describeSchema } from "../server/src/platform/postgres/describe-schema.ts";
import { startEmbedded } from "../server/src/platform/postgres/embedded.ts";
import { migrate } from "../server/src/platform/postgres/migrate.ts";
import { createPool } from "../server/src/platform/postgres/pool.ts";
import { ensureRoles } from "../server/src/platform/postgres/roles.ts";

const target = fileURLToPath(new URL("../server/src/platform/schema.gen.ts", import.meta.url));

async function generate(): Promise<string> {
  const dataFolder = await mkdtemp(join(tmpdir(), "liangzheng-schema-"));
  await chmod(dataFolder, 0o711);
  const lines: string[] = [];
  const server = await startEmbedded({
    dataFolder,
    log: (line) => lines.push(line),
    settings: { fsync: "off", autovacuum: "off" },
  });
  try {
    const { migratorUrl } = await ensureRoles(server.url, {
      database: "schema",
      passwords: server.rolePasswords,
    });
    await migrate(migratorUrl);
    const pool = createPool(migratorUrl, { max: 1 });
    try {
      return await describeSchema(pool);
    } finally {
      await pool.end();
    }
  } finally {
    await server.stop();
    await rm(server.cluster, { recursive: true, force: true });
    await rm(dataFolder, { recursive: true, force: true });
  }
}

const wanted = await generate();
const present = await readFile(target, "utf8").catch(() => "");
if (wanted === present) {
  console.log("schema.gen.ts is up to date");
} else if (process.argv.includes("--check")) {
  console.error("schema.gen.ts differs from the migrations: run `node scripts/generate-schema.ts`");
  process.exitCode = 1;
} else {
  await writeFile(target, wanted);
  console.log("schema.gen.ts written");
}
