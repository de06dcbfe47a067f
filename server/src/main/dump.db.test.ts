import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { aPhoto, cardNumberOf, type PersonName } from "../../testing/people.ts";
import { subjectsOf, untilNoticed } from "../../testing/subjects.ts";
import { aTitle, aWorld, people, type World } from "../../testing/world.ts";

let world: World;
beforeAll(async () => {
  world = await aWorld();
  const { useCode } = await subjectsOf(world);
  await world.call("clerk", "readAuthorised", { body: { code: useCode } });
  const body = { typeKey: "real-estate-title", content: aTitle(["owner", "coHolder"]) };
  const { draftId } = (await world.call("clerk", "createDraft", { body })).body.summary;
  await world.call("clerk", "submitDraft", { params: { draftId } });
  await world.call("reviewer", "approveDraft", { params: { draftId } });
  for (const query of [{ holderCode: people.owner.citizenNumber }, { holderName: people.owner.name }])
    await world.call("clerk", "searchLicences", { query });
  await world.call("owner", "getMyLicence", { params: { licenceKey: world.licences.relayed } });
  await scan("officer", (await showCode()).code);
  await scan("otherOfficer", (await showCode()).code);
  await scan("officer", "no code of ours");
  await untilNoticed(world);
});
afterAll(() => world.close());

const showCode = async () =>
  (await world.call("owner", "createShowCode", { params: { licenceKey: world.licences.made }, body: {} }))
    .body;
const scan = (who: PersonName, code: string) =>
  world.call(who, "redeemShowCode", { body: { code, purpose: "road-check", place: "验证路口" } });

/** A secret as it could stand in a text column, in a byte column or in JSON. */
const spellings = (secret: Uint8Array): [string, string][] => {
  const bytes = Buffer.from(secret);
  // Base64 has three alignments; the middle of each is the same wherever the secret begins.
  const base64 = [0, 1, 2].map((at) =>
    bytes.subarray(at, bytes.length - ((bytes.length - at) % 3)).toString("base64"),
  );
  return [
    ["plain", bytes.toString("utf8")],
    ["hexadecimal", bytes.toString("hex")],
    ...base64.map((text, at): [string, string] => [`base64 at ${at}`, text]),
  ];
};

const personal: [string, Uint8Array][] = [
  ...Object.entries(people).flatMap(([who, { name, citizenNumber }]): [string, Uint8Array][] => [
    [`${who}'s number`, Buffer.from(citizenNumber)],
    [`${who}'s name`, Buffer.from(name)],
  ]),
  ["a photo", aPhoto().slice(60, 120)],
  ["another photo", aPhoto(0.7).slice(60, 120)],
  ["an address", Buffer.from("演示县验证路1号")],
  ["what a scan was for", Buffer.from("road-check")],
  ["where a scan was", Buffer.from("验证路口")],
  ["who a copy is for", Buffer.from("验证银行演示支行")],
  ["what a copy is for", Buffer.from("办理开户")],
  ["the matter of a copy", Buffer.from("单位结算账户开立")],
  ["the business number of a copy", Buffer.from("YZ-2026-0017")],
  ["what a holder was asked for", Buffer.from("核验塔吊司索工资格")],
  ["the business number of a request", Buffer.from("BJ-2026-0088")],
  ["an officer's card number", Buffer.from(cardNumberOf("officer"))],
  ["another officer's card number", Buffer.from(cardNumberOf("otherOfficer"))],
];

/** Every table of the platform as a dump shows it: bytes as hexadecimal digits. */
async function dump(): Promise<ReadonlyMap<string, string>> {
  const { rows } = await world.database.pool.query<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables
     where schemaname not in ('pg_catalog', 'information_schema', 'graphile_worker')
       and has_table_privilege(format('%I.%I', schemaname, tablename), 'select')`,
  );
  const tables = new Map<string, string>();
  for (const { name } of rows) {
    const content = await world.database.pool.query<{ line: string }>(
      `select t::text as line from ${name} t`,
    );
    tables.set(name, content.rows.map(({ line }) => line).join("\n"));
  }
  return tables;
}

test("a dump of every table holds no number, no name, no picture of a person", async () => {
  const tables = await dump();
  const filled = [...tables].filter(([, text]) => text !== "").map(([name]) => name);
  for (const name of [
    "licences.version",
    "issuance.draft",
    "parties.party",
    "access.account",
    "use.receipt",
    "use.annotated_copy",
    "use.run_receipt",
    "notices.notice",
    "audit.entry",
    "consent.request",
    "consent.authorisation",
    "platform.event",
    "platform.idempotency",
    "presentation.verification",
  ])
    expect(filled).toContain(name);
  for (const [what, secret] of personal) {
    for (const [how, text] of spellings(secret)) {
      const where = [...tables].filter(([, content]) => content.includes(text)).map(([name]) => name);
      expect([what, how, where]).toEqual([what, how, []]);
    }
  }
});

test("the search would find what stands in the open: a public name, a digest", async () => {
  const tables = await dump();
  expect([...tables.values()].some((text) => text.includes("演示市验证建筑有限公司"))).toBe(true);
  const [root] = (await world.inTransaction((tx) => world.services.sealing.trust(tx))).anchors;
  expect(tables.get("sealing.authority")).toContain(
    Buffer.from(root ?? [])
      .toString("hex")
      .slice(0, 200),
  );
});

test("the files on disk are no files of anybody's to read", async () => {
  const names = await readdir(world.filesFolder, { recursive: true, withFileTypes: true });
  const files = names.filter((entry) => entry.isFile());
  expect(files.length).toBeGreaterThan(1);
  for (const { parentPath, name } of files) {
    const bytes = await readFile(join(parentPath, name));
    expect(bytes.subarray(0, 4).toString("latin1")).not.toBe("PK\u0003\u0004");
    for (const [, secret] of personal) expect(bytes.includes(Buffer.from(secret))).toBe(false);
  }
});
