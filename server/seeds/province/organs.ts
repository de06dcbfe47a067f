import { makeFictitiousUscc, parseDivisionCode } from "@liangzheng/ident";

/** 政务部门 of the demonstration. Names and codes of the first eleven stand in the licence type samples too. */
export interface PlannedOrgan {
  readonly key: OrganKey;
  readonly code: string;
  readonly name: string;
  readonly division: string;
  readonly level: "province" | "city" | "county";
}

/** category 11: 机关, 12: 事业单位; sequence: characters 14 to 16 of the code. */
const rows = {
  bureau: ["11", "990000", "112", "演示省政务服务数据管理局", "province"],
  housing: ["11", "990000", "106", "演示省住房和城乡建设厅", "province"],
  justice: ["11", "990000", "110", "演示省司法厅", "province"],
  police: ["11", "990100", "101", "演示市公安局", "city"],
  trafficPolice: ["11", "990100", "102", "演示市公安局交通警察支队", "city"],
  countyMarket: ["11", "990101", "103", "演示县市场监督管理局", "county"],
  land: ["11", "990100", "104", "演示市自然资源和规划局", "city"],
  transport: ["11", "990100", "105", "演示市交通运输局", "city"],
  maternity: ["12", "990100", "107", "演示市妇幼保健院", "city"],
  marriageRegistry: ["11", "990101", "108", "演示县民政局婚姻登记处", "county"],
  socialSecurity: ["11", "990100", "109", "演示市人力资源和社会保障局", "city"],
  health: ["11", "990100", "113", "演示市卫生健康委员会", "city"],
  approval: ["11", "990100", "114", "演示市行政审批服务局", "city"],
  emergency: ["11", "990100", "115", "演示市应急管理局", "city"],
  urbanManagement: ["11", "990100", "116", "演示市城市管理局", "city"],
  cityMarket: ["11", "990100", "117", "演示市市场监督管理局", "city"],
  cityHousing: ["11", "990100", "118", "演示市住房和城乡建设局", "city"],
  secondPolice: ["11", "990200", "119", "示范市公安局", "city"],
  secondTransport: ["11", "990200", "120", "示范市交通运输局", "city"],
  secondMarket: ["11", "990200", "121", "示范市市场监督管理局", "city"],
} as const;

export type OrganKey = keyof typeof rows;

export const organs: Readonly<Record<OrganKey, PlannedOrgan>> = Object.fromEntries(
  Object.entries(rows).map(([key, [category, division, sequence, name, level]]) => [
    key,
    {
      key: key as OrganKey,
      code: makeFictitiousUscc(category, parseDivisionCode(division), `00DEM${sequence}`),
      name,
      division,
      level,
    },
  ]),
) as Record<string, PlannedOrgan> as Readonly<Record<OrganKey, PlannedOrgan>>;

/**
 * Which unit issues which type, under its own seal. Relayed types are in nobody's list; a unit with an empty list only
 * seals what others issue.
 */
export const issuers: Readonly<Partial<Record<OrganKey, readonly string[]>>> = {
  countyMarket: ["business-licence", "food-business-licence"],
  cityMarket: ["business-licence"],
  secondMarket: ["business-licence", "food-business-licence"],
  approval: ["food-business-licence"],
  land: ["real-estate-title", "real-estate-certificate-of-registration"],
  transport: [
    "road-transport-operation-licence",
    "road-transport-vehicle-certificate",
    "road-transport-practitioner",
    "road-works-permit",
  ],
  secondTransport: [
    "road-transport-operation-licence",
    "road-transport-vehicle-certificate",
    "road-transport-practitioner",
  ],
  housing: ["construction-special-operator", "safety-production-licence"],
  maternity: ["birth-medical-certificate"],
  marriageRegistry: ["marriage-certificate"],
  justice: ["law-enforcement-officer-card"],
  urbanManagement: ["road-works-permit"],
  trafficPolice: [],
};
