import type { MyUseRequest, UseRequest } from "@liangzheng/contract";
import { maskNumber } from "@liangzheng/ident";
import type { Account } from "../../platform/actor.ts";
import type { Ctx } from "../../platform/context.ts";
import { type AnswerDeps, choicesOf } from "./answer-request.ts";
import { openParticulars } from "./ask-for-use.ts";
import { listReadings } from "./code-store.ts";
import { namedType } from "./describe-items.ts";
import { listItemsByIds } from "./item-store.ts";
import type { AgreedRow, RequestRow } from "./request-store.ts";
import { useStateAt } from "./use-rules.ts";

type Common = Omit<UseRequest, "holder" | "agreed">;

/** What both sides see of requests, in a number of statements that does not grow with them but by type. */
async function describe(
  deps: AnswerDeps,
  { tx, now }: Ctx<Account>,
  rows: readonly RequestRow[],
): Promise<readonly (readonly [RequestRow, Common])[]> {
  const items = new Map(
    (
      await listItemsByIds(
        tx,
        rows.map(({ itemId }) => itemId),
      )
    ).map((item) => [item.itemId, item]),
  );
  const readings = await listReadings(
    tx,
    rows.map(({ requestId }) => requestId),
  );
  const organs = await deps.parties.organs(
    tx,
    rows.map(({ organId }) => organId),
  );
  const people = await deps.access.accountNames(
    tx,
    [...rows, ...readings].map(({ accountId }) => accountId),
  );
  const described: [RequestRow, Common][] = [];
  for (const row of rows) {
    const item = items.get(row.itemId);
    const { named, ...type } = await namedType(deps.catalogue, tx, row.typeKey);
    const { purpose, businessNumber } = openParticulars(deps.box, row);
    described.push([
      row,
      {
        requestId: row.requestId,
        state: useStateAt(row, row.agreed, now),
        unit: organs.get(row.organId)?.name ?? "",
        officer: people.get(row.accountId) ?? "",
        itemCode: item?.itemCode ?? "",
        itemName: item?.itemName ?? "",
        legalBasis: item?.legalBasis ?? "",
        ...type,
        businessNumber,
        purpose,
        fields: named(row.fields),
        until: row.until,
        askedAt: row.askedAt.toISOString(),
        answerBy: row.answerBy.toISOString(),
        answeredAt: row.answeredAt?.toISOString() ?? null,
        readings: readings
          .filter(({ requestId }) => requestId === row.requestId)
          .map(({ at, accountId }) => ({ at: at.toISOString(), by: people.get(accountId) ?? "" })),
      },
    ]);
  }
  return described;
}

const agreedOf = ({ fields, once, validUntil, spentAt, withdrawnAt }: AgreedRow) => ({
  fields: [...fields],
  once,
  validUntil,
  spentAt: spentAt?.toISOString() ?? null,
  withdrawnAt: withdrawnAt?.toISOString() ?? null,
});

/** As the unit that asked sees them: whom, by the number that was typed, and nothing else of the holder. */
export async function describeForUnit(
  deps: AnswerDeps,
  ctx: Ctx<Account>,
  rows: readonly RequestRow[],
): Promise<UseRequest[]> {
  return (await describe(deps, ctx, rows)).map(([row, common]) => ({
    ...common,
    holder: maskNumber(openParticulars(deps.box, row).holderCode),
    agreed: row.agreed === null ? null : agreedOf(row.agreed),
  }));
}

/** As the holder sees them, with what could be agreed to while the answer is open. */
export async function describeForHolder(
  deps: AnswerDeps,
  ctx: Ctx<Account>,
  rows: readonly RequestRow[],
): Promise<MyUseRequest[]> {
  const described: MyUseRequest[] = [];
  for (const [row, common] of await describe(deps, ctx, rows)) {
    const open = common.state === "waiting";
    described.push({
      ...common,
      choices: open ? [...(await choicesOf(deps, ctx, ctx.actor.partyId, row.typeKey))] : [],
      agreed: row.agreed === null ? null : { ...agreedOf(row.agreed), licenceKey: row.agreed.licenceKey },
    });
  }
  return described;
}
