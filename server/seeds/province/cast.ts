import type { Sex } from "./names.ts";
import type { OrganKey } from "./organs.ts";

/** People whose stories the demonstration tells; they are always there, under these names. */
export interface Part {
  readonly name: string;
  readonly sex: Sex;
  /** On the day of the plan. */
  readonly age: number;
  readonly county: string;
}

const part = (name: string, sex: Sex, age: number, county: string): Part => ({ name, sex, age, county });

export const cast = {
  driver: part("陈志远", "male", 38, "990101"),
  fleetOwner: part("刘海峰", "male", 47, "990102"),
  husband: part("周明轩", "male", 34, "990102"),
  wife: part("林晓雯", "female", 32, "990102"),
  operator: part("赵永刚", "male", 41, "990103"),
  grocer: part("吴丽娟", "female", 39, "990101"),
  builder: part("孙建国", "male", 52, "990102"),
  newcomer: part("何佳琪", "female", 24, "990104"),
  bureauProposer: part("沈清", "female", 42, "990103"),
  bureauPublisher: part("韩松", "male", 44, "990102"),
  auditor: part("杨敏", "female", 50, "990102"),
  transportClerk: part("郑雅文", "female", 33, "990102"),
  transportReviewer: part("冯立新", "male", 45, "990103"),
  transportKeeper: part("蒋文博", "male", 40, "990102"),
  marketClerk: part("许诺", "female", 29, "990101"),
  marketReviewer: part("曹国栋", "male", 48, "990101"),
  transportOfficer: part("唐伟民", "male", 36, "990102"),
  marketOfficer: part("宋佳", "female", 31, "990101"),
  urbanOfficer: part("罗振", "male", 35, "990103"),
  constructionOfficer: part("梁浩", "male", 39, "990102"),
  trafficOfficer: part("高翔", "male", 33, "990103"),
  healthOfficer: part("谢婷", "female", 37, "990102"),
  emergencyOfficer: part("董志强", "male", 43, "990104"),
  secondTransportOfficer: part("范磊", "male", 34, "990201"),
} as const satisfies Record<string, Part>;

export type CastKey = keyof typeof cast;

/** 执法领域, as printed on the card, and how many officers of each unit there are. */
export const enforcement: readonly {
  readonly organ: OrganKey;
  readonly field: string;
  readonly lead: CastKey;
  readonly others: number;
}[] = [
  { organ: "transport", field: "交通运输", lead: "transportOfficer", others: 4 },
  { organ: "countyMarket", field: "市场监督管理", lead: "marketOfficer", others: 3 },
  { organ: "urbanManagement", field: "城市管理", lead: "urbanOfficer", others: 3 },
  { organ: "cityHousing", field: "住房和城乡建设", lead: "constructionOfficer", others: 2 },
  { organ: "trafficPolice", field: "道路交通安全", lead: "trafficOfficer", others: 3 },
  { organ: "health", field: "卫生健康", lead: "healthOfficer", others: 1 },
  { organ: "emergency", field: "应急管理", lead: "emergencyOfficer", others: 1 },
  { organ: "secondTransport", field: "交通运输", lead: "secondTransportOfficer", others: 1 },
];
