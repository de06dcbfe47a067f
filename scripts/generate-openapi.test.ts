import { operations } from "@liangzheng/contract";
import { expect, test } from "vitest";
import { openApiText } from "./generate-openapi.ts";

const document = JSON.parse(openApiText());
const found: Record<string, Record<string, unknown>> = Object.fromEntries(
  Object.values<Record<string, { operationId: string }>>(document.paths).flatMap((item) =>
    Object.values(item).map((op) => [op.operationId, op]),
  ),
);

test("every operation is in the document, once, with its callers", () => {
  expect(Object.keys(found).sort()).toEqual(Object.keys(operations).sort());
  for (const op of Object.values(operations)) expect(found[op.id]?.["x-callers"]).toEqual(op.callers);
});

test("every reference leads somewhere, and no name is left inside a schema", () => {
  const text = JSON.stringify(document);
  const references = [...text.matchAll(/"\$ref":"#\/([^"]+)"/g)].map(([, path]) => path ?? "");
  expect(references.length).toBeGreaterThan(100);
  for (const path of new Set(references)) {
    const target = path.split("/").reduce((at, key) => at?.[key], document);
    expect(target, path).toBeDefined();
  }
  expect(text).not.toContain('"$id"');
});

test("a write asks for its key, a reading and a harmless write do not", () => {
  const key = { $ref: "#/components/parameters/IdempotencyKey" };
  expect(found["createDraft"]?.["parameters"]).toContainEqual(key);
  expect(found["redeemShowCode"]?.["parameters"]).toContainEqual(key);
  expect(found["readNotice"]?.["parameters"]).not.toContainEqual(key);
  expect(found["listDrafts"]?.["parameters"]).not.toContainEqual(key);
});

test("problems of one status share its response, with their codes", () => {
  const responses = found["publishType"]?.["responses"] as Record<string, Record<string, unknown>>;
  expect(responses["409"]?.["x-problems"]).toEqual([
    "idempotency-mismatch",
    "state-conflict",
    "second-person-required",
  ]);
  expect(Object.keys(responses["409"]?.["content"] as object)).toEqual(["application/problem+json"]);
});

test("a name that means two things is refused", () => {
  const one = { ...operations.getSeal, result: { ...operations.getSeal.result, $id: "Twice" } };
  const other = { ...operations.listSeals, result: { ...operations.getDraft.result, $id: "Twice" } };
  expect(() => openApiText([one, other])).toThrow("Twice");
});
