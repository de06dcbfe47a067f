import { dateInShanghai } from "@liangzheng/ident";
import { sql } from "kysely";
import type { Tx } from "../../platform/postgres/pool.ts";
import type { Agreed, Asked } from "./use-rules.ts";

export interface AgreedRow extends Agreed {
  readonly licenceKey: string;
  readonly accountId: string;
  readonly fields: readonly string[];
  readonly once: boolean;
}

export interface RequestRow extends Asked {
  readonly requestId: string;
  readonly organId: string;
  readonly accountId: string;
  readonly partyId: string | null;
  readonly itemId: string;
  readonly typeKey: string;
  readonly fields: readonly string[];
  readonly until: string | null;
  /** Sealed. */
  readonly particulars: Uint8Array;
  readonly askedAt: Date;
  readonly answeredAt: Date | null;
  readonly agreed: AgreedRow | null;
}

export async function insertRequest(
  tx: Tx,
  row: Omit<RequestRow, "state" | "answeredAt" | "agreed">,
): Promise<void> {
  await tx
    .insertInto("consent.request")
    .values({
      request_id: row.requestId,
      organ_id: row.organId,
      account_id: row.accountId,
      party_id: row.partyId,
      item_id: row.itemId,
      type_key: row.typeKey,
      fields: [...row.fields],
      until: row.until,
      particulars: Buffer.from(row.particulars),
      asked_at: row.askedAt,
      answer_by: row.answerBy,
      state: "asked",
    })
    .execute();
}

const requests = (tx: Tx) =>
  tx
    .selectFrom("consent.request as r")
    .leftJoin("consent.authorisation as a", (join) =>
      join.onRef("a.party_id", "=", "r.party_id").onRef("a.request_id", "=", "r.request_id"),
    )
    .select([
      "r.request_id as requestId",
      "r.organ_id as organId",
      "r.account_id as accountId",
      "r.party_id as partyId",
      "r.item_id as itemId",
      "r.type_key as typeKey",
      "r.fields",
      "r.until",
      "r.particulars",
      "r.asked_at as askedAt",
      "r.answer_by as answerBy",
      "r.state",
      "r.answered_at as answeredAt",
      "a.licence_key as licenceKey",
      "a.account_id as agreedBy",
      "a.fields as agreedFields",
      "a.once",
      "a.valid_until as validUntil",
      "a.spent_at as spentAt",
      "a.withdrawn_at as withdrawnAt",
    ]);

type Joined = Awaited<ReturnType<ReturnType<typeof requests>["execute"]>>[number];

function rowOf({
  licenceKey,
  agreedBy,
  agreedFields,
  once,
  validUntil,
  spentAt,
  withdrawnAt,
  ...row
}: Joined): RequestRow {
  const agreed =
    licenceKey === null || agreedBy === null || agreedFields === null || once === null || validUntil === null
      ? null
      : { licenceKey, accountId: agreedBy, fields: agreedFields, once, validUntil, spentAt, withdrawnAt };
  return { ...row, state: row.state as RequestRow["state"], agreed };
}

/** A page of a unit's, newest first. */
export async function listOfOrgan(
  tx: Tx,
  organId: string,
  after: string | undefined,
  limit: number,
): Promise<readonly RequestRow[]> {
  const rows = await requests(tx)
    .where("r.organ_id", "=", organId)
    .$if(after !== undefined, (query) => query.where("r.request_id", "<", after ?? ""))
    .orderBy("r.request_id", "desc")
    .limit(limit)
    .execute();
  return rows.map(rowOf);
}

/** `useStateAt` of use-rules.ts, said in SQL and in three parts; a test holds the two together. */
const shown = {
  waiting: (now: Date) => sql<boolean>`r.state = 'asked' and r.answer_by >= ${now}`,
  live: (now: Date) =>
    sql<boolean>`a.withdrawn_at is null and a.spent_at is null and a.valid_until >= ${dateInShanghai(now)}::date`,
};
export type Show = "waiting" | "live" | "over";

/** A page of a holder's, newest first. */
export async function listOfParty(
  tx: Tx,
  partyId: string,
  page: {
    readonly show: Show | undefined;
    readonly after: string | undefined;
    readonly limit: number;
    readonly now: Date;
  },
): Promise<readonly RequestRow[]> {
  const { show, after, now } = page;
  const rows = await requests(tx)
    .where("r.party_id", "=", partyId)
    .$if(show === "waiting" || show === "live", (query) =>
      query.where(() => shown[show === "live" ? "live" : "waiting"](now)),
    )
    .$if(show === "over", (query) =>
      query.where(() => sql<boolean>`not (${shown.waiting(now)}) and (${shown.live(now)}) is not true`),
    )
    .$if(after !== undefined, (query) => query.where("r.request_id", "<", after ?? ""))
    .orderBy("r.request_id", "desc")
    .limit(page.limit)
    .execute();
  return rows.map(rowOf);
}

export async function findRequest(tx: Tx, requestId: string): Promise<RequestRow | undefined> {
  const row = await requests(tx).where("r.request_id", "=", requestId).executeTakeFirst();
  return row === undefined ? undefined : rowOf(row);
}

/** Locked until the transaction ends: answers, readings and withdrawals come one after the other. */
export async function findRequestForUpdate(tx: Tx, requestId: string): Promise<RequestRow | undefined> {
  await tx
    .selectFrom("consent.request")
    .select("request_id")
    .where("request_id", "=", requestId)
    .forUpdate()
    .executeTakeFirst();
  return findRequest(tx, requestId);
}

export async function saveAnswer(
  tx: Tx,
  requestId: string,
  state: "agreed" | "refused",
  at: Date,
): Promise<void> {
  await tx
    .updateTable("consent.request")
    .set({ state, answered_at: at })
    .where("request_id", "=", requestId)
    .execute();
}

export async function insertAuthorisation(
  tx: Tx,
  partyId: string,
  requestId: string,
  agreed: Omit<AgreedRow, "spentAt" | "withdrawnAt">,
  at: Date,
): Promise<void> {
  await tx
    .insertInto("consent.authorisation")
    .values({
      party_id: partyId,
      request_id: requestId,
      licence_key: agreed.licenceKey,
      account_id: agreed.accountId,
      fields: [...agreed.fields],
      once: agreed.once,
      valid_until: agreed.validUntil,
      agreed_at: at,
    })
    .execute();
}

export async function saveWithdrawal(tx: Tx, partyId: string, requestId: string, at: Date): Promise<void> {
  await tx
    .updateTable("consent.authorisation")
    .set({ withdrawn_at: at })
    .where("party_id", "=", partyId)
    .where("request_id", "=", requestId)
    .execute();
}

export async function saveSpent(tx: Tx, partyId: string, requestId: string, at: Date): Promise<void> {
  await tx
    .updateTable("consent.authorisation")
    .set({ spent_at: at })
    .where("party_id", "=", partyId)
    .where("request_id", "=", requestId)
    .execute();
}
