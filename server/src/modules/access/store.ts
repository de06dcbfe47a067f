import type { App, Role } from "@liangzheng/contract";
import { named } from "../../platform/postgres/named.ts";
import type { Db, Tx } from "../../platform/postgres/pool.ts";
import type { NewAccount } from "./account.ts";

export async function insertAccount(
  tx: Tx,
  { cardNumber: _, ...account }: NewAccount,
  sealedCard: Uint8Array | null,
): Promise<void> {
  await tx
    .insertInto("access.account")
    .values({
      account_id: account.accountId,
      subject: account.subject,
      person_id: account.personId,
      organ_id: account.organId,
      roles: [...account.roles],
      sealed_card: sealedCard === null ? null : Buffer.from(sealedCard),
      closed_at: null,
    })
    .execute();
}

export interface AccountRow {
  readonly accountId: string;
  readonly subject: string;
  readonly personId: string;
  readonly organId: string | null;
  readonly roles: readonly Role[];
  readonly sealedCard: Uint8Array | null;
}

const accountColumns = [
  "account_id as accountId",
  "subject",
  "person_id as personId",
  "organ_id as organId",
  "roles",
  "sealed_card as sealedCard",
] as const;

export async function findAccountBySubject(tx: Db | Tx, subject: string): Promise<AccountRow | undefined> {
  const row = await tx
    .selectFrom("access.account")
    .select(accountColumns)
    .where("subject", "=", subject)
    .where("closed_at", "is", null)
    .executeTakeFirst();
  return row as AccountRow | undefined;
}

export async function listAccounts(tx: Tx, ids: readonly string[]): Promise<readonly AccountRow[]> {
  if (ids.length === 0) return [];
  return byIds.runIn(tx, [[...new Set(ids)]]);
}

const byIds = named<AccountRow>(
  "access.list-accounts",
  `select account_id as "accountId", subject, person_id as "personId", organ_id as "organId", roles,
    sealed_card as "sealedCard"
  from access.account where account_id = any($1::uuid[])`,
);

export async function listAccountsOfOrgan(tx: Tx, organId: string): Promise<readonly AccountRow[]> {
  const rows = await tx
    .selectFrom("access.account")
    .select(accountColumns)
    .where("organ_id", "=", organId)
    .where("closed_at", "is", null)
    .orderBy("account_id")
    .execute();
  return rows as unknown as AccountRow[];
}

/** Seals the card numbers that stand in plain since before they were sealed. */
export async function sealPlainCards(
  tx: Tx,
  seal: (cardNumber: string, accountId: string) => Uint8Array,
): Promise<void> {
  const rows = await tx
    .selectFrom("access.account")
    .select(["account_id", "card_number"])
    .where("card_number", "is not", null)
    .forUpdate()
    .execute();
  for (const { account_id, card_number } of rows) {
    await tx
      .updateTable("access.account")
      .set({ sealed_card: Buffer.from(seal(card_number ?? "", account_id)), card_number: null })
      .where("account_id", "=", account_id)
      .execute();
  }
}

export interface SessionRow extends Omit<AccountRow, "sealedCard"> {
  readonly sessionId: string;
  readonly app: App;
  readonly actingFor: string | null;
  readonly expiresAt: Date;
}

export async function findSession(
  db: Db,
  tokenDigest: Uint8Array,
  now: Date,
): Promise<SessionRow | undefined> {
  const [row] = await liveSession.runIn(db, [tokenDigest, now]);
  return row;
}

const liveSession = named<SessionRow>(
  "access.find-session",
  `select s.session_id as "sessionId", s.app, s.acting_for as "actingFor", s.expires_at as "expiresAt",
    a.account_id as "accountId", a.subject, a.person_id as "personId", a.organ_id as "organId", a.roles
  from access.session s join access.account a on a.account_id = s.account_id
  where s.token_digest = $1 and s.expires_at > $2 and s.ended_at is null and a.closed_at is null`,
);

export interface NewSession {
  readonly tokenDigest: Uint8Array;
  readonly sessionId: string;
  readonly accountId: string;
  readonly app: App;
  readonly at: Date;
  readonly expiresAt: Date;
}

export async function insertSession(tx: Db | Tx, session: NewSession): Promise<void> {
  await tx
    .insertInto("access.session")
    .values({
      token_digest: Buffer.from(session.tokenDigest),
      session_id: session.sessionId,
      account_id: session.accountId,
      app: session.app,
      acting_for: null,
      created_at: session.at,
      expires_at: session.expiresAt,
      ended_at: null,
    })
    .execute();
}

export async function endSession(tx: Tx, sessionId: string, at: Date): Promise<void> {
  await tx.updateTable("access.session").set({ ended_at: at }).where("session_id", "=", sessionId).execute();
}

export async function setActingFor(tx: Tx, sessionId: string, partyId: string | null): Promise<void> {
  await tx
    .updateTable("access.session")
    .set({ acting_for: partyId })
    .where("session_id", "=", sessionId)
    .execute();
}

export async function insertSignIn(
  db: Db,
  stateDigest: Uint8Array,
  sealed: Uint8Array,
  expiresAt: Date,
): Promise<void> {
  await db
    .insertInto("access.sign_in")
    .values({ state_digest: Buffer.from(stateDigest), sealed: Buffer.from(sealed), expires_at: expiresAt })
    .execute();
}

/** Taken out as it is read: a sign-in can be completed once. */
export async function takeSignIn(
  db: Db,
  stateDigest: Uint8Array,
  now: Date,
): Promise<Uint8Array | undefined> {
  const row = await db
    .deleteFrom("access.sign_in")
    .where("state_digest", "=", Buffer.from(stateDigest))
    .where("expires_at", ">", now)
    .returning("sealed")
    .executeTakeFirst();
  return row?.sealed;
}

export async function insertDemoPerson(
  tx: Tx,
  person: { accountId: string; ordinal: number; app: App; note: string; noteEn: string },
): Promise<void> {
  await tx
    .insertInto("access.demo_person")
    .values({
      account_id: person.accountId,
      ordinal: person.ordinal,
      app: person.app,
      note: person.note,
      note_en: person.noteEn,
    })
    .execute();
}

export async function listDemoPeople(db: Db | Tx, app: App) {
  return db
    .selectFrom("access.demo_person as d")
    .innerJoin("access.account as a", "a.account_id", "d.account_id")
    .select([
      "a.subject",
      "a.person_id as personId",
      "a.organ_id as organId",
      "d.note",
      "d.note_en as noteEn",
    ])
    .where("d.app", "=", app)
    .orderBy("d.ordinal")
    .execute();
}

export async function hasDemoPeople(tx: Tx): Promise<boolean> {
  const row = await tx.selectFrom("access.demo_person").select("account_id").limit(1).executeTakeFirst();
  return row !== undefined;
}
