import { operations, problems } from "@liangzheng/contract";
import type { ProblemType } from "@liangzheng/problem";

/** Every kind of expected failure, by status and then by code. */
export const problemTypes = (): readonly ProblemType[] =>
  Object.values(problems)
    .map((problem): ProblemType => problem)
    .sort((a, b) => a.status - b.status || (a.code < b.code ? -1 : 1));

/** The ids of the operations that declare a problem. */
export const raisers = ({ code }: ProblemType): readonly string[] =>
  Object.values(operations)
    .filter((op) => op.problems.some((declared) => declared.code === code))
    .map(({ id }) => id);

/** What no operation declares, the platform raises before or around any of them. */
export const raisedByAny = (problem: ProblemType): boolean => raisers(problem).length === 0;
