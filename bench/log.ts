import { appendToLog } from "../server/src/main/keep-log.ts";
import { verifyLogOf } from "../server/src/main/verify-audit.ts";
import { sealCircumstances } from "../server/src/modules/use/receipt.ts";
import { type BenchGround, layGround, treeCpuSeconds } from "./ground.ts";
import type { BenchTable } from "./table.ts";

// Method: receipts are put in by one statement each time, as rows alone; only the log's own work is counted. Proofs are asked
// of places spread over the whole log, through the room, each in a transaction of its own.
const steps = [10_000, 100_000, 300_000];
const proofs = 2_000;

interface Cost {
  readonly wall: number;
  readonly cpu: number;
  readonly database: number;
}

export async function benchLog(): Promise<BenchTable> {
  const base = await layGround();
  try {
    await appendToLog(base.services);
    const rows: (string | number)[][] = [];
    let size = 0;
    for (const until of steps) {
      await putReceipts(base, until - size);
      const appended = await costOf(base, () => appendToLog(base.services));
      const added = until - size;
      size = until;
      const proved = await costOf(base, () => proveMany(base));
      rows.push([
        `to ${until.toLocaleString("en")} leaves`,
        Math.round(added / appended.wall),
        Math.round(added / appended.cpu),
        (appended.database * 1e6) / added,
        Math.round(proofs / proved.wall),
        Math.round(proofs / proved.cpu),
      ]);
    }
    let told = "";
    const verified = await costOf(base, async () => {
      const { leaves, faults } = await verifyLogOf(base.services);
      told = `${leaves.toLocaleString("en")} leaves, ${faults.length} faults`;
    });
    return {
      title: "The log of receipts",
      columns: [
        "log",
        "leaves added per second",
        "leaves added per CPU-second of the server",
        "database, CPU µs a leaf",
        "proofs per second, one after the other",
        "proofs per CPU-second of the server",
      ],
      rows,
      notes: [
        `${base.database}. Sequencer as it runs: 5,000 leaves and one SM2 signature a checkpoint at most; circumstances opened, canonical JSON, SM3, tiles, one transaction.`,
        `\`liangzheng audit verify\` over it: ${told}, ${verified.wall.toFixed(1)} s (${Math.round(size / verified.wall).toLocaleString("en")} leaves a second).`,
      ],
    };
  } finally {
    await base.close();
  }
}

async function putReceipts({ services }: BenchGround, count: number): Promise<void> {
  // Circumstances open under their own receipt's id alone: each row is sealed by itself.
  const step = 1_000;
  for (let done = 0; done < count; done += step) {
    const ids = Array.from({ length: step }, () => services.id());
    const sealed = ids.map((id) =>
      Buffer.from(sealCircumstances(services.useDeps.box, id, { purpose: "road-check", place: null })),
    );
    await services.connection.pool.query(
      `insert into use.receipt (receipt_id, at, licence_key, version, basis, account_id, outcome, fields, circumstances)
       select id, now(), gen_random_uuid(), 1, 'shown-by-holder', gen_random_uuid(), '0', '{name,number}', sealed
       from unnest($1::uuid[], $2::bytea[]) as k (id, sealed)`,
      [ids, sealed],
    );
  }
}

async function proveMany({ services }: BenchGround): Promise<void> {
  const { rows } = await services.connection.pool.query<{ entryKey: string; entryId: string }>(
    `select entry_key as "entryKey", entry_id as "entryId" from ledger.leaf
     where leaf_index % greatest((select count(*) from ledger.leaf) / $1, 1) = 0 limit $1`,
    [proofs],
  );
  for (const name of rows) {
    const place = await services.db.transaction().execute((tx) => services.ledger.prove(tx, name));
    if (place === undefined) throw new Error("a leaf has no proof");
  }
}

async function costOf(base: BenchGround, run: () => Promise<unknown>): Promise<Cost> {
  const database = await treeCpuSeconds(base.postmaster);
  const cpu = process.cpuUsage();
  const start = performance.now();
  await run();
  const { user, system } = process.cpuUsage(cpu);
  return {
    wall: (performance.now() - start) / 1000,
    cpu: (user + system) / 1e6,
    database: (await treeCpuSeconds(base.postmaster)) - database,
  };
}
