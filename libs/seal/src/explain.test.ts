import { expect, test } from "vitest";
import {
  checkWords,
  grades,
  gradeWords,
  packageChecks,
  reasons,
  reasonWords,
  signatureChecks,
} from "./index.ts";

test("every check, reason and grade has one sentence in Chinese and one in English", () => {
  const all = [
    ...[...signatureChecks, ...packageChecks].map((name) => checkWords[name]),
    ...reasons.map((reason) => reasonWords[reason]),
    ...grades.map((grade) => gradeWords[grade]),
  ];
  for (const { zh, en } of all) {
    expect(zh).toMatch(/^[^\n]*\p{Script=Han}[^\n]*。$/u);
    expect(en).toMatch(/^[A-Z][\x20-\x7e]*\.$/);
  }
});
