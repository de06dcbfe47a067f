import { readLicenceTypes } from "../seeds/types.ts";
import type { Services } from "../src/main/services.ts";
import { type Account, type Actor, anonymous } from "../src/platform/actor.ts";
import type { Ctx } from "../src/platform/context.ts";
import type { Tx } from "../src/platform/postgres/pool.ts";
import { cardNumberOf, enterprise, type OrganName, organs, type PersonName, people } from "./people.ts";

const entries = <K extends string, V>(record: Readonly<Record<K, V>>) => Object.entries(record) as [K, V][];

/** The types that the first unit issues; the second issues the first of them. */
const adoptedTypes = [
  "construction-special-operator",
  "real-estate-title",
  "road-transport-practitioner",
] as const;

/** Bodies, people, accounts, types, seals: what seeds lay too, on a smaller plot. */
export async function layGround(services: Services, tx: Tx) {
  const { parties, catalogue, sealing } = services;
  const ctx = services.context(tx, anonymous);
  const organIds = { issuer: services.id(), other: services.id(), province: services.id() };
  for (const [name, organ] of entries(organs))
    await parties.registerOrgan(ctx, { ...organ, organId: organIds[name] });
  const accounts = {} as Record<PersonName, Account>;
  for (const [name] of entries(people)) accounts[name] = await openAccount(services, ctx, name, organIds);

  const enterpriseId = await parties.registerParty(ctx, {
    kind: "organisation",
    codeType: "001",
    ...enterprise,
  });
  await parties.setRepresentative(ctx, enterpriseId, accounts.owner.personId);
  const as = (who: PersonName): Ctx<Account> => ({
    ...services.context(tx, accounts[who]),
    actor: accounts[who],
  });
  for (const [typeKey, definition] of readLicenceTypes())
    await catalogue.importType(as("publisher"), typeKey, definition);

  await sealing.ensureAuthorities(ctx, "演示省电子证照平台");
  const sealOf = async (
    name: OrganName,
    keeper: PersonName,
    users: readonly PersonName[],
  ): Promise<string> => {
    const organ = { ...organs[name], organId: organIds[name] };
    const sealId = await sealing.makeOrganSeal(as(keeper), organ, 1);
    for (const user of users) await sealing.setUser(as(keeper), sealId, accounts[user].accountId, true);
    return sealId;
  };
  const sealIds = {
    issuer: await sealOf("issuer", "keeper", ["clerk", "reviewer"]),
    other: await sealOf("other", "otherKeeper", ["otherClerk", "otherReviewer"]),
  };
  const inCharge = { sealId: sealIds.issuer, accountId: accounts.clerk.accountId };
  await services.checks.settleReportSeal(as("keeper"), inCharge);
  const province = { ...organs.province, organId: organIds.province };
  await sealing.settleCopySeal(as("publisher"), { organ: province, ordinal: 90, authority: null });
  for (const typeKey of adoptedTypes)
    await catalogue.adopt(as("cityManager"), typeKey, organIds.issuer, sealIds.issuer);
  await catalogue.adopt(as("otherKeeper"), adoptedTypes[0], organIds.other, sealIds.other);
  return { organIds, accounts, enterpriseId, sealIds };
}

async function openAccount(
  { parties, access, id }: Services,
  ctx: Ctx<Actor>,
  name: PersonName,
  organIds: Readonly<Record<OrganName, string>>,
): Promise<Account> {
  const { name: fullName, citizenNumber, role, organ } = people[name];
  const personId = await parties.registerParty(ctx, {
    kind: "person",
    codeType: "111",
    code: citizenNumber,
    name: fullName,
  });
  const account = {
    accountId: id(),
    personId,
    organId: organ === undefined ? null : organIds[organ],
    roles: role === undefined ? [] : [role],
  };
  const cardNumber = role === "officer" ? cardNumberOf(name) : null;
  await access.createAccount(ctx, { ...account, subject: `test-${name}`, cardNumber });
  return {
    ...account,
    kind: "account",
    app: role === "holder" ? "wallet" : role === "officer" ? "officer" : "console",
    sessionId: id(),
    partyId: personId,
  };
}
