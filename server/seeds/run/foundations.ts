import type { TypeDefinition } from "@liangzheng/contract";
import type { Services } from "../../src/main/services.ts";
import { type Account, type Actor, anonymous } from "../../src/platform/actor.ts";
import type { Ctx } from "../../src/platform/context.ts";
import type { Tx } from "../../src/platform/postgres/pool.ts";
import type { ProvincePlan } from "../province.ts";

export type Post = "clerk" | "reviewer" | "keeper";

/** What the licences stand on: ids of bodies, and those who act in them. */
export interface Ground {
  organId(code: string): string;
  /** Whoever signs in under this subject. */
  actor(subject: string): Account;
  /** Whoever sits at a unit's desk. */
  desk(organCode: string, post: Post): Account;
}

/** The province did not begin to work today: seals are older than what has been sealed with them. */
const standsForDays = 40;

/** Bodies, people, enterprises, accounts, licence types, seals and adoptions. */
export async function layFoundations(
  services: Services,
  tx: Tx,
  plan: ProvincePlan,
  types: ReadonlyMap<string, TypeDefinition>,
): Promise<Ground> {
  const ctx = { ...services.context(tx, anonymous), now: daysAgo(services, standsForDays) };
  const organIds = new Map(plan.organs.map(({ code }) => [code, services.id()]));
  const organId = (code: string): string => found(organIds, code);
  for (const { code, name, division, level } of plan.organs)
    await services.parties.registerOrgan(ctx, { organId: organId(code), code, name, division, level });
  const actors = await openAccounts(services, ctx, plan, organId);
  const ground: Ground = {
    organId,
    actor: (subject) => found(actors, subject),
    desk(organCode, post) {
      const organ = plan.organs.find(({ code }) => code === organCode);
      return found(actors, `demo-console-${organ?.key}-${post}`);
    },
  };
  const publisher = accountContext(
    services,
    tx,
    ground.actor("demo-console-bureau-publisher"),
    standsForDays,
  );
  for (const [typeKey, definition] of types)
    await services.catalogue.importType(publisher, typeKey, definition);
  await services.sealing.ensureAuthorities(ctx, "演示省电子证照平台");
  await makeSeals(services, tx, plan, ground);
  const bureau = plan.organs.find(({ key }) => key === "bureau");
  if (bureau === undefined) throw new Error("the plan has no bureau that runs the platform");
  const organ = { ...bureau, organId: organId(bureau.code) };
  await services.sealing.settleCopySeal(publisher, { organ, ordinal: 90, authority: null });
  return ground;
}

/** Offers the people of the plan on the sign-in page: the last act. */
export async function openSignIn(
  { access, context }: Services,
  tx: Tx,
  { demoPeople }: ProvincePlan,
  ground: Ground,
): Promise<void> {
  for (const [ordinal, { subject, app, note, noteEn }] of demoPeople.entries()) {
    const { accountId } = ground.actor(subject);
    await access.addDemoPerson(context(tx, anonymous), { accountId, ordinal, app, note, noteEn });
  }
}

/** What this person does, or did so many days ago. */
export const accountContext = (services: Services, tx: Tx, account: Account, days = 0): Ctx<Account> => ({
  ...services.context(tx, account),
  actor: account,
  now: daysAgo(services, days),
});

const daysAgo = ({ now }: Services, days: number): Date => new Date(now().getTime() - days * 24 * 3_600_000);

/** Registers people and enterprises, and opens every account of the plan. */
async function openAccounts(
  { parties, access, id }: Services,
  ctx: Ctx<Actor>,
  plan: ProvincePlan,
  organId: (code: string) => string,
): Promise<ReadonlyMap<string, Account>> {
  const personIds = new Map<string, string>();
  for (const { citizenNumber, name } of plan.people) {
    const identity = { kind: "person", codeType: "111", code: citizenNumber, name } as const;
    personIds.set(citizenNumber, await parties.registerParty(ctx, identity));
  }
  for (const { uscc, name, representative } of plan.enterprises) {
    const identity = { kind: "organisation", codeType: "001", code: uscc, name } as const;
    const partyId = await parties.registerParty(ctx, identity);
    await parties.setRepresentative(ctx, partyId, found(personIds, representative.citizenNumber));
  }
  const actors = new Map<string, Account>();
  for (const { subject, citizenNumber, organCode, roles, cardNumber } of plan.accounts) {
    const account = {
      accountId: id(),
      personId: found(personIds, citizenNumber),
      organId: organCode === null ? null : organId(organCode),
      cardNumber,
      roles,
    };
    await access.createAccount(ctx, { ...account, subject });
    actors.set(subject, {
      ...account,
      kind: "account",
      app: "console",
      sessionId: account.accountId,
      partyId: account.personId,
    });
  }
  return actors;
}

/** Whose seal reports of the public seal desk bear. */
const reportingOrgan = "approval";

/** One seal for each unit with a desk; its keeper lets clerk and reviewer use it, and adopts the unit's types. */
async function makeSeals(
  services: Services,
  tx: Tx,
  { organs, desks, adoptions }: ProvincePlan,
  ground: Ground,
): Promise<void> {
  const { sealing, catalogue } = services;
  for (const { key, code, name, division, level } of organs) {
    if (!desks.includes(code)) continue;
    const adopted = adoptions.filter(({ organCode }) => organCode === code);
    const keeper = accountContext(services, tx, ground.desk(code, "keeper"), standsForDays);
    const organ = { organId: ground.organId(code), code, name, division, level };
    const sealId = await sealing.makeOrganSeal(keeper, organ, 1);
    for (const post of ["clerk", "reviewer"] as const)
      await sealing.setUser(keeper, sealId, ground.desk(code, post).accountId, true);
    for (const { typeKey } of adopted) await catalogue.adopt(keeper, typeKey, organ.organId, sealId);
    if (key === reportingOrgan) {
      const { accountId } = ground.desk(code, "clerk");
      const seal = await sealing.settleSeal(keeper, { organ, ordinal: 3, users: [accountId] });
      await services.checks.settleReportSeal(keeper, { sealId: seal.sealId, accountId });
    }
  }
}

function found<V>(map: ReadonlyMap<string, V>, key: string): V {
  const value = map.get(key);
  if (value === undefined) throw new Error(`the plan does not name ${key}`);
  return value;
}
