import { afterAll, beforeAll, expect, test } from "vitest";
import {
  anOperator,
  aTitle,
  aWorld,
  enterprise,
  type PersonName,
  people,
  type World,
} from "../../../testing/world.ts";

let world: World;
let title: string;
beforeAll(async () => {
  world = await aWorld();
  title = await approvedTitle(["owner", "coHolder"]);
});
afterAll(() => world.close());

async function approvedTitle(who: readonly PersonName[]): Promise<string> {
  const body = { typeKey: "real-estate-title", content: aTitle(who) };
  const { draftId } = (await world.call("clerk", "createDraft", { body })).body.summary;
  await world.call("clerk", "submitDraft", { params: { draftId } });
  return (await world.call("reviewer", "approveDraft", { params: { draftId } })).body.summary.licenceKey;
}

const receipts = async (licenceKey: string, basis: string) =>
  (
    await world.database.pool.query<{ fields: string[]; outcome: string }>(
      "select * from use.receipt where licence_key = $1 and basis = $2 order by receipt_id",
      [licenceKey, basis],
    )
  ).rows;
const runs = async (who: PersonName) =>
  (
    await world.database.pool.query<{ basis: string; count: number; digest: Buffer }>(
      "select * from use.run_receipt where party_id = $1 order by receipt_id",
      [world.accounts[who].partyId],
    )
  ).rows;

test("each of two holders sees the other's number masked and their own in full", async () => {
  for (const [who, other] of [
    ["owner", "coHolder"],
    ["coHolder", "owner"],
  ] as const) {
    const { text, body } = await world.call(who, "getMyLicence", { params: { licenceKey: title } });
    expect([who, text.includes(people[who].citizenNumber)]).toEqual([who, true]);
    expect([who, text.includes(people[other].citizenNumber)]).toEqual([who, false]);
    expect(body.holders.map((holder: { masked: boolean }) => holder.masked).sort()).toEqual([false, true]);
  }
});

test("looking at one's own licence leaves one receipt for each session", async () => {
  const licenceKey = await world.issue("construction-special-operator", anOperator("stranger"));
  const look = () => world.call("stranger", "getMyLicence", { params: { licenceKey } });
  await Promise.all([look(), look(), look()]);
  await look();
  expect(await receipts(licenceKey, "own-view")).toHaveLength(1);
  await world.call("stranger", "endSession");
  await look();
  expect(await receipts(licenceKey, "own-view")).toHaveLength(2);
});

test("each download of one's own file leaves a receipt", async () => {
  const licenceKey = world.licences.made;
  for (let at = 0; at < 2; at++) {
    const { bytes } = await world.call("owner", "getMyLicenceFile", { params: { licenceKey } });
    expect(Buffer.from(bytes.subarray(0, 2)).toString()).toBe("PK");
  }
  expect(await receipts(licenceKey, "own-download")).toHaveLength(2);
});

test("a search in custody leaves one receipt for the run: how many, and a digest of which", async () => {
  const before = (await runs("clerk")).length;
  const { items } = (await world.call("clerk", "searchLicences")).body;
  const rows = await runs("clerk");
  expect(rows).toHaveLength(before + 1);
  const last = rows.at(-1);
  expect([last?.basis, last?.count, last?.digest.length]).toEqual(["issuer-custody", items.length, 32]);
});

test.each<[string, () => Record<string, string>, number]>([
  ["a holder's full number", () => ({ holderCode: people.coHolder.citizenNumber }), 1],
  ["a part of a holder's number", () => ({ holderCode: people.coHolder.citizenNumber.slice(0, 17) }), 0],
  ["a person's name, which is not searchable", () => ({ holderName: people.coHolder.name }), 0],
  ["an object", () => ({ object: "990101001001GB00001F00010001" }), 1],
  ["a part of an object", () => ({ object: "990101001001GB00001" }), 0],
  ["a wildcard", () => ({ holderName: "%%" }), 0],
  ["an enterprise that holds nothing", () => ({ holderName: enterprise.name }), 0],
])("custody is searched by %s", async (_, query, count) => {
  const { body } = await world.call("clerk", "searchLicences", { query: query() });
  expect(body.items).toHaveLength(count);
});

