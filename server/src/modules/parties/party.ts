import type { Redacted } from "../../platform/redacted.ts";

/** 持证主体: whoever a licence is issued to. Codes are typed by GB/T 36903 annex (111 citizen number, 001 USCC, …). */
export interface PartyIdentity {
  readonly kind: "person" | "organisation";
  readonly codeType: string;
  readonly code: string;
  readonly name: string;
}

/** A party as it is read: the number is there to be compared, and cannot slip into a log. */
export interface Party {
  readonly partyId: string;
  readonly kind: PartyIdentity["kind"];
  readonly codeType: string;
  readonly code: Redacted<string>;
  readonly name: string;
}

/** 持证主体代码类型, GB/T 36903 annex. */
export const codeTypes: Readonly<
  Record<string, { readonly name: string; readonly kind: PartyIdentity["kind"] }>
> = {
  "001": { name: "统一社会信用代码", kind: "organisation" },
  "099": { name: "其他法人或其他组织有效证件代码", kind: "organisation" },
  "111": { name: "公民身份号码", kind: "person" },
  "114": { name: "解放军军官证", kind: "person" },
  "115": { name: "武警警官证", kind: "person" },
  "118": { name: "解放军士兵证", kind: "person" },
  "119": { name: "武警士兵证", kind: "person" },
  "120": { name: "解放军文职人员证", kind: "person" },
  "122": { name: "武警文职人员证", kind: "person" },
  "411": { name: "外交护照", kind: "person" },
  "412": { name: "公务护照", kind: "person" },
  "413": { name: "公务普通护照", kind: "person" },
  "414": { name: "普通护照", kind: "person" },
  "511": { name: "台湾居民来往大陆通行证", kind: "person" },
  "516": { name: "港澳居民来往内地通行证", kind: "person" },
  "999": { name: "其他自然人有效证件代码", kind: "person" },
};

export const codeTypeName = (codeType: string): string => codeTypes[codeType]?.name ?? codeType;

/** Levels of government, from the top. */
export type OrganLevel = "national" | "province" | "city" | "county";

/** 政务部门: a body that issues or uses licences. */
export interface Organ {
  readonly organId: string;
  readonly code: string;
  readonly name: string;
  readonly division: string;
  readonly level: OrganLevel;
}
