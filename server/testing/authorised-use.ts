import { type PersonName, people } from "./people.ts";
import type { World } from "./world.ts";

/** 用证清单, one line of the first unit's. */
export const aUseItem = {
  itemCode: "SX-990100-0017",
  itemName: "施工现场作业人员实名登记",
  legalBasis: "《示例建筑工人管理办法》第七条",
  typeKey: "construction-special-operator",
  fields: ["XM", "SFZJHM", "CZLB", "YXQJSRQ"],
};

/** What the first unit's clerk asks under that line. */
export const aUse = (holder: PersonName, change: object = {}) => ({
  holderCode: people[holder].citizenNumber,
  itemCode: aUseItem.itemCode,
  businessNumber: "BJ-2026-0088",
  typeKey: aUseItem.typeKey,
  fields: ["XM", "CZLB", "YXQJSRQ"],
  purpose: "核验塔吊司索工资格",
  until: null,
  ...change,
});

/** A line that the first unit's clerk proposed and the bureau's manager published. */
export async function layUseItem({ call }: World, change: object = {}): Promise<string> {
  const { body } = await call("clerk", "proposeUseItem", { body: { ...aUseItem, ...change } });
  await call("publisher", "decideUseItem", {
    params: { itemId: body.itemId },
    body: { decision: "publish", reason: "已核对依据" },
  });
  return body.itemId;
}

export const ask = async ({ call }: World, holder: PersonName, change: object = {}): Promise<string> =>
  (await call("clerk", "askForUse", { body: aUse(holder, change) })).body.requestId;

/** What a holder agrees to. */
export const agreement = (licenceKey: string, change: object = {}) => ({
  agree: { licenceKey, fields: ["XM", "CZLB"], until: null, ...change },
});

/** Asked, and agreed to in part, once. */
export async function askAndAgree(world: World, holder: PersonName, licenceKey: string): Promise<string> {
  const requestId = await ask(world, holder);
  await world.call(holder, "answerUseRequest", { params: { requestId }, body: agreement(licenceKey) });
  return requestId;
}

export const takeCode = async ({ call }: World, requestId: string): Promise<string> =>
  (await call("clerk", "takeUseCode", { params: { requestId } })).body.code;
