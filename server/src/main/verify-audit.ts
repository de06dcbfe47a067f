import { parseCertificate } from "@liangzheng/pki";
import { sql } from "kysely";
import type { LogFindings } from "../modules/ledger/index.ts";
import { anonymous } from "../platform/actor.ts";
import { connect } from "../platform/postgres/pool.ts";
import { readConfig } from "./config.ts";
import { embeddedUrls } from "./embedded-urls.ts";
import { logSources } from "./keep-log.ts";
import { closeAll, openServices } from "./open-services.ts";
import type { Services } from "./services.ts";

/**
 * Computes the log again from every receipt and audit entry of the configured installation, while it runs or not.
 * @throws ConfigError, KeyFileError, EmbeddedBusy, MigrationError.
 */
export async function verifyAudit(
  environment: Readonly<Record<string, string | undefined>>,
  tell: (line: string) => void,
): Promise<LogFindings> {
  const config = readConfig(environment, process.cwd());
  const closing: (() => Promise<unknown>)[] = [];
  try {
    const running = config.database ?? (await whereItRuns(config));
    const { services } = await openServices({
      config: running === undefined ? config : { ...config, database: running },
      tell,
      now: () => new Date(),
      closing,
    });
    return await verifyLogOf(services);
  } finally {
    await closeAll(closing);
  }
}

/** In one state of the database, whatever is written meanwhile. */
export const verifyLogOf = ({
  db,
  ledger,
  gm,
  sealing,
  context,
  ...services
}: Services): Promise<LogFindings> =>
  db
    .transaction()
    .setIsolationLevel("repeatable read")
    .execute(async (tx) => {
      await sql`set transaction read only`.execute(tx);
      // Before the first checkpoint there may be nobody yet who signs.
      const isEmpty = (await ledger.newest(tx)) === undefined;
      const [own] = isEmpty ? [] : (await sealing.takeLogSigner(context(tx, anonymous))).certificates;
      const key = own && parseCertificate(own).publicKey;
      return ledger.verify(
        tx,
        logSources({ ...services, db, ledger, gm, sealing, context }),
        (text, signature) => key !== undefined && gm.verify(key, text, signature),
      );
    });

async function whereItRuns(config: Parameters<typeof embeddedUrls>[0]) {
  const urls = await embeddedUrls(config);
  if (urls === undefined) return undefined;
  const { pool, close } = connect(urls.url, { max: 1 });
  try {
    await pool.query("select 1");
    return urls;
  } catch {
    return undefined;
  } finally {
    await close();
  }
}
