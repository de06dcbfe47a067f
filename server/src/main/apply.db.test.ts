import { afterAll, beforeAll, expect, test } from "vitest";
import { cookieClient, signIn } from "../../testing/cookie-client.ts";
import { anEmptyDeployment, anInstallation, type EmptyDeployment } from "../../testing/installation.ts";
import { anOperator, people } from "../../testing/people.ts";
import { connect } from "../platform/postgres/pool.ts";
import { apply } from "./apply.ts";
import { readConfig } from "./config.ts";
import { InstallationError } from "./installation.ts";
import { type Running, start } from "./start.ts";

let bureau: EmptyDeployment;
let running: Running | undefined;
beforeAll(async () => {
  bureau = await anEmptyDeployment();
});
afterAll(async () => {
  await running?.stop();
  await bureau.remove();
});

const run = async (installation: unknown, dryRun = false): Promise<readonly string[]> => {
  await bureau.write(installation);
  const { file, environment } = bureau;
  return apply({ file, dryRun, environment, tell: () => undefined });
};
const faultsOf = async (installation: unknown): Promise<readonly string[]> =>
  run(installation).then(
    () => [],
    (error: unknown) => {
      if (!(error instanceof InstallationError)) throw error;
      return error.faults.map(({ path, message }) => `${path}: ${message}`);
    },
  );
const count = async (table: string): Promise<number> => {
  const { pool, close } = connect(bureau.migratorUrl, { max: 1 });
  const { rows } = await pool.query<{ n: number }>(`select count(*)::int as n from ${table}`);
  await close();
  return rows[0]?.n ?? -1;
};
const tables = ["parties.organ", "access.account", "sealing.seal", "catalogue.adoption", "audit.entry"];
const counts = () => Promise.all(tables.map(count));

test("a dry run tells what would be done to an empty database and keeps nothing of it", async () => {
  const would = await run(anInstallation(), true);
  expect(would).toHaveLength(9);
  expect(await counts()).toEqual([0, 0, 0, 0, 0]);
});

test("all of the file is there after it, each act in the log under the operator, and a second time nothing is done", async () => {
  const done = await run(anInstallation());
  expect(done.map((line) => line.split(":")[0])).toEqual([
    "body registered",
    ...Array.from({ length: 4 }, () => "account opened"),
    "type taken over",
    "seal made",
    `seal of ${anInstallation().organs[0]?.name}`,
    "type adopted",
  ]);
  const after = await counts();
  expect(after).toEqual([1, 4, 1, 1, 9]);
  expect(await run(anInstallation())).toEqual([]);
  expect(await counts()).toEqual(after);
});

