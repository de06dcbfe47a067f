import type { Role } from "@liangzheng/contract";
import type { Tx } from "../../platform/postgres/pool.ts";

export interface StoredAccount {
  readonly accountId: string;
  readonly personId: string;
  readonly organId: string | null;
  readonly roles: readonly Role[];
  readonly sealedCard: Uint8Array | null;
  readonly closedAt: Date | null;
}

/** The account of a subject, closed ones too, locked until the transaction ends. */
export async function findStoredAccount(tx: Tx, subject: string): Promise<StoredAccount | undefined> {
  const row = await tx
    .selectFrom("access.account")
    .select([
      "account_id as accountId",
      "person_id as personId",
      "organ_id as organId",
      "roles",
      "sealed_card as sealedCard",
      "closed_at as closedAt",
    ])
    .where("subject", "=", subject)
    .forUpdate()
    .executeTakeFirst();
  return row as StoredAccount | undefined;
}

export async function updateAccount(
  tx: Tx,
  account: Pick<StoredAccount, "accountId" | "organId" | "roles" | "sealedCard" | "closedAt">,
): Promise<void> {
  await tx
    .updateTable("access.account")
    .set({
      organ_id: account.organId,
      roles: [...account.roles],
      sealed_card: account.sealedCard === null ? null : Buffer.from(account.sealedCard),
      closed_at: account.closedAt,
    })
    .where("account_id", "=", account.accountId)
    .execute();
}

/** Whoever is signed in is so no more. */
export async function endSessionsOf(tx: Tx, accountId: string, at: Date): Promise<void> {
  await tx
    .updateTable("access.session")
    .set({ ended_at: at })
    .where("account_id", "=", accountId)
    .where("ended_at", "is", null)
    .execute();
}
