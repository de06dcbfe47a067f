import type { DraftContent } from "@liangzheng/contract";
import type { PlannedLicence } from "../server/seeds/province/planned-licence.ts";
import { accountContext } from "../server/seeds/run/foundations.ts";
import type { Tx } from "../server/src/platform/postgres/pool.ts";
import { type BenchGround, layGround, treeCpuSeconds } from "./ground.ts";
import { issueStep } from "./issue-step.ts";
import { sharesOf, startProfile } from "./profile.ts";
import { type BenchTable, median } from "./table.ts";

// Method: hundreds of licences, the four contenders in turn, so that a slow minute hits all alike. Only the issuing is
// timed. The first hundred of each warms up; the last one is also set against the second: the cost must not grow.
const hundreds = 5;
const hundred = 100;
const perTransaction = 20;

interface Contender {
  readonly name: string;
  readonly typeKey: string;
  readonly together: number;
  readonly costs: Cost[];
}
interface Cost {
  readonly wall: number;
  readonly cpu: number;
  readonly database: number;
}

const plain = "road-transport-vehicle-certificate";
const withPhoto = "construction-special-operator";

export async function benchIssue(): Promise<BenchTable[]> {
  const base = await layGround();
  try {
    const contender = (name: string, typeKey: string, together: number): Contender => ({
      name,
      typeKey,
      together,
      costs: [],
    });
    const contenders = [
      contender("no photo, one transaction each", plain, 1),
      contender(`no photo, ${perTransaction} a transaction`, plain, perTransaction),
      contender("photo, one transaction each", withPhoto, 1),
      contender(`photo, ${perTransaction} a transaction`, withPhoto, perTransaction),
    ];
    const contents = contentsOf(base);
    for (let turn = 0; turn <= hundreds; turn++) {
      for (const one of contenders) one.costs.push(await issueHundred(base, one, contents));
    }
    const end = await startProfile();
    for (let turn = 0; turn < 3; turn++) await issueHundred(base, contenders[1] as Contender, contents);
    const { steps, self } = sharesOf(await end(), issueStep);
    return [rateTable(contenders, base.database), stepTable(steps, self)];
  } finally {
    await base.close();
  }
}

type Contents = (typeKey: string) => { readonly planned: PlannedLicence; readonly content: DraftContent };

/** Contents of the demonstration in turn, each under a number of its own; holders come back. */
function contentsOf({ plan }: BenchGround): Contents {
  let serial = 0;
  const lists = new Map(
    [plain, withPhoto].map((key) => [key, plan.licences.filter(({ typeKey }) => typeKey === key)]),
  );
  return (typeKey) => {
    const list = lists.get(typeKey) ?? [];
    const planned = list[serial % list.length];
    if (planned === undefined) throw new Error(`the plan has no licence of type ${typeKey}`);
    serial++;
    // Both kinds of number end in digits; the first of them is free in what the plan uses.
    const number = planned.content.number.replace(
      /\d{7}(?=\D*$)/,
      String(9_000_000 + serial).padStart(7, "0"),
    );
    return { planned, content: { ...planned.content, number } };
  };
}

async function issueHundred(
  base: BenchGround,
  { typeKey, together }: Contender,
  next: Contents,
): Promise<Cost> {
  const { services, ground } = base;
  const { db, issuance } = services;
  const groups = Array.from({ length: hundred / together }, () =>
    Array.from({ length: together }, () => next(typeKey)),
  );
  const issueGroup = (group: (typeof groups)[number]) => async (tx: Tx) => {
    for (const { planned, content } of group) {
      const clerk = accountContext(services, tx, ground.desk(planned.organCode, "clerk"));
      const draftId = await issuance.createDraft(clerk, typeKey, content);
      if ((await issuance.submitDraft(clerk, draftId)) === null)
        throw new Error("a draft waits for a second person");
    }
  };
  const database = await treeCpuSeconds(base.postmaster);
  const cpu = process.cpuUsage();
  const start = performance.now();
  for (const group of groups) await db.transaction().execute(issueGroup(group));
  const wall = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  return { wall, cpu: (user + system) / 1e6, database: (await treeCpuSeconds(base.postmaster)) - database };
}

function rateTable(contenders: readonly Contender[], database: string): BenchTable {
  const milliseconds = (cost: Cost | undefined): number => ((cost?.cpu ?? Number.NaN) * 1000) / hundred;
  return {
    title: "Issue and seal one licence, through the use case",
    columns: [
      "licence",
      "per CPU-second of the server",
      "per CPU-second with the database",
      "per second (wall)",
      "CPU ms each",
      "2nd hundred, CPU ms",
      "last hundred, CPU ms",
    ],
    rows: contenders.map(({ name, costs }) => {
      const counted = costs.slice(1);
      const middle = (of: (cost: Cost) => number): number => median(counted.map(of));
      return [
        name,
        Math.round(hundred / middle(({ cpu }) => cpu)),
        Math.round(hundred / middle((cost) => cost.cpu + cost.database)),
        Math.round(hundred / middle(({ wall }) => wall)),
        middle(milliseconds),
        milliseconds(counted[0]),
        milliseconds(counted.at(-1)),
      ];
    }),
    notes: [
      `Median of ${hundreds} interleaved hundreds of each, one licence after the other; ${database}; files synced to disk.`,
      "Each licence: draft made and submitted, faults, number claimed, layout, XML, font subset, SM3, SM2, ZIP, encryption, file put, record, seal log, audit, events.",
      "CPU of the server counts all its threads, libuv's file work too; the wall waits for the disk at each file and commit.",
    ],
  };
}

const stepTable = (
  steps: readonly { name: string; share: number }[],
  self: readonly { name: string; share: number }[],
): BenchTable => ({
  title: "Where issuing spends the server's time",
  columns: ["step", "share"],
  rows: [...steps, ...(process.env["BENCH_FUNCTIONS"] === undefined ? [] : self.slice(0, 40))]
    .filter(({ share }) => share >= 0.002)
    .map(({ name, share }) => [name, `${(share * 100).toFixed(1)} %`]),
  notes: [
    `Sampling profile of the main thread over 300 licences without photo, ${perTransaction} a transaction; idle time left out. BENCH_FUNCTIONS=1 lists functions with file and line.`,
  ],
});