test("a bureau made from the file signs in, issues under its seal, and its root is to be had", async () => {
  running = await start({ config: readConfig(bureau.environment, bureau.folder), tell: () => undefined });
  const client = cookieClient(bureau.origin);
  expect(await signIn(client, "console", "sub-clerk")).toBe("/console/");
  const call = async (method: string, path: string, body?: unknown) => {
    const response = await fetch(`${bureau.origin}/api/v1${path}`, {
      method,
      headers: {
        cookie: client.cookieHeader(),
        "liangzheng-app": "console",
        "idempotency-key": `key-${path.replaceAll("/", "-")}`.slice(0, 60),
        ...(body === undefined ? {} : { "content-type": "application/json" }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: response.status, body: JSON.parse(await response.text()) };
  };
  expect((await call("GET", "/session")).body).toMatchObject({ name: people.clerk.name, roles: ["clerk"] });
  const content = anOperator("owner");
  const draft = await call("POST", "/drafts", { typeKey: "construction-special-operator", content });
  const issued = await call("POST", `/drafts/${draft.body.summary.draftId}/submit`, {});
  expect([issued.status, issued.body.summary.state]).toEqual([200, "issued"]);
  const pem = await (await fetch(`${bureau.origin}/api/v1/trust/certificates`)).text();
  expect(pem.match(/BEGIN CERTIFICATE/g)).toHaveLength(2);
  const signer = await running.services.db
    .selectFrom("sealing.seal")
    .select("signer_certificate as der")
    .executeTakeFirstOrThrow();
  expect(signer.der?.toString("latin1")).toContain(`${bureau.origin}/api/v1/trust/revocation-lists/issuer`);
});

test("an account changes its roles and is closed; whoever is signed in is so no more", async () => {
  const client = cookieClient(bureau.origin);
  await signIn(client, "console", "sub-clerk");
  const installation = anInstallation();
  const clerk = installation.accounts[1];
  if (clerk === undefined) throw new Error("the clerk is missing");
  clerk.roles = ["clerk", "reviewer"];
  expect(await run(installation)).toEqual(["account changed: sub-clerk (clerk, reviewer)"]);
  clerk.closed = true;
  installation.seals = [{ ...installation.seals[0], users: [] } as (typeof installation.seals)[number]];
  expect(await run(installation)).toEqual(["account closed: sub-clerk (clerk, reviewer)"]);
  expect(await signIn(cookieClient(bureau.origin), "console", "sub-keeper")).toBe("/console/");
  await expect(signIn(cookieClient(bureau.origin), "console", "sub-clerk")).rejects.toThrow();
  clerk.closed = false;
  expect(await run(installation)).toEqual(["account changed: sub-clerk (clerk, reviewer)"]);
  expect(await run(anInstallation())).toEqual(["account changed: sub-clerk (clerk)"]);
});

test("every fault of the shape is named by its path, and no value is repeated", async () => {
  const bad = { ...anInstallation(), operator: 5, seals: [{ organ: "x", users: [] }], surplus: true };
  const faults = await faultsOf(bad);
  expect(faults.map((fault) => fault.split(":")[0]).sort()).toEqual([
    "/operator",
    "/seals/0/organ",
    "/surplus",
  ]);
});

test("every fault of the content is named at once, and nothing is done", async () => {
  const before = await counts();
  const installation = anInstallation();
  const [keeper, clerk, officer, citizen] = installation.accounts;
  const [organ] = installation.organs;
  if (!keeper || !clerk || !officer || !citizen || !organ) throw new Error("the installation is incomplete");
  const bad = {
    ...installation,
    organs: [{ ...organ, code: organ.code.replace(/.$/, "0"), division: "000000" }, organ, organ],
    accounts: [
      keeper,
      { ...clerk, organ: undefined, citizenNumber: "11010519491231002A" },
      { ...officer, cardNumber: undefined },
      { ...citizen, cardNumber: "1" },
      keeper,
    ],
    seals: [...installation.seals, ...installation.seals],
  };
  expect(await faultsOf(bad)).toEqual([
    "/organs/0/code: is no unified social credit code (GB 32100)",
    "/organs/0/division: is no division code (GB/T 2260)",
    "/organs/2/code: the code stands twice",
    "/accounts/1/citizenNumber: is no citizen number (GB 11643)",
    "/accounts/1/organ: is missing: every role but holder belongs to a body",
    "/accounts/2/cardNumber: belongs to an officer's account, and to no other",
    "/accounts/3/cardNumber: belongs to an officer's account, and to no other",
    "/accounts/4/subject: the subject stands twice",
    "/seals/1: the seal of this body and ordinal stands twice",
  ]);
  expect(await counts()).toEqual(before);
});

test("what contradicts the database is named at once, and nothing is done", async () => {
  const before = await counts();
  const installation = anInstallation();
  const [organ] = installation.organs;
  const [keeper, clerk, officer, citizen] = installation.accounts;
  if (!organ || !keeper || !clerk || !officer || !citizen) throw new Error("the installation is incomplete");
  const elsewhere = anInstallation().organs[0]?.code.replace(/^11/, "12") ?? "";
  const faults = await faultsOf({
    ...installation,
    organs: [{ ...organ, name: "演示市另一局" }],
    accounts: [
      keeper,
      { ...clerk, citizenNumber: people.reviewer.citizenNumber },
      { ...officer, organ: elsewhere },
      { ...citizen, subject: "sub-new" },
    ],
    seals: [{ organ: organ.code, users: ["sub-nobody"] }],
    adoptions: [{ organ: organ.code, seal: 2, types: ["construction-special-operator"] }],
  });
  expect(faults).toEqual([
    "/organs/0/name: differs from what is registered",
    "/accounts/1/citizenNumber: the subject is another person's",
    "/accounts/2/organ: is no body that the file names or that is registered",
    "/seals/0/users/0: is none of the open accounts of the file",
    "/adoptions/0/seal: is none of the seals of the file",
  ]);
  expect(await counts()).toEqual(before);
});

test("an operator who has no account, a missing file of a type and a type not known are faults", async () => {
  expect(await faultsOf({ ...anInstallation(), operator: "sub-absent" })).toEqual([
    "/operator: is none of the accounts that the file keeps open",
  ]);
  expect(
    await faultsOf({ ...anInstallation(), types: { "birth-medical-certificate": "absent.json" } }),
  ).toEqual(["/types/birth-medical-certificate: cannot be read: ENOENT"]);
  const [adoption] = anInstallation().adoptions;
  expect(
    await faultsOf({ ...anInstallation(), adoptions: [{ ...adoption, types: ["no-such-type"] }] }),
  ).toEqual(["/adoptions/0/types/0: only a published type can be adopted"]);
});

test("seals for annotated copies are made and registered once; a body's own only with its authority", async () => {
  const installation = anInstallation();
  const organ = installation.organs[0]?.code ?? "";
  installation.copySeals = [{ organ }, { organ, ordinal: 91, authority: "演建函〔2026〕7号" }];
  expect((await run(installation)).map((line) => line.split(":")[0])).toEqual([
    "seal for annotated copies made",
    "annotated copies are sealed by",
    "seal for annotated copies made",
    "annotated copies are sealed by",
  ]);
  expect(await run(installation)).toEqual([]);
  installation.copySeals = [{ organ, ordinal: 1 }];
  expect(await faultsOf(installation)).toEqual([
    "/copySeals/0/ordinal: is that of another seal of this body",
  ]);
});
