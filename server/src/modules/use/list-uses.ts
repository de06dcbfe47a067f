import type { UseRecord } from "@liangzheng/contract";
import type { Account } from "../../platform/actor.ts";
import type { Ctx } from "../../platform/context.ts";
import type { UseDeps } from "./open-licences.ts";
import { openCircumstances } from "./receipt.ts";
import * as store from "./store.ts";

/** The holder's history, read from receipts: who, when, why, which fields. Values are not kept, so none can be shown. */
export async function listUses(
  deps: UseDeps,
  ctx: Ctx<Account>,
  page: {
    readonly licenceKey: string | undefined;
    readonly after: string | undefined;
    readonly limit: number;
  },
): Promise<readonly UseRecord[]> {
  const { tx, actor } = ctx;
  const rows = await store.listReceiptsOfHolder(tx, actor.partyId, page);
  const organs = await deps.parties.organs(
    tx,
    rows.flatMap((row) => row.organId ?? []),
  );
  const people = await deps.access.accountNames(
    tx,
    rows.map((row) => row.accountId),
  );
  const licences = new Map(
    (
      await deps.licences.list(
        tx,
        rows.map((row) => row.licenceKey),
      )
    ).map((licence) => [licence.licenceKey, licence]),
  );
  const typeNames = new Map<string, string>();
  const labels = new Map<string, ReadonlyMap<string, string>>();
  for (const { licenceKey, typeKey, typeVersion } of licences.values()) {
    const { definition } = await deps.catalogue.getVersion(tx, typeKey, typeVersion);
    typeNames.set(licenceKey, definition.name);
    labels.set(licenceKey, new Map(definition.fields.map((field) => [field.id, field.label])));
  }
  return rows.map((row) => {
    const { purpose, place, matter = null } = openCircumstances(deps.box, row.receiptId, row.circumstances);
    const own = row.basis.startsWith("own-");
    return {
      receiptId: row.receiptId,
      at: row.at.toISOString(),
      licenceKey: row.licenceKey,
      typeName: typeNames.get(row.licenceKey) ?? "",
      basis: row.basis,
      byUnit: organs.get(row.organId ?? "")?.name ?? "",
      byPerson: own ? "" : (people.get(row.accountId) ?? ""),
      purpose,
      matter,
      place,
      fields: row.fields.map((id) => labels.get(row.licenceKey)?.get(id) ?? id),
      outcome: row.outcome,
    };
  });
}
