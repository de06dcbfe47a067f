import { makeFictitiousUscc, parseDivisionCode } from "@liangzheng/ident";
import type { Random } from "../random.ts";
import { addDays } from "./day.ts";
import { businessAddress, type County, counties, countyOf, secondCity } from "./divisions.ts";
import { brands } from "./names.ts";
import type { OrganKey } from "./organs.ts";
import type { People, PlannedPerson } from "./people.ts";

const trades = ["transport", "food", "construction", "bank", "other"] as const;
type Trade = (typeof trades)[number];

export interface PlannedEnterprise {
  readonly uscc: string;
  readonly name: string;
  readonly trade: Trade;
  /** 类型, as on the business licence. */
  readonly entityType: string;
  readonly capital: string | null;
  readonly county: County;
  readonly address: string;
  readonly representative: PlannedPerson;
  readonly foundedOn: string;
  readonly scope: string;
  readonly registrar: OrganKey;
}

export interface Enterprises {
  readonly all: readonly PlannedEnterprise[];
  readonly grocery: PlannedEnterprise;
  readonly builder: PlannedEnterprise;
  readonly fleet: PlannedEnterprise;
}

const counts: Readonly<Record<Trade, number>> = {
  transport: 16,
  food: 30,
  construction: 18,
  bank: 2,
  other: 30,
};

const industries: Readonly<Record<Trade, readonly string[]>> = {
  transport: ["物流", "运输", "货运", "客运", "供应链管理"],
  food: ["食品商贸", "餐饮管理", "超市", "粮油", "食品科技"],
  construction: ["建设工程", "建筑安装", "市政工程", "装饰工程", "路桥工程"],
  bank: ["农村商业银行", "村镇银行"],
  other: [
    "信息技术",
    "文化传媒",
    "机械制造",
    "农业开发",
    "环保科技",
    "服饰",
    "医疗器械",
    "家居",
    "教育咨询",
    "汽车服务",
  ],
};

const scopes: Readonly<Record<Trade, readonly string[]>> = {
  transport: [
    "道路货物运输（不含危险货物）；国内货物运输代理；装卸搬运；普通货物仓储服务。",
    "道路旅客运输经营；道路货物运输（网络货运）；机动车修理和维护；停车场服务。",
  ],
  food: [
    "食品销售（仅销售预包装食品）；食用农产品零售；日用百货销售；未经加工的坚果销售。",
    "餐饮服务；食品销售；外卖递送服务；食品互联网销售；餐饮管理。",
  ],
  construction: [
    "建设工程施工；施工专业作业；建筑劳务分包；工程管理服务；建筑材料销售。",
    "住宅室内装饰装修；建设工程施工；园林绿化工程施工；土石方工程施工。",
  ],
  bank: ["吸收公众存款；发放短期、中期和长期贷款；办理国内结算；办理票据承兑与贴现。"],
  other: [
    "技术服务、技术开发、技术咨询、技术交流、技术转让、技术推广；软件开发；信息系统集成服务。",
    "机械设备销售；机械零件、零部件加工；五金产品批发；货物进出口。",
    "组织文化艺术交流活动；广告设计、代理；会议及展览服务；图文设计制作。",
  ],
};

const capitals = [
  "伍拾万元整",
  "壹佰万元整",
  "贰佰万元整",
  "伍佰万元整",
  "壹仟万元整",
  "叁仟万元整",
] as const;

/** The first three are those of the licence type samples; the representatives are people of the plan. */
export function planEnterprises(today: string, random: Random, people: People): Enterprises {
  const brand = brands(random);
  const adults = random.shuffled(people.all.slice(Object.keys(people.cast).length));
  let sequence = 0;
  const plan = (
    trade: Trade,
    county: County,
    given?: { name: string; person: PlannedPerson; under: string },
  ) => {
    sequence++;
    const sole = given === undefined && (trade === "food" || trade === "other") && random.chance(0.3);
    const under = given?.under ?? county.code;
    const representative = given?.person ?? (adults.pop() as PlannedPerson);
    const name = given?.name ?? enterpriseName(trade, county, sole, brand(), random);
    return {
      uscc: usccOf(sole, under, sequence),
      name,
      trade,
      entityType: entityType(trade, sole, random),
      capital: sole ? null : trade === "bank" ? "壹亿元整" : random.pick(capitals),
      county,
      address: businessAddress(county, random),
      representative,
      foundedOn: addDays(today, -random.integer(260, 5200)),
      scope: random.pick(scopes[trade]),
      registrar: registrarOf(county),
    } satisfies PlannedEnterprise;
  };
  const { grocer, builder, fleetOwner } = people.cast;
  const grocery = plan("food", countyOf("990101"), {
    name: "演示县示例食品商贸有限公司",
    person: grocer,
    under: "990101",
  });
  const build = plan("construction", countyOf("990102"), {
    name: "演示省示例建设工程有限公司",
    person: builder,
    under: "990100",
  });
  const fleet = plan("transport", countyOf("990102"), {
    name: "演示市示例物流运输有限公司",
    person: fleetOwner,
    under: "990100",
  });
  const rest = trades.flatMap((trade) =>
    Array.from({ length: counts[trade] }, () => plan(trade, random.pick(counties), undefined)),
  );
  return { all: [grocery, build, fleet, ...rest], grocery, builder: build, fleet };
}

/** 91 enterprises, 92 sole traders (个体工商户). */
const usccOf = (sole: boolean, division: string, sequence: number): string =>
  makeFictitiousUscc(
    sole ? "92" : "91",
    parseDivisionCode(division),
    `MADEM${String(sequence).padStart(3, "0")}`,
  );

function enterpriseName(trade: Trade, county: County, sole: boolean, brand: string, random: Random): string {
  if (trade === "bank") return `${county.city.name}${brand}${random.pick(industries.bank)}股份有限公司`;
  if (sole)
    return `${county.name}${brand}${trade === "food" ? random.pick(["小吃店", "面馆", "便利店", "副食店"]) : random.pick(["服装店", "五金店", "理发店", "打印店"])}`;
  return `${county.city.name}${brand}${random.pick(industries[trade])}有限公司`;
}

function entityType(trade: Trade, sole: boolean, random: Random): string {
  if (sole) return "个体工商户";
  if (trade === "bank") return "股份有限公司(非上市)";
  return random.pick([
    "有限责任公司(自然人独资)",
    "有限责任公司(自然人投资或控股)",
    "有限责任公司(法人独资)",
  ]);
}

function registrarOf({ code, city }: County): OrganKey {
  if (city === secondCity) return "secondMarket";
  return code === "990101" ? "countyMarket" : "cityMarket";
}
