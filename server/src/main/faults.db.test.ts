import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { toHex } from "@liangzheng/bytes";
import type { DraftContent } from "@liangzheng/contract";
import { dateInShanghai } from "@liangzheng/ident";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createRandom } from "../../seeds/random.ts";
import { type KilledServer, killedServer } from "../../testing/faults/killed-server.ts";
import { type PatientClient, patientClient } from "../../testing/faults/patient-client.ts";
import { untilNoticed } from "../../testing/subjects.ts";
import { anOperator, aWorld, newKey, type World } from "../../testing/world.ts";
import { migrateJobs } from "../platform/jobs-schema.ts";
import { loadKeys, random } from "./keys.ts";

/** `FAULT_KILLS=200 FAULT_SEED=7 npx vitest run --project db server/src/main/faults.db.test.ts` for a long night. */
const kills = Number(process.env["FAULT_KILLS"] ?? 2);
const seed = process.env["FAULT_SEED"] ?? newKey();
const clients = 4;
const batchRows = 12;
const typeKey = "construction-special-operator";
const limitMs = 60_000 + kills * 30_000;

let folder = "";
let world: World;
let server: KilledServer;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "liangzheng-faults-"));
  const keys = await loadKeys(join(folder, "keys.json"), true, random);
  world = await aWorld({ now: new Date(), keys, filesFolder: join(folder, "files") });
  await migrateJobs(world.database.migratorUrl);
  // Somebody to sign in as: the demonstration fills itself only where there is nobody.
  await world.as("clerk", (ctx) =>
    world.services.access.addDemoPerson(ctx, {
      accountId: ctx.actor.accountId,
      ordinal: 1,
      app: "console",
      note: "经办",
      noteEn: "Clerk",
    }),
  );
  server = await killedServer({ dataFolder: folder, ...world.database });
});
afterAll(async () => {
  await server?.kill();
  await world?.close();
  await rm(folder, { recursive: true, force: true });
});

const day = (fromToday: number): string => dateInShanghai(new Date(Date.now() + fromToday * 86_400_000));
const content = (): DraftContent =>
  anOperator("owner", { issuedOn: day(-1), validFrom: day(-1), validTo: day(300) });

/** What clients were told is done. */
interface Acknowledged {
  readonly drafts: string[];
  readonly licences: string[];
  readonly suspended: string[];
  readonly scanned: { readonly licenceKey: string; readonly verificationId: string }[];
}

/** One client's day: write, submit, then stop the licence or show it to an officer; each step until it is answered. */
async function workOn(client: PatientClient, done: Acknowledged, suspends: boolean): Promise<void> {
  const draft = await client.ask("clerk", "createDraft", { body: { typeKey, content: content() } });
  const params = { draftId: draft.summary.draftId as string };
  done.drafts.push(params.draftId);
  const { licenceKey } = (await client.ask("clerk", "submitDraft", { params })).summary;
  done.licences.push(licenceKey);
  if (suspends) {
    const act = { act: "suspend", decidingOrgan: "演示市应急管理局", documentNumber: "1", basis: "示例依据" };
    await client.ask("clerk", "recordStatusAct", {
      params: { licenceKey },
      body: { ...act, reason: "示例理由", effectiveOn: day(0) },
    });
    done.suspended.push(licenceKey);
    return;
  }
  const shown = await client.ask("owner", "createShowCode", { params: { licenceKey } });
  const scan = { body: { code: shown.code, purpose: "site-inspection" }, key: newKey() };
  const first = await client.ask("officer", "redeemShowCode", scan);
  const again = await client.ask("officer", "redeemShowCode", scan);
  expect([first.outcome, again.verificationId]).toEqual(["answered", first.verificationId]);
  done.scanned.push({ licenceKey, verificationId: first.verificationId });
}

test(
  "what was acknowledged is there once and whole, whenever the server was killed",
  async () => {
    const draw = createRandom(seed);
    const done: Acknowledged = { drafts: [], licences: [], suspended: [], scanned: [] };
    const end = Date.now() + limitMs - 20_000;
    const client = patientClient(server.origin, world, () => Date.now() < end);
    let killing = true;
    await server.start();
    const batch = await client.ask("clerk", "createBatch", {
      body: { typeKey, rows: Array.from({ length: batchRows }, content) },
    });
    const atWork = Array.from({ length: clients }, async (_, at) => {
      for (let turn = at; killing; turn++) await workOn(client, done, turn % 2 === 0);
    });
    const failed = Promise.all(atWork).then(() => undefined);
    const killer = async (): Promise<void> => {
      for (let kill = 0; kill < kills; kill++) {
        await sleep(draw.integer(50, 1500));
        await server.kill();
        await server.start();
      }
      killing = false;
    };
    await Promise.race([Promise.all([killer(), failed]), failed.then(() => new Promise(() => undefined))]);
    let issued = 0;
    while (issued < batchRows && Date.now() < end) {
      await sleep(100);
      ({ issued } = await client.ask("clerk", "getBatch", { params: { batchId: batch.batchId } }));
    }
    expect([seed, issued]).toEqual([seed, batchRows]);
    expect(client.repeats).toBeGreaterThan(0);
    await server.kill();
    await untilNoticed(world);
    await expectWhole(done);
  },
  limitMs,
);

