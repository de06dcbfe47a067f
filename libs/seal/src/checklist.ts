import { clauses } from "./clauses.ts";
import { type Check, type CheckName, type CheckResult, type Reason, signatureChecks } from "./report.ts";

export function check(name: CheckName, result: CheckResult, reason?: Reason, detail?: string): Check {
  const clause = clauses[name];
  return {
    name,
    result,
    ...(reason !== undefined && { reason }),
    ...(detail !== undefined && { detail }),
    ...(clause !== undefined && { clause }),
  };
}

export const pass = (name: CheckName, reason?: Reason, detail?: string): Check =>
  check(name, "pass", reason, detail);
export const fail = (name: CheckName, reason: Reason, detail?: string): Check =>
  check(name, "fail", reason, detail);
export const unknown = (name: CheckName, reason: Reason, detail?: string): Check =>
  check(name, "unknown", reason, detail);

const order: ReadonlyMap<CheckName, number> = new Map(signatureChecks.map((name, at) => [name, at]));

/**
 * The checks of one signature in the order of the list. A check is made of several parts (three places name algorithms):
 * it passes once when all of them do, else only the parts that did not are told.
 */
export function inOrder(checks: readonly Check[]): readonly Check[] {
  const open = new Set(checks.filter(({ result }) => result !== "pass").map(({ name }) => name));
  const told = new Set<CheckName>();
  const merged = checks.filter(({ name, result }) => {
    if (result !== "pass") return true;
    if (open.has(name) || told.has(name)) return false;
    told.add(name);
    return true;
  });
  return merged.sort((a, b) => (order.get(a.name) ?? 0) - (order.get(b.name) ?? 0));
}
