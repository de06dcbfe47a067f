import { type FileKind, type FileReport, gradeWords, type Words } from "@liangzheng/seal";
import type { BoundedAnswer } from "./bounded-verifier.ts";

/** What the exit code says of one file, and of several: the worst of them. */
export const exitCodes = { valid: 0, invalid: 1, indeterminate: 2, unreadable: 3 } as const;
export type Outcome = keyof typeof exitCodes;
const worstFirst: readonly Outcome[] = ["invalid", "unreadable", "indeterminate", "valid"];

export const worst = (outcomes: readonly Outcome[]): Outcome =>
  worstFirst.find((outcome) => outcomes.includes(outcome)) ?? "valid";

export interface Policy {
  /** Additions beside what is signed make a file invalid. */
  readonly strict: boolean;
  /** Ask only whether what is signed is unchanged, not who signed. */
  readonly integrityOnly: boolean;
  /** What a file may be; another kind is not judged. All kinds where none are named. */
  readonly kinds?: readonly FileKind[] | undefined;
}

export interface FileVerdict {
  readonly file: string;
  readonly outcome: Outcome;
  readonly sentence: Words;
  readonly report?: FileReport;
}

export function judgeFile(file: string, answer: BoundedAnswer, policy: Policy): FileVerdict {
  switch (answer.kind) {
    case "report": {
      const { report } = answer;
      if (policy.kinds?.includes(report.kind) === false) {
        const en = "This is no seal and no seal signature: `liangzheng verify` judges other files.";
        return unreadable(file, "该文件不是电子印章或电子签章数据;其他文件请用 liangzheng verify 验证。", en);
      }
      const outcome = outcomeOf(report, policy);
      // Whoever asks for integrity alone must not read that as an answer about people.
      const sentence = policy.integrityOnly && outcome === "valid" ? intactWords : gradeWords[report.summary];
      return { file, outcome, sentence, report };
    }
    case "no-file":
      return unreadable(file, `无法读取文件(${answer.code})。`, `The file cannot be read (${answer.code}).`);
    case "too-large":
      return unreadable(file, "文件超出处理上限。", "The file is larger than will be processed.");
    case "too-costly":
      return unreadable(
        file,
        `处理该文件耗费过多资源(${answer.why}),已停止。`,
        `The file costs more than any document may (${answer.why}); it was given up.`,
      );
  }
}

const intactWords: Words = {
  zh: "完好:签名涵盖的内容未改动;未判断签章人是否可信。",
  en: "Intact: what is signed is unchanged; whether to trust its signers was not asked.",
};

const unreadable = (file: string, zh: string, en: string): FileVerdict => ({
  file,
  outcome: "unreadable",
  sentence: { zh, en },
});

/** Grades at which everything signed is unchanged and has somebody's certificate, trusted or not. */
const intact: readonly string[] = [
  "trusted",
  "trusted-with-additions",
  "intact-untrusted",
  "expired-at-signing",
  "revoked-before-signing",
  "time-implausible",
  "time-stamp-broken",
];

function outcomeOf(report: FileReport, { strict, integrityOnly }: Policy): Outcome {
  if (report.summary === "unreadable") return "unreadable";
  if (report.verdict === "invalid") return "invalid";
  if (strict && report.additions.length > 0) return "invalid";
  if (report.verdict === "indeterminate") {
    return integrityOnly && intact.includes(report.summary) ? "valid" : "indeterminate";
  }
  return "valid";
}
