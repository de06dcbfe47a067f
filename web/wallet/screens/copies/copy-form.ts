import { type CopyInput, copyDays } from "@liangzheng/contract";
import { ApiProblem, useProblemWords } from "../../../api/index.ts";
import { isoDay, type TextOf, useLanguage, useText } from "../../../ui/index.ts";
import { copiesText } from "./copies-text.ts";
import type { zh } from "./text.zh-CN.ts";

/** As a form holds it: a number that nobody gave is an empty text. */
export type CopyFields = Required<CopyInput>;
export type FieldName = keyof CopyFields;

/** As the contract has them, in characters. */
export const longest = { recipient: 60, purpose: 60, matter: 80, businessNumber: 40 } as const;

const dayMs = 86_400_000;

/** What is proposed and what is allowed: never later than the licence itself. */
export function terms(
  now: Date,
  licenceEnds: string | null,
): { readonly usual: string; readonly last: string } {
  const within = (days: number): string => {
    const day = isoDay(new Date(now.getTime() + days * dayMs));
    return licenceEnds !== null && licenceEnds < day ? licenceEnds : day;
  };
  return { usual: within(copyDays.usual), last: within(copyDays.most) };
}

export function inputOf({ businessNumber, ...fields }: CopyFields): CopyInput {
  const number = businessNumber.trim();
  return {
    recipient: fields.recipient.trim(),
    purpose: fields.purpose.trim(),
    matter: fields.matter.trim(),
    validUntil: fields.validUntil,
    ...(number !== "" && { businessNumber: number }),
  };
}

/** The server's refusal, in words and at its field, as the form understands it. */
class CopyRefused extends Error {
  readonly problem: object;
  constructor(title: string, detail: string, errors: readonly object[], traceId: string) {
    super(detail);
    this.problem = { title, status: 400, detail, errors, traceId };
  }
}

export function useCopyRefusal(): (error: unknown) => unknown {
  const text = useText(copiesText);
  const words = useProblemWords();
  const language = useLanguage();
  return (error) => {
    if (!(error instanceof ApiProblem)) return error;
    const { title, lead } = words(error);
    const errors = error.faults.map(({ field, rule }) => ({
      field: field.replace(/^\/body(?=\/)/, ""),
      rule: "",
      message: wordOf(text, field.split("/").at(-1) ?? "", rule),
    }));
    const number = error.document.status >= 500 ? error.instance : "";
    return new CopyRefused(title, `${title}${language === "en" ? ". " : "："}${lead}`, errors, number);
  };
}

function wordOf(text: TextOf<typeof zh>, field: string, rule: string): string {
  const label = field in longest || field === "validUntil" ? text[field as FieldName] : "";
  switch (rule) {
    case "required":
      return text.faults.missing(label);
    case "missing-glyph":
    case "control-character":
    case "in-the-past":
    case "too-long":
    case "after-original":
      return text.faults[rule](label);
    default:
      return text.faults.other(label);
  }
}
