import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pino from "pino";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createServices, type Services } from "../src/main/services.ts";
import { statusAt } from "../src/modules/licences/index.ts";
import { openFileFolder } from "../src/platform/files.ts";
import { chooseGm } from "../src/platform/gm/choose.ts";
import { type TestDatabase, testDatabase } from "../testing/database.ts";
import type { PlannedLicence } from "./province/planned-licence.ts";
import { isDelivered } from "./province/road-works.ts";
import { statusOf } from "./province/status-of.ts";
import { planProvince } from "./province.ts";
import { seedProvince, seedWhenEmpty } from "./run.ts";
import { readLicenceTypes } from "./types.ts";

const random = (length: number) => new Uint8Array(randomBytes(length));
const today = "2026-11-22";
const types = readLicenceTypes();
const full = planProvince({ seed: "演示省", today, types });

/** A few of each type, and of each kind of act, record and later version. */
function aFew(licences: readonly PlannedLicence[]): PlannedLicence[] {
  const seen = new Map<string, number>();
  return licences.filter(({ typeKey, acts, flags, laterVersions }) => {
    const story = [
      ...acts.map(({ act }) => act),
      ...flags.map(({ kind }) => kind),
      ...laterVersions.map(({ kind }) => kind),
    ];
    const name = `${typeKey} ${story.join()}`;
    seen.set(name, (seen.get(name) ?? 0) + 1);
    return (seen.get(name) ?? 0) <= 1;
  });
}
const plan = { ...full, licences: aFew(full.licences) };

const now = new Date(`${today}T04:00:00Z`);
const byText = (a: string, b: string): number => (a < b ? -1 : Number(a > b));
/** The one type of the plan whose later version is a new licence. */
const isReplaced = ({ typeKey, laterVersions }: PlannedLicence): boolean =>
  typeKey === "marriage-certificate" && laterVersions.length > 0;

let database: TestDatabase;
let folder: string;
let services: Services;
const told: string[] = [];

beforeAll(async () => {
  database = await testDatabase();
  folder = await mkdtemp(join(tmpdir(), "seeds-"));
  services = createServices({
    connection: { db: database.db, pool: database.pool, close: async () => undefined },
    gm: chooseGm(random),
    keys: { keyEncryption: random(32), blindIndex: random(32) },
    files: await openFileFolder(folder),
    log: pino({ level: "silent" }),
    now: () => now,
  });
  await seedProvince(services, plan, { types, tell: (line) => told.push(line) });
}, 300_000);

afterAll(async () => {
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

test("every planned licence is recorded, and those made anew beside them", async () => {
  const rows = await database.db.selectFrom("licences.licence").select(["type_key", "origin"]).execute();
  const anew = plan.licences.filter(isReplaced);
  const jointly = plan.jointSealings.filter(isDelivered);
  expect(rows).toHaveLength(plan.licences.length + anew.length + jointly.length);
  expect(new Set(rows.map((row) => row.type_key)).size).toBe(types.size);
});

test("what is made here has a sealed file, what is relayed has none", async () => {
  const rows = await database.db
    .selectFrom("licences.version as v")
    .innerJoin("licences.licence as l", "l.licence_key", "v.licence_key")
    .select(["l.origin", "v.stored_file"])
    .execute();
  for (const { origin, stored_file } of rows)
    expect([origin, stored_file === null]).toEqual([origin, origin === "relayed"]);
});

test("the driver's wallet shows the licences of the plan of the plan, all in force", async () => {
  const [driver] = plan.demoPeople;
  const { citizenNumber } = plan.accounts.find(({ subject }) => subject === driver?.subject)!;
  const planned = plan.licences.filter(({ content }) => content.holders[0]?.code === citizenNumber);
  const kept = await database.db.transaction().execute(async (tx) => {
    const partyId = await services.parties.findParty(tx, "111", citizenNumber);
    const keys = await services.licences.listKeysOfHolder(tx, partyId!);
    return services.licences.list(tx, keys);
  });
  expect(kept.map(({ typeKey }) => typeKey).sort(byText)).toEqual(
    planned.map(({ typeKey }) => typeKey).sort(byText),
  );
  expect(kept.map((licence) => statusAt(licence, now))).toEqual(kept.map(() => "valid"));
});

test("every licence is in the state the plan foresees; one that was replaced is void", async () => {
  const jointly = plan.jointSealings.filter(isDelivered);
  const foreseen = [
    ...plan.licences.flatMap((licence) => [
      `${licence.typeKey} ${statusOf(licence, today)}`,
      ...(isReplaced(licence) ? [`${licence.typeKey} void`] : []),
    ]),
    ...jointly.map((one) => `${one.typeKey} ${statusOf({ ...one, acts: [], laterVersions: [] }, today)}`),
  ];
  const kept = await database.db.transaction().execute(async (tx) => {
    const rows = await tx.selectFrom("licences.licence").select("licence_key").execute();
    return services.licences.list(
      tx,
      rows.map((row) => row.licence_key),
    );
  });
  expect(kept.map((licence) => `${licence.typeKey} ${statusAt(licence, now)}`).sort(byText)).toEqual(
    foreseen.sort(byText),
  );
});

test("what several bodies seal is delivered, refused, withdrawn and under way as planned", async () => {
  const rows = await database.db.selectFrom("issuance.joint_sealing").select("state").execute();
  const foreseen = plan.jointSealings.map((sealing) => {
    const end = sealing.steps.find(({ does }) => does !== "seal")?.does;
    return end === "refuse"
      ? "refused"
      : end === "withdraw"
        ? "withdrawn"
        : isDelivered(sealing)
          ? "delivered"
          : "under-way";
  });
  expect(rows.map(({ state }) => state).sort(byText)).toEqual(foreseen.sort(byText));
  const overdue = await database.db
    .selectFrom("issuance.sealing_task")
    .select("task_id")
    .where("state", "=", "open")
    .where("due_at", "<", now)
    .execute();
  expect(overdue.length).toBeGreaterThan(2);
});

test("the sign-in page offers the people of the plan", async () => {
  const rows = await database.db.selectFrom("access.demo_person").select("app").execute();
  expect(rows).toHaveLength(plan.demoPeople.length);
});

test("a second run leaves everything as it is", async () => {
  const count = () => database.db.selectFrom("licences.licence").select("licence_key").execute();
  const before = await count();
  await seedWhenEmpty(() => undefined)(services);
  expect(await count()).toEqual(before);
  expect(told.at(-1)).toContain(`${plan.licences.length} of ${plan.licences.length}`);
});

test("holders were asked, and every state of a request has its example", async () => {
  const states = await database.db.transaction().execute(async (tx) => {
    const rows = await tx
      .selectFrom("consent.request as r")
      .leftJoin("consent.authorisation as a", "a.request_id", "r.request_id")
      .select(["r.state", "r.answer_by", "a.spent_at", "a.withdrawn_at"])
      .execute();
    return rows.map(({ state, answer_by, spent_at, withdrawn_at }) => {
      if (state === "asked") return answer_by < now ? "unanswered" : "waiting";
      if (state === "refused") return state;
      return withdrawn_at ? "withdrawn" : spent_at ? "spent" : "live";
    });
  });
  expect(states.sort(byText)).toEqual(["live", "refused", "spent", "unanswered", "waiting", "withdrawn"]);
});
