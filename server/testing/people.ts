import { toBase64 } from "@liangzheng/bytes";
import type { DraftContent, Role } from "@liangzheng/contract";
import {
  makeFictitiousCitizenNumber,
  makeFictitiousUscc,
  parseCalendarDate,
  parseDivisionCode,
} from "@liangzheng/ident";
import { encodeIndexedPng } from "../seeds/portrait/indexed-png.ts";

const city = parseDivisionCode("990100");

const organ = (name: string, division: string, ordinal: string, level: "province" | "city") => ({
  name,
  division,
  level,
  code: makeFictitiousUscc("11", parseDivisionCode(division), `MADEM${ordinal}`),
});
export const organs = {
  issuer: organ("演示市住房和城乡建设局", "990100", "201", "city"),
  other: organ("示范市住房和城乡建设局", "990200", "202", "city"),
  province: organ("演示省政务服务数据管理局", "990000", "203", "province"),
};
export type OrganName = keyof typeof organs;

interface Person {
  readonly name: string;
  readonly citizenNumber: string;
  readonly role: Role | undefined;
  readonly organ: OrganName | undefined;
}
let sequence = 100;
const person = (name: string, role: Role | undefined, at?: OrganName): Person => ({
  name,
  citizenNumber: makeFictitiousCitizenNumber(
    parseDivisionCode("990101"),
    parseCalendarDate("1990-04-17"),
    sequence++,
  ),
  role,
  organ: at,
});

/** Everybody, with names that stand nowhere else, so that a search for one finds a leak and nothing besides. */
export const people = {
  owner: person("欧阳验甲", "holder"),
  coHolder: person("欧阳验乙", "holder"),
  stranger: person("欧阳验丙", "holder"),
  clerk: person("上官经办", "clerk", "issuer"),
  reviewer: person("上官复核", "reviewer", "issuer"),
  keeper: person("上官印管", "seal-keeper", "issuer"),
  auditor: person("上官审计", "auditor", "issuer"),
  officer: person("上官执法", "officer", "issuer"),
  secondOfficer: person("上官协办", "officer", "issuer"),
  otherClerk: person("司马经办", "clerk", "other"),
  otherReviewer: person("司马复核", "reviewer", "other"),
  otherKeeper: person("司马印管", "seal-keeper", "other"),
  otherAuditor: person("司马审计", "auditor", "other"),
  otherOfficer: person("司马执法", "officer", "other"),
  cityManager: person("上官目录", "catalogue-manager", "issuer"),
  proposer: person("诸葛提案", "catalogue-manager", "province"),
  publisher: person("诸葛发布", "catalogue-manager", "province"),
} as const satisfies Record<string, Person>;
export type PersonName = keyof typeof people;

export const cardNumberOf = (officer: PersonName): string => `9901000000${officer.length}`;

export const enterprise = {
  name: "演示市验证建筑有限公司",
  code: makeFictitiousUscc("91", city, "MADEM301") as string,
};

/** A small picture that no other has. */
export const aPhoto = (shade = 0.5): Uint8Array => {
  const pixels = new Float32Array(30 * 40 * 3).map((_, at) => ((at * 7919) % 211) * shade);
  return encodeIndexedPng(30, 40, pixels);
};
const photoAddress = (photo: Uint8Array): string => `data:image/png;base64,${toBase64(photo)}`;

export const holderOf = (who: PersonName): DraftContent["holders"][number] => ({
  kind: "person",
  codeType: "111",
  code: people[who].citizenNumber,
  name: people[who].name,
});

let nextNumber = 1;
/** 建筑施工特种作业操作资格证: one person, a photo, two years, no second person. */
export const anOperator = (who: PersonName, change: Partial<DraftContent> = {}): DraftContent => ({
  number: `演A042026${String(nextNumber++).padStart(7, "0")}`,
  holders: [holderOf(who)],
  issuedOn: "2026-03-01",
  validFrom: "2026-03-01",
  validTo: "2028-02-29",
  ...change,
  fields: {
    XB: "男",
    SFZJHMLX: "居民身份证",
    SFZJHMLXDM: "111",
    CZLB: "建筑起重信号司索工",
    CZLBDM: "04",
    CCLZRQ: "20260301",
    YXQQSRQ: "20260301",
    ZSZT: "有效",
    ZSZTDM: "01",
    YWLXDM: "01",
    ZP: photoAddress(aPhoto()),
    ...change.fields,
  },
});

/** 不动产权证书: several holders, a second person, a new licence at each change. */
export const aTitle = (who: readonly PersonName[], change: Partial<DraftContent> = {}): DraftContent => ({
  number: `演(2026)演示县不动产权第${String(nextNumber++).padStart(7, "0")}号`,
  holders: who.map(holderOf),
  issuedOn: "2026-03-01",
  validFrom: null,
  validTo: null,
  ...change,
  fields: {
    GYQK: who.length > 1 ? "共同共有" : "单独所有",
    ZL: "演示县验证路1号",
    BDCDYH: "990101001001GB00001F00010001",
    QLLX: "国有建设用地使用权/房屋所有权",
    QLXZ: "出让/商品房",
    YT: "城镇住宅用地/住宅",
    MJ: "89.5平方米",
    ...(who.length > 1
      ? { FJ: `共有人：${who.map((one) => `${people[one].name} ${people[one].citizenNumber}`).join("；")}` }
      : {}),
    ...change.fields,
  },
});

/** 机动车驾驶证, as a higher system would answer: its number is the holder's own. */
export const aRelayedDrivingLicence = (who: PersonName): DraftContent => ({
  number: people[who].citizenNumber,
  holders: [holderOf(who)],
  issuedOn: "2024-05-06",
  validFrom: "2024-05-06",
  validTo: "2030-05-06",
  fields: {
    XB: "男",
    GJ: "中国",
    ZZ: "演示市验证路9号",
    CSRQ: "19900417",
    CCLZRQ: "20180506",
    ZJCX: "C1",
    DABH: "990100000001",
    ZP: photoAddress(aPhoto(0.7)),
  },
});

/** 道路运输从业人员从业资格证: at most one for each person, numbered like the person. */
export const aPractitioner = (who: PersonName): DraftContent => ({
  number: people[who].citizenNumber,
  holders: [holderOf(who)],
  issuedOn: "2026-03-01",
  validFrom: "2026-03-01",
  validTo: "2032-02-29",
  fields: {
    XB: "男",
    CSRQ: "19900417",
    CYZGLB: "道路货物运输驾驶员",
    CCLZRQ: "20260301",
    ZP: photoAddress(aPhoto(0.3)),
  },
});
