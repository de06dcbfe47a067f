import { type CastKey, cast as parts } from "./cast.ts";
import { type OrganKey, organs } from "./organs.ts";
import type { PlannedPerson } from "./people.ts";
import { walletSubject } from "./staff.ts";

/** A line of 用证清单 of a unit. */
export interface PlannedUseItem {
  readonly organCode: string;
  readonly itemCode: string;
  readonly itemName: string;
  readonly legalBasis: string;
  readonly typeKey: string;
  readonly fields: readonly string[];
  /** Or it still waits for the bureau. */
  readonly published: boolean;
}

/** What a unit asked a holder for, and what became of it. */
export interface PlannedUse {
  readonly organCode: string;
  readonly itemCode: string;
  readonly typeKey: string;
  readonly fields: readonly string[];
  readonly holderCode: string;
  /** Under whom the holder signs in. */
  readonly holder: string;
  readonly businessNumber: string;
  readonly purpose: string;
  readonly askedDaysAgo: number;
  /** Days after the asking to which it was asked; null: once. */
  readonly forDays: number | null;
  /** In order, a day apart. */
  readonly then: readonly ("agree" | "refuse" | "read" | "withdraw")[];
}

const item = (
  organ: OrganKey,
  itemCode: string,
  itemName: string,
  legalBasis: string,
  typeKey: string,
  fields: readonly string[],
  published = true,
): PlannedUseItem => ({
  organCode: organs[organ].code,
  itemCode,
  itemName,
  legalBasis,
  typeKey,
  fields,
  published,
});

const practitioner = item(
  "transport",
  "000118013000",
  "道路货物运输驾驶员从业资格认定",
  "《道路运输从业人员管理规定》第九条",
  "driving-licence",
  ["XM", "ZJCX", "CCLZRQ"],
);
const premises = item(
  "countyMarket",
  "000131014000",
  "食品经营许可",
  "《食品经营许可和备案管理办法》第十二条",
  "real-estate-title",
  ["QLR", "ZL", "YT"],
);
const waiting = item(
  "countyMarket",
  "000131015000",
  "小作坊登记",
  "《演示省食品小作坊管理条例》第八条",
  "real-estate-title",
  ["ZL"],
  false,
);
export const useItems: readonly PlannedUseItem[] = [practitioner, premises, waiting];

/** A request in each state. */
export function authorisedUses(cast: Readonly<Record<CastKey, PlannedPerson>>): PlannedUse[] {
  let sequence = 0;
  const use = (
    line: PlannedUseItem,
    holder: CastKey,
    askedDaysAgo: number,
    forDays: number | null,
    then: PlannedUse["then"],
  ): PlannedUse => {
    sequence++;
    const { organCode, itemCode, typeKey, fields } = line;
    return {
      organCode,
      itemCode,
      typeKey,
      fields,
      holderCode: cast[holder].citizenNumber,
      holder: walletSubject(Object.keys(parts).indexOf(holder)),
      businessNumber: `YS-BJ-${String(sequence).padStart(6, "0")}`,
      purpose: line === practitioner ? "核对准驾车型和驾龄是否符合条件" : "核对经营场所的坐落和用途",
      askedDaysAgo,
      forDays,
      then,
    };
  };
  return [
    use(practitioner, "operator", 12, null, []),
    use(premises, "wife", 9, null, ["agree", "read"]),
    use(premises, "husband", 8, 20, ["agree", "read", "withdraw"]),
    use(premises, "husband", 6, null, ["refuse"]),
    use(premises, "wife", 4, 20, ["agree", "read"]),
    use(practitioner, "driver", 1, 14, []),
  ];
}
