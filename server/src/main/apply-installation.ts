import { canonicalJson, type JsonValue } from "@liangzheng/bytes";
import type { TypeDefinition } from "@liangzheng/contract";
import { ProblemError } from "@liangzheng/problem";
import type { Organ } from "../modules/parties/index.ts";
import { type Account, anonymous } from "../platform/actor.ts";
import type { Ctx } from "../platform/context.ts";
import type { Tx } from "../platform/postgres/pool.ts";
import { copyOrdinal, type Installation, InstallationError, type InstallationFault } from "./installation.ts";
import type { Services } from "./services.ts";

export interface Applying {
  readonly services: Services;
  readonly installation: Installation;
  readonly types: ReadonlyMap<string, TypeDefinition>;
  /** Whose authorities these are, as their certificates say it. */
  readonly title: string;
}

/** What one application finds, does and has against the file. */
interface Work extends Applying {
  readonly tx: Tx;
  readonly changes: string[];
  readonly faults: InstallationFault[];
  readonly organs: Map<string, Organ>;
  readonly accounts: Map<string, string>;
}

/**
 * Brings a deployment to what the file says, through the use cases that the console has, in the caller's transaction. What
 * is there and agrees is left alone, so that a second application changes nothing; what is there and differs in what never
 * changes is a fault.
 * @returns what was done, a line for each thing. Empty: everything was so already.
 * @throws InstallationError with every fault; the caller's transaction must not commit then.
 */
export async function applyInstallation(applying: Applying, tx: Tx): Promise<readonly string[]> {
  const work: Work = { ...applying, tx, changes: [], faults: [], organs: new Map(), accounts: new Map() };
  const acts = [...(await settleOrgans(work)), ...(await settleAccounts(work))];
  const operator = operatorOf(work);
  if (operator !== undefined) {
    const { services, title } = work;
    for (const entry of acts) await services.audit.record(operator, entry);
    await settleTypes(work, operator);
    await services.sealing.ensureAuthorities(operator, title);
    const seals = await settleSeals(work, operator);
    await settleAdoptions(work, operator, seals);
    await settleCopySeals(work, operator);
  }
  if (work.faults.length > 0) throw new InstallationError(work.faults);
  return work.changes;
}

interface Act {
  readonly act: string;
  readonly subject: string;
}

async function settleOrgans({ services, tx, installation, changes, faults, organs }: Work): Promise<Act[]> {
  const ctx = services.context(tx, anonymous);
  for (const organ of await services.parties.listOrgans(tx, "", 10_000)) organs.set(organ.code, organ);
  const acts: Act[] = [];
  for (const [at, wanted] of installation.organs.entries()) {
    const known = organs.get(wanted.code);
    if (known !== undefined) {
      for (const key of ["name", "division", "level"] as const)
        if (known[key] !== wanted[key])
          faults.push({ path: `/organs/${at}/${key}`, message: "differs from what is registered" });
      continue;
    }
    const organ = { ...wanted, organId: services.id() };
    await services.parties.registerOrgan(ctx, organ);
    organs.set(organ.code, organ);
    changes.push(`body registered: ${organ.name}`);
    acts.push({ act: "register-organ", subject: `organ/${organ.organId}` });
  }
  return acts;
}

async function settleAccounts(work: Work): Promise<Act[]> {
  const { services, tx, installation, changes, faults, accounts } = work;
  const ctx = services.context(tx, anonymous);
  const acts: Act[] = [];
  for (const [at, account] of installation.accounts.entries()) {
    const { subject, name, citizenNumber, roles, cardNumber = null, closed = false } = account;
    const organ = account.organ === undefined ? null : organOf(work, `/accounts/${at}/organ`, account.organ);
    if (organ === undefined) continue;
    const identity = { kind: "person", codeType: "111", code: citizenNumber, name } as const;
    const personId = await services.parties.registerParty(ctx, identity);
    const organId = organ?.organId ?? null;
    const wanted = { subject, personId, organId, roles, cardNumber, closed };
    const settled = await services.access.settleAccount(ctx, wanted);
    if (settled === undefined) {
      faults.push({ path: `/accounts/${at}/citizenNumber`, message: "the subject is another person's" });
      continue;
    }
    if (settled.accountId === undefined) continue;
    accounts.set(subject, settled.accountId);
    if (settled.change === "unchanged") continue;
    changes.push(`account ${settled.change}: ${subject} (${roles.join(", ")})`);
    acts.push({ act: `account-${settled.change}`, subject: `account/${settled.accountId}` });
  }
  return acts;
}

/** Whoever answers for the file, as an actor of their own unit. */
function operatorOf({
  services,
  tx,
  installation,
  organs,
  accounts,
  faults,
}: Work): Ctx<Account> | undefined {
  const { operator } = installation;
  const entry = installation.accounts.find(({ subject }) => subject === operator);
  const accountId = accounts.get(operator);
  if (entry === undefined || accountId === undefined) {
    faults.push({ path: "/operator", message: "is none of the accounts that the file keeps open" });
    return undefined;
  }
  const actor: Account = {
    kind: "account",
    accountId,
    sessionId: accountId,
    app: "console",
    roles: entry.roles,
    // Nothing done here asks for the person behind the account.
    personId: accountId,
    partyId: accountId,
    organId: organs.get(entry.organ ?? "")?.organId ?? null,
  };
  return { ...services.context(tx, actor), actor };
}

