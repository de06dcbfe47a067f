import type { LicenceStatus, Verification } from "@liangzheng/contract";
import { defineText, type VerdictKind } from "../ui/index.ts";
import { en } from "./screens/verdict/text.en.ts";
import { zh } from "./screens/verdict/text.zh-CN.ts";

export const verdictText = defineText(zh, en);

export type VerdictWord = keyof typeof zh.words;

export interface Sentence {
  readonly kind: VerdictKind;
  readonly word: VerdictWord;
}

type Judged = Pick<Verification, "outcome" | "answer">;

const LAPSED: Readonly<Partial<Record<LicenceStatus, Sentence>>> = {
  expired: { kind: "expired", word: "expired" },
  withdrawn: { kind: "invalid", word: "withdrawn" },
  rescinded: { kind: "invalid", word: "rescinded" },
  revoked: { kind: "invalid", word: "revoked" },
  cancelled: { kind: "invalid", word: "cancelled" },
  void: { kind: "invalid", word: "void" },
};

const ANSWERS: readonly Sentence[] = [
  { kind: "valid", word: "valid" },
  { kind: "expired", word: "pending" },
  { kind: "suspended", word: "suspended" },
  { kind: "invalid", word: "lapsed" },
  { kind: "unknown", word: "unconfirmed" },
  { kind: "invalid", word: "not-found" },
];
const UNCONFIRMED: Sentence = { kind: "unknown", word: "unconfirmed" };

/** Word and shape of a verdict. A code that was no good is its own verdict, never an error. */
export function sentenceOf({ outcome, answer }: Judged, status?: LicenceStatus): Sentence {
  if (outcome === "replayed") return { kind: "used", word: "replayed" };
  if (outcome === "expired") return { kind: "expired", word: "code-expired" };
  if (outcome === "unknown") return { kind: "unknown", word: "foreign" };
  const lapsed = answer === 3 && status !== undefined ? LAPSED[status] : undefined;
  return lapsed ?? ANSWERS[answer] ?? UNCONFIRMED;
}
