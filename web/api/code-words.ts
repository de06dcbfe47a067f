import type { LicenceSummary, ShownField } from "@liangzheng/contract";
import { defineText, type Formats, type Language } from "../ui/index.ts";
import { en } from "./text.en.ts";
import { zh } from "./text.zh-CN.ts";

/** The words for the codes of the contract, for people. */
export const codeText = defineText(zh, en);

type OutcomeCode = keyof typeof zh.outcomes;

/**
 * What came of a use. `expired` stands for both a lapsed licence and a code that came too late; a late code released nothing.
 */
export function outcomeOf(outcome: string, fields: readonly string[]): OutcomeCode | undefined {
  if (outcome === "expired" && fields.length === 0) return "code-expired";
  return outcome in zh.outcomes ? (outcome as OutcomeCode) : undefined;
}

/** Only Chinese names are law; the English ones help to read. */
export const typeNameOf = (
  { typeName, typeNameEn }: Pick<LicenceSummary, "typeName" | "typeNameEn">,
  language: Language,
): string => (language === "en" && typeNameEn) || typeName;

export const fieldLabelOf = (
  { label, labelEn }: Pick<ShownField, "label" | "labelEn">,
  language: Language,
): string => (language === "en" && labelEn) || label;

/** The word for a code; a code without one, from a newer server, is shown as it came. */
export const wordFor = (words: Readonly<Record<string, string>>, code: string): string => words[code] ?? code;

const COMPACT_DAY = /^(\d{4})(\d{2})(\d{2})$/;

/** A face field for people. Licences also write days as 20280608 (GB/T 7408 basic format). */
export function fieldValueOf(
  { kind, value }: Pick<ShownField, "kind" | "value">,
  formats: Formats,
): string | undefined {
  if (value === null) return undefined;
  if (kind === "date") return formats.date(value.replace(COMPACT_DAY, "$1-$2-$3"));
  return kind === "datetime" ? formats.dateTime(value) : value;
}
