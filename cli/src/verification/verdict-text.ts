import { type Check, checkWords, reasonWords, type SignatureReport, type Words } from "@liangzheng/seal";
import type { FileVerdict } from "./file-verdict.ts";

export type Language = keyof Words;

const marks = { pass: "✓", fail: "✗", unknown: "?" } as const;
const words = {
  additions: { zh: "未签名的文件", en: "not signed" },
  seal: { zh: "签章", en: "seal" },
  sign: { zh: "签名", en: "signature" },
  signedAt: { zh: "时间", en: "signed" },
  stampedAt: { zh: "时间戳", en: "time stamp" },
  signer: { zh: "签章人", en: "signer" },
  maker: { zh: "制章人", en: "maker" },
} as const satisfies Record<string, Words>;

/** Names and details come from the file: nothing in them may steer the terminal or turn the direction of writing. */
export const plain = (text: string): string => text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, "\ufffd");

/** The report on one file for people: a sentence, then every signature and every check. */
export function formatVerdict({ file, outcome, sentence, report }: FileVerdict, language: Language): string {
  const lines = [`${plain(file)}: ${sentence[language]} [${outcome}]`];
  for (const check of report?.checks ?? []) lines.push(formatCheck(check, language, "  "));
  for (const path of report?.additions ?? []) lines.push(`  + ${plain(path)} (${words.additions[language]})`);
  for (const signature of report?.signatures ?? []) lines.push(...formatSignature(signature, language));
  return `${lines.join("\n")}\n`;
}

function formatSignature(signature: SignatureReport, language: Language): readonly string[] {
  const { id, type, verdict, grade, sealName, standard, signer, maker, signedAt, stampedAt } = signature;
  const title = [words[type][language], id, sealName, standard]
    .filter((part) => part !== undefined)
    .join(" ");
  const people = [
    signedAt && `${words.signedAt[language]}: ${signedAt.toISOString()}`,
    stampedAt && `${words.stampedAt[language]}: ${stampedAt.toISOString()}`,
    signer && `${words.signer[language]}: ${signer.subject}`,
    maker && `${words.maker[language]}: ${maker.subject}`,
  ].filter((line) => line !== undefined);
  return [
    `  ${plain(title)} [${verdict}, ${grade}]`,
    ...people.map((line) => `    ${plain(line)}`),
    ...signature.checks.map((check) => formatCheck(check, language, "    ")),
  ];
}

/** Of checks by themselves, those that did not pass. */
export const formatChecks = (checks: readonly Check[], language: Language): string =>
  checks
    .filter(({ result }) => result !== "pass")
    .map((check) => `${formatCheck(check, language, "  ")}\n`)
    .join("");

function formatCheck(
  { name, result, reason, detail, clause }: Check,
  language: Language,
  indent: string,
): string {
  const told = reason === undefined ? checkWords[name] : reasonWords[reason];
  const source = result === "fail" && clause !== undefined ? ` [${clause}]` : "";
  const more = detail === undefined || result === "pass" ? "" : ` (${plain(detail)})`;
  return `${indent}${marks[result]} ${name}: ${told[language]}${more}${source}`;
}