const rowsOf = async (
  text: string,
  values: readonly unknown[] = [],
): Promise<readonly Record<string, unknown>[]> => (await world.database.pool.query(text, [...values])).rows;
const keysOf = async (text: string): Promise<unknown[]> => (await rowsOf(text)).map((row) => row["key"]);
const before = (): string[] => [world.licences.made, world.licences.relayed];

async function expectWhole(done: Acknowledged): Promise<void> {
  const ofBatch = await keysOf("select licence_key as key from issuance.draft where batch_id is not null");
  const licences = [...done.licences, ...(ofBatch as string[])].sort();
  const mine = `licence_key <> all ('{${before().join(",")}}')`;

  // Exactly what was acknowledged, each once.
  expect(await keysOf(`select licence_key as key from licences.licence where ${mine} order by 1`)).toEqual(
    licences,
  );
  expect(await keysOf(`select licence_key as key from licences.version where ${mine} order by 1`)).toEqual(
    licences,
  );
  expect(await keysOf(`select licence_key as key from licences.holder where ${mine} order by 1`)).toEqual(
    licences,
  );
  expect(
    await keysOf(`select licence_key as key from licences.live_number where ${mine} order by 1`),
  ).toEqual(licences);
  expect(
    await keysOf(
      `select draft_id as key from issuance.draft where batch_id is null and licence_key <> '${world.licences.made}' order by 1`,
    ),
  ).toEqual([...done.drafts].sort());
  expect(
    await keysOf("select licence_key as key from licences.status_act where act = 'suspend' order by 1"),
  ).toEqual([...done.suspended].sort());
  expect(
    await keysOf(
      "select licence_key as key from licences.licence where stored_status = 'suspended' order by 1",
    ),
  ).toEqual([...done.suspended].sort());
  const verifications = done.scanned.map(({ verificationId }) => verificationId).sort();
  expect(await keysOf("select verification_id as key from presentation.verification order by 1")).toEqual(
    verifications,
  );
  expect(
    await keysOf("select receipt_id as key from use.receipt where basis = 'shown-by-holder' order by 1"),
  ).toEqual(verifications);

  // What goes with each: its event, its entry in the audit and in the log of the seal, its message to the holder.
  const events = (kind: string) =>
    keysOf(
      `select key from platform.event where kind = '${kind}' and key <> all ('{${before().join(",")}}') order by 1`,
    );
  expect(await events("licence-recorded")).toEqual(licences);
  expect(await events("licence-status-changed")).toEqual([...done.suspended].sort());
  expect(await events("licence-verified")).toEqual(done.scanned.map(({ licenceKey }) => licenceKey).sort());
  const subjects = licences.map((key) => `licence/${key}/1`);
  const made = `'licence/${world.licences.made}/1'`;
  expect(
    await keysOf(`select subject as key from sealing.seal_use where subject <> ${made} order by 1`),
  ).toEqual(subjects);
  expect(
    await keysOf(
      `select subject as key from audit.entry where act = 'issue-first' and subject <> ${made} order by 1`,
    ),
  ).toEqual(subjects);
  for (const [kind, keys] of [
    ["licence-issued", licences],
    ["licence-status-changed", [...done.suspended].sort()],
    ["licence-used", done.scanned.map(({ licenceKey }) => licenceKey).sort()],
  ] as const)
    expect([
      kind,
      await keysOf(
        `select licence_key as key from notices.notice where kind = '${kind}' and ${mine} order by 1`,
      ),
    ]).toEqual([kind, keys]);

  // No answer half recorded: each key has its answer, or was never taken.
  expect(await rowsOf("select key from platform.idempotency where response is null")).toEqual([]);

  // The files: each version's is there, opens, and is the one its digest names.
  const versions = await rowsOf(
    `select licence_key as key, file_digest as digest from licences.version where ${mine}`,
  );
  for (const { key, digest } of versions) {
    const file = await world.call("owner", "getMyLicenceFile", { params: { licenceKey: String(key) } });
    expect([key, file.status, toHex(world.services.gm.sm3(file.bytes))]).toEqual([
      key,
      200,
      toHex(digest as Uint8Array),
    ]);
  }
}
