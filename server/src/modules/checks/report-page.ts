import type { SealReport } from "@liangzheng/contract";
import { type StandardField, standardTemplate, type Template } from "@liangzheng/ofd";
import { type Check, checkWords, gradeWords, reasonWords } from "@liangzheng/seal";

/** What stands on the face of a report, and in its metadata: the same values. */
export interface ReportFacts {
  readonly number: string;
  readonly address: string;
  readonly organName: string;
  /** YYYY-MM-DD in Shanghai. */
  readonly day: string;
  readonly bytes: number;
}

const fields: readonly StandardField[] = [
  { id: "KZ_HYJL", label: "核验结论", kind: "text" },
  { id: "KZ_JLSM", label: "结论说明", kind: "long-text" },
  { id: "KZ_WJZY", label: "文件摘要", kind: "long-text" },
  { id: "KZ_WJ", label: "文件", kind: "text" },
  { id: "KZ_YZ", label: "印章与签名", kind: "long-text" },
  { id: "KZ_JC", label: "检查情况", kind: "long-text" },
  { id: "KZ_XR", label: "信任依据", kind: "text" },
  { id: "KZ_HYSJ", label: "核验时间", kind: "text" },
];

const reportTitle = "电子印章核验报告";

export const reportTemplate = (): Template =>
  standardTemplate({
    title: reportTitle,
    issuerLabel: "核验机构",
    fields,
    landscape: false,
    validity: false,
  });

const verdictWords: Readonly<Record<SealReport["verdict"], string>> = {
  valid: "有效",
  "valid-with-additions": "有效，但签后有新增",
  invalid: "无效",
  indeterminate: "无法确认",
};
const kindWords: Readonly<Record<SealReport["kind"], string>> = {
  ofd: "OFD 文件",
  seal: "电子印章",
  "seal-signature": "电子签章数据",
  "signed-data": "数字签名",
  pdf: "PDF 文件",
  other: "其他文件",
};

/** A page has room for so many; all of them stand in the record attached. */
const mostSeals = 4;
const mostFaults = 6;
const mostLetters = 40;

/**
 * The values of a report's face.
 * @param withNames false leaves out what the file itself says: it may hold what no font can print.
 */
export function reportMetadata(report: SealReport, facts: ReportFacts, withNames: boolean) {
  const items = [
    { id: "ZZMC", value: reportTitle },
    { id: "ZZBH", value: facts.number },
    { id: "ZZBS", value: facts.address },
    { id: "ZZBFJG", value: facts.organName },
    { id: "ZZBFRQ", value: facts.day.replaceAll("-", "") },
    { id: "KZ_HYJL", value: verdictWords[report.verdict] },
    { id: "KZ_JLSM", value: zh(gradeWords, report.summary) },
    { id: "KZ_WJZY", value: `SM3 ${report.digest.replace(/(.{8})(?=.)/g, "$1 ")}` },
    { id: "KZ_WJ", value: `${kindWords[report.kind]}，${facts.bytes} 字节，核验后未保存` },
    { id: "KZ_YZ", value: sealsOf(report, withNames) },
    { id: "KZ_JC", value: checksOf(report) },
    { id: "KZ_XR", value: `本平台信任列表第 ${report.trust.sequence} 号` },
    { id: "KZ_HYSJ", value: `${shanghai(report.checkedAt)}（北京时间）` },
  ];
  return items.map(({ id, value }) => ({ id, value: id.startsWith("KZ_") ? fullWidth(value) : value }));
}

/** Chinese prose has full-width marks; between letters and digits they stay as they are. */
const fullWidth = (text: string): string =>
  text
    .replace(/(?<=\p{Script=Han}\s?|\d),(?=\p{Script=Han})/gu, "，")
    .replace(/(?<=\p{Script=Han}):/gu, "：");

const zh = (words: Readonly<Record<string, { readonly zh: string }>>, code: string): string =>
  words[code]?.zh ?? code;

function sealsOf({ kind, signatures }: SealReport, withNames: boolean): string {
  if (signatures.length === 0) return "没有印章或签名";
  const lines = signatures.slice(0, mostSeals).map(({ id, sealName, verdict, signedAt }, at) => {
    const other = kind === "pdf" ? `签名“${id}”` : "无印章图案的签名";
    const name = withNames ? shortened(sealName ?? other) : "名称见附件";
    const time = signedAt === null ? "" : `，${shanghai(signedAt)} 签`;
    return `${at + 1}. ${name}：${verdictWords[verdict]}${time}`;
  });
  const more = signatures.length - lines.length;
  return [...lines, ...(more > 0 ? [`另有 ${more} 个，见附件`] : [])].join("；");
}

function checksOf({ checks, signatures }: SealReport): string {
  const all: readonly SealReport["checks"][number][] = [
    ...checks,
    ...signatures.flatMap((signature) => signature.checks),
  ];
  const count = (result: Check["result"]): number => all.filter((check) => check.result === result).length;
  const total = `共 ${all.length} 项：通过 ${count("pass")}，未通过 ${count("fail")}，未能判定 ${count("unknown")}`;
  const faults = all.filter(({ result }) => result === "fail");
  const told = [
    ...new Set(faults.map(({ name, reason }) => zh(reasonWords, reason ?? "") || zh(checkWords, name))),
  ];
  return [`${total}。`, ...told.slice(0, mostFaults)].join("");
}

const shortened = (text: string): string => {
  const letters = [...text];
  return letters.length > mostLetters ? `${letters.slice(0, mostLetters).join("")}…` : text;
};

/** 2026-03-02 10:00:00, in Shanghai, which has no summer time. */
const shanghai = (instant: string): string =>
  new Date(Date.parse(instant) + 8 * 3_600_000).toISOString().slice(0, 19).replace("T", " ");