/** The operator acts for the body concerned: the entry stands in that body's log. */
const actingFor = (ctx: Ctx<Account>, { organId }: Organ): Ctx<Account> => ({
  ...ctx,
  actor: { ...ctx.actor, organId },
});

async function settleTypes({ services, tx, types, changes, faults }: Work, ctx: Ctx<Account>): Promise<void> {
  for (const [typeKey, definition] of types) {
    const path = `/types/${typeKey}`;
    const known = await services.catalogue.findPublished(tx, typeKey);
    if (known !== undefined) {
      if (textOf(known.definition) !== textOf(definition))
        faults.push({ path, message: "differs from what is published: a type changes in the catalogue" });
      continue;
    }
    const done = await orFault(faults, path, () => services.catalogue.importType(ctx, typeKey, definition));
    if (!done) continue;
    await services.audit.record(ctx, { act: "import-type", subject: `licence-type/${typeKey}` });
    changes.push(`type taken over: ${definition.name}`);
  }
}

const textOf = (definition: TypeDefinition): string => canonicalJson(definition as unknown as JsonValue);

async function settleSeals(work: Work, ctx: Ctx<Account>): Promise<ReadonlyMap<string, string>> {
  const { services, installation, changes, faults, accounts } = work;
  const seals = new Map<string, string>();
  for (const [at, wanted] of installation.seals.entries()) {
    const organ = organOf(work, `/seals/${at}/organ`, wanted.organ);
    const users = wanted.users.flatMap((subject, index) => {
      const accountId = accounts.get(subject);
      if (accountId !== undefined) return [accountId];
      faults.push({
        path: `/seals/${at}/users/${index}`,
        message: "is none of the open accounts of the file",
      });
      return [];
    });
    if (organ === undefined) continue;
    const ordinal = wanted.ordinal ?? 1;
    const settled = await services.sealing.settleSeal(actingFor(ctx, organ), { organ, ordinal, users });
    if (settled.state === "revoked")
      faults.push({ path: `/seals/${at}`, message: "is revoked for good: take the next ordinal" });
    seals.set(`${organ.code}/${ordinal}`, settled.sealId);
    const inCharge = wanted.reports === undefined ? undefined : accounts.get(wanted.reports);
    const { sealId } = settled;
    if (
      inCharge !== undefined &&
      (await services.checks.settleReportSeal(ctx, { sealId, accountId: inCharge }))
    )
      changes.push(`reports of the seal desk: sealed by ${organ.name}, ${ordinal}`);
    if (settled.made) changes.push(`seal made: ${organ.name}, ${ordinal}`);
    if (settled.allowed.length > 0)
      changes.push(`seal of ${organ.name}: ${settled.allowed.length} more may use it`);
  }
  return seals;
}

async function settleCopySeals(work: Work, ctx: Ctx<Account>): Promise<void> {
  const { services, installation, changes, faults } = work;
  for (const [at, { organ: code, ordinal = copyOrdinal, authority = null }] of (
    installation.copySeals ?? []
  ).entries()) {
    const organ = organOf(work, `/copySeals/${at}/organ`, code);
    if (organ === undefined) continue;
    const wanted = { organ, ordinal, authority };
    const settled = await services.sealing.settleCopySeal(actingFor(ctx, organ), wanted);
    if (settled.state !== "active")
      faults.push({ path: `/copySeals/${at}`, message: "is not in use: take the next ordinal" });
    if (settled.made) changes.push(`seal for annotated copies made: ${organ.name}, ${ordinal}`);
    if (settled.registered) changes.push(`annotated copies are sealed by: ${organ.name}`);
  }
}

async function settleAdoptions(
  work: Work,
  ctx: Ctx<Account>,
  seals: ReadonlyMap<string, string>,
): Promise<void> {
  const { services, tx, installation, changes, faults } = work;
  for (const [at, { organ: code, seal = 1, types }] of installation.adoptions.entries()) {
    const organ = organOf(work, `/adoptions/${at}/organ`, code);
    const sealId = seals.get(`${code}/${seal}`);
    if (sealId === undefined)
      faults.push({ path: `/adoptions/${at}/seal`, message: "is none of the seals of the file" });
    if (organ === undefined || sealId === undefined) continue;
    for (const [index, typeKey] of types.entries()) {
      const bound = await services.catalogue.findAdoption(tx, typeKey, organ.organId);
      if (bound?.sealId === sealId) continue;
      const adopting = actingFor(ctx, organ);
      const adopt = () => services.catalogue.adopt(adopting, typeKey, organ.organId, sealId);
      if (await orFault(faults, `/adoptions/${at}/types/${index}`, adopt))
        changes.push(`type adopted: ${typeKey} by ${organ.name}`);
    }
  }
}

function organOf({ organs, faults }: Work, path: string, code: string): Organ | undefined {
  const organ = organs.get(code);
  if (organ === undefined)
    faults.push({ path, message: "is no body that the file names or that is registered" });
  return organ;
}

/** What a use case refuses is a fault of the file; anything else is a bug. */
async function orFault(
  faults: InstallationFault[],
  path: string,
  run: () => Promise<void>,
): Promise<boolean> {
  try {
    await run();
    return true;
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    const { faults: within } = error.extensions as { faults?: readonly { field: string; message: string }[] };
    if (within === undefined) faults.push({ path, message: error.message });
    for (const { field, message } of within ?? [])
      faults.push({ path: `${path}${field.replace(/^\/definition/, "")}`, message });
    return false;
  }
}