test("another unit finds nothing by the same search", async () => {
  const query = { holderCode: people.owner.citizenNumber };
  expect((await world.call("clerk", "searchLicences", { query })).body.items.length).toBeGreaterThan(0);
  expect((await world.call("otherClerk", "searchLicences", { query })).body.items).toEqual([]);
});

test("pages of a search follow one another without gap or repeat", async () => {
  const all = (await world.call("clerk", "searchLicences")).body.items.map(
    (one: { licenceKey: string }) => one.licenceKey,
  );
  const seen: string[] = [];
  let after: string | null = null;
  do {
    const query: Record<string, string> = { limit: "1", ...(after === null ? {} : { after }) };
    const { body } = await world.call("clerk", "searchLicences", { query });
    seen.push(...body.items.map((one: { licenceKey: string }) => one.licenceKey));
    after = body.next;
  } while (after !== null);
  expect(seen).toEqual(all);
});

test("an enterprise's representative acting for it sees its licences and not their own", async () => {
  await world.call("owner", "actFor", { body: { partyId: world.enterpriseId } });
  const { items } = (await world.call("owner", "listMyLicences")).body;
  const own = await world.call("owner", "getMyLicence", { params: { licenceKey: world.licences.made } });
  await world.call("owner", "actFor", { body: { partyId: null } });
  expect([items, own.status]).toEqual([[], 404]);
  const refused = await world.call("stranger", "actFor", { body: { partyId: world.enterpriseId } });
  expect(refused.status).toBe(404);
});

const alter = (column: string, licenceKey: string): Promise<unknown> =>
  world.database.pool.query(
    `update licences.version set ${column} = set_byte(${column}, 20, get_byte(${column}, 20) # 1) where licence_key = $1`,
    [licenceKey],
  );

test.each(["sealed", "content_keys"])("one bit changed in %s is a failure, never data", async (column) => {
  const licenceKey = await world.issue("construction-special-operator", anOperator("owner"));
  await alter(column, licenceKey);
  const { status, text } = await world.call("owner", "getMyLicence", { params: { licenceKey } });
  expect(status).toBe(500);
  expect(text).not.toContain(people.owner.name);
  await world.database.pool.query("delete from licences.live_number where licence_key = $1", [licenceKey]);
  await alter(column, licenceKey);
});

test("a ciphertext moved to another licence does not open there", async () => {
  const [from, to] = [
    await world.issue("construction-special-operator", anOperator("owner")),
    await world.issue("construction-special-operator", anOperator("owner")),
  ];
  await world.database.pool.query(
    `update licences.version as v set sealed = o.sealed, content_keys = o.content_keys, digest = o.digest
     from licences.version o where o.licence_key = $1 and v.licence_key = $2`,
    [from, to],
  );
  expect((await world.call("owner", "getMyLicence", { params: { licenceKey: to } })).status).toBe(500);
  await world.database.pool
    .query("delete from licences.holder where licence_key = $1", [to])
    .catch(() => undefined);
});

test("a record whose digest differs is answered 4 and says which check failed", async () => {
  const licenceKey = await world.issue("construction-special-operator", anOperator("coHolder"));
  await alter("digest", licenceKey);
  const { code } = (await world.call("coHolder", "createShowCode", { params: { licenceKey } })).body;
  const { body } = await world.call("officer", "redeemShowCode", { body: { code, purpose: "other" } });
  expect([body.outcome, body.answer]).toEqual(["answered", 4]);
  expect(body.checks).toContainEqual(expect.objectContaining({ name: "record-intact", result: "fail" }));
});
