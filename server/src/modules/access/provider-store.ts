import type { Adapter, AdapterPayload } from "oidc-provider";
import type { Db } from "../../platform/postgres/pool.ts";

/** What the embedded provider remembers, in PostgreSQL: a restart forgets no sign-in under way. */
export function providerAdapter(db: Db, now: () => Date): (model: string) => Adapter {
  return (model) => {
    const alive = () =>
      db
        .selectFrom("access.provider_record")
        .select(["payload", "consumed_at"])
        .where("model", "=", model)
        .where((or) => or.or([or("expires_at", "is", null), or("expires_at", ">", now())]));
    const payloadOf = (
      row: { payload: unknown; consumed_at: Date | null } | undefined,
    ): AdapterPayload | undefined => {
      if (row === undefined) return undefined;
      const payload = row.payload as AdapterPayload;
      return row.consumed_at === null
        ? payload
        : { ...payload, consumed: Math.floor(row.consumed_at.getTime() / 1000) };
    };
    return {
      async upsert(id, payload, expiresIn) {
        const row = {
          payload: JSON.stringify(payload),
          grant_id: payload.grantId ?? null,
          uid: payload.uid ?? null,
          user_code: payload.userCode ?? null,
          expires_at:
            expiresIn !== undefined && expiresIn > 0 ? new Date(now().getTime() + expiresIn * 1000) : null,
        };
        await db
          .insertInto("access.provider_record")
          .values({ model, id, ...row })
          .onConflict((conflict) => conflict.columns(["model", "id"]).doUpdateSet(row))
          .execute();
      },
      find: async (id) => payloadOf(await alive().where("id", "=", id).executeTakeFirst()),
      findByUid: async (uid) => payloadOf(await alive().where("uid", "=", uid).executeTakeFirst()),
      findByUserCode: async (code) =>
        payloadOf(await alive().where("user_code", "=", code).executeTakeFirst()),
      async consume(id) {
        await db
          .updateTable("access.provider_record")
          .set({ consumed_at: now() })
          .where("model", "=", model)
          .where("id", "=", id)
          .execute();
      },
      async destroy(id) {
        await db
          .deleteFrom("access.provider_record")
          .where("model", "=", model)
          .where("id", "=", id)
          .execute();
      },
      async revokeByGrantId(grantId) {
        await db
          .deleteFrom("access.provider_record")
          .where("model", "=", model)
          .where("grant_id", "=", grantId)
          .execute();
      },
    };
  };
}
