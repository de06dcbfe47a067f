import type { TypeDefinition } from "@liangzheng/contract";
import { codeText, type Fault } from "../api/index.ts";
import { defineText, type Language, useLanguage, useText } from "../ui/index.ts";

export const faultText = defineText(
  {
    labels: {
      number: "证照编号",
      holders: "持证主体",
      code: "证件号码",
      codeType: "证件类型",
      kind: "主体类别",
      name: "名称或姓名",
      issuedOn: "发证日期",
      validFrom: "有效期起",
      validTo: "有效期止",
      effectiveOn: "生效日期",
      reason: "理由",
      sealers: "联合盖章单位",
      holderAt: (number: number, label: string): string => `第 ${number} 位持证主体的${label}`,
    },
    rules: {
      required: (label: string): string => `请填写${label}`,
      choose: (label: string): string => `请选择${label}`,
      one: (): string => "这种证照只能有一位持证主体",
      "one-per-holder": (): string => "这位持证主体已有一份有效的同类证照",
      "code-type": (label: string): string => `${label}与主体类别不符`,
      "holder-kind": (): string => "这种证照不能发给这类主体",
      "citizen-number": (label: string): string => `${label}有误，请核对出生日期和最后一位校验码`,
      uscc: (label: string): string => `${label}有误，请核对 18 位统一社会信用代码`,
      vin: (label: string): string => `${label}有误，请核对 17 位车辆识别代号`,
      division: (label: string): string => `${label}不是行政区划代码`,
      unique: (label: string): string => `${label}重复了`,
      date: (label: string): string => `${label}不是一个真实的日期`,
      order: (label: string): string => `${label}早于起始日期`,
      length: (label: string): string => `${label}太长`,
      number: (label: string): string => `${label}要填数字`,
      "code-list": (label: string): string => `${label}要从列表中选择`,
      photo: (label: string): string => `${label}要用 PNG 或 JPEG 图片`,
      unknown: (label: string): string => `${label}不是这种证照的字段`,
      "does-not-fit": (label: string): string => `${label}太长，证面上放不下`,
      "missing-glyph": (label: string): string => `${label}有字库里没有的字，印不出来`,
      other: (label: string): string => `${label}有误，请检查`,
    },
    pattern: (label: string, example: string): string => `${label}不符合编号规则，应当像 ${example}`,
  },
  {
    labels: {
      number: "Licence number",
      holders: "Holder",
      code: "Code",
      codeType: "Kind of code",
      kind: "Kind of holder",
      name: "Name",
      issuedOn: "Day of issue",
      validFrom: "First day",
      validTo: "Last day",
      effectiveOn: "Effective day",
      reason: "Reason",
      sealers: "Bodies that seal jointly",
      holderAt: (number, label) => `${label} of holder ${number}`,
    },
    rules: {
      required: (label) => `${label} is missing`,
      choose: (label) => `Choose: ${label}`,
      one: () => "This type has one holder",
      "one-per-holder": () => "The holder has a live licence of this type already",
      "code-type": (label) => `${label} does not fit the kind of holder`,
      "holder-kind": () => "This type is not issued to such a holder",
      "citizen-number": (label) => `${label} is wrong: check the birth date and the last character`,
      uscc: (label) => `${label} is wrong: check the 18 characters`,
      vin: (label) => `${label} is wrong: check the 17 characters`,
      division: (label) => `${label} is no division code`,
      unique: (label) => `${label} stands twice`,
      date: (label) => `${label} is no day of the calendar`,
      order: (label) => `${label} lies before the beginning`,
      length: (label) => `${label} is too long`,
      number: (label) => `${label} must be a number`,
      "code-list": (label) => `${label} must be one of the list`,
      photo: (label) => `${label} must be a PNG or JPEG picture`,
      unknown: (label) => `${label} is no field of this type`,
      "does-not-fit": (label) => `${label} is too long for its place on the page`,
      "missing-glyph": (label) => `${label} has a character that the font does not have`,
      other: (label) => `${label} is wrong`,
    },
    pattern: (label, example) => `${label} does not follow the rule; it looks like ${example}`,
  },
);

type Words = (typeof faultText)["zh-CN"];
export type SayFault = (fault: Pick<Fault, "field" | "rule"> & { readonly message?: string }) => string;

export const fieldLabel = (field: TypeDefinition["fields"][number], language: Language): string =>
  language === "en" ? field.labelEn : field.label;

function labelAt(
  pointer: string,
  definition: TypeDefinition | undefined,
  language: Language,
  words: Words,
): string {
  const labels: Readonly<Record<string, string | unknown>> = words.labels;
  const [, room = "", key = "", part = ""] = pointer
    .replace(/^\/body(?=\/)/, "")
    .replace(/^\/content(?=\/)/, "")
    .split("/");
  if (room === "fields") {
    const field = definition?.fields.find(({ id }) => id === key);
    return field ? fieldLabel(field, language) : key;
  }
  if (room === "holders" && part) {
    const label = labels[part];
    const named = typeof label === "string" ? label : words.labels.holders;
    return Number(key) > 0 ? words.labels.holderAt(Number(key) + 1, named) : named;
  }
  const label = labels[room];
  return typeof label === "string" ? label : room;
}

/** Puts faults into words that name the field: the same sentence stands at the field and in the summary. */
function sayFault(
  definition: TypeDefinition | undefined,
  language: Language,
  words: Words,
  problems: Readonly<Record<string, { readonly title: string; readonly lead: string }>>,
): SayFault {
  return ({ field, rule, message }) => {
    // A row of a batch that failed as a whole carries the problem itself.
    const problem = problems[rule];
    if (field === "")
      return problem ? `${problem.title}${language === "en" ? ". " : "："}${problem.lead}` : message || rule;
    const label = labelAt(field, definition, language, words);
    if (rule === "pattern" && field.endsWith("/number") && definition)
      return words.pattern(label, definition.number.example);
    const rules: Readonly<Record<string, (label: string) => string>> = words.rules;
    const known = aliases[rule] ?? rule;
    if (known === "required" && isChosen(field, definition)) return words.rules.choose(label);
    return (rules[known] ?? words.rules.other)(label);
  };
}

/** Whether the datum is picked rather than written. */
function isChosen(pointer: string, definition: TypeDefinition | undefined): boolean {
  const kind = definition?.fields.find(({ id }) => pointer === `/fields/${id}`)?.kind;
  return kind === "photo" || kind === "code";
}

/** Rules as JSON Schema names them. */
const aliases: Readonly<Record<string, string>> = {
  minLength: "required",
  maxLength: "length",
  maxItems: "one",
};

export function useSayFault(definition?: TypeDefinition): SayFault {
  const language = useLanguage();
  return sayFault(definition, language, useText(faultText), useText(codeText).problems);
}
