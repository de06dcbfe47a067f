import { type LicenceStatus, licenceStatuses } from "@liangzheng/contract";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "../../../testing/database.ts";
import { createLicences, type StoredStatus, statusAt } from "./index.ts";

const organId = "01890000-0000-7000-8000-000000000001";
const licences = createLicences();
const stored = licenceStatuses.filter(
  (status): status is StoredStatus => status !== "pending" && status !== "expired",
);
const day = fc
  .integer({ min: 0, max: 40 })
  .map((n) => new Date(Date.UTC(2026, 1, 15 + n)).toISOString().slice(0, 10));
const facts = fc.record({
  stored_status: fc.constantFrom(...stored),
  previous_status: fc.constantFrom(...stored),
  status_from: day,
  issued_on: day,
  valid_from: fc.option(day),
  valid_to: fc.option(day),
});

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase({ max: 2 });
});
afterAll(() => database.drop());

test("a search by status finds what the status at that day says, for any dates and acts", async () => {
  const rows = fc.sample(facts, 400);
  await database.db
    .insertInto("licences.licence")
    .values(
      rows.map((row, at) => ({
        ...row,
        licence_key: `01890000-0000-7000-8000-${String(at + 1000).padStart(12, "0")}`,
        type_key: "a-type",
        type_version: 1,
        origin: "made-here",
        organ_id: organId,
        issuer_name: "演示市住房和城乡建设局",
        current_version: 1,
        status_reason: null,
        flags: [],
        created_at: new Date(0),
      })),
    )
    .execute();
  await database.db.transaction().execute(async (tx) => {
    const keys = await licences.search(tx, { organId, today: "2026-03-01", limit: 1000 });
    expect(keys).toHaveLength(rows.length);
    const all = await licences.list(tx, keys);
    const met = new Set<LicenceStatus>();
    for (const today of ["2026-02-14", "2026-02-28", "2026-03-01", "2026-03-10", "2026-03-28"]) {
      for (const status of licenceStatuses) {
        const found = await licences.search(tx, { organId, status, today, limit: 1000 });
        const expected = all.filter((one) => statusAt(one, new Date(`${today}T04:00:00Z`)) === status);
        expect([today, status, [...found].sort()]).toEqual([
          today,
          status,
          expected.map((one) => one.licenceKey).sort(),
        ]);
        if (found.length > 0) met.add(status);
      }
    }
    expect(met).toEqual(new Set(licenceStatuses));
  });
});
