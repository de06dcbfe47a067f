import { expect, test } from "vitest";
import { type Operation, operations, problems, roles, routes } from "./index.ts";

const all: readonly (readonly [string, Operation])[] = Object.entries(operations);

test("every route has an operation, and every operation its route", () => {
  expect(Object.keys(operations).sort()).toEqual(Object.keys(routes).sort());
});

test("an operation is known everywhere by the one id", () => {
  for (const [id, op] of all) {
    expect(op.id).toBe(id);
    expect(`${op.method} ${op.path}`).toBe(routes[op.id]);
    expect(id).toMatch(/^[a-z]+([A-Z][a-z]+)*$/);
  }
});

test("no two operations answer the same request", () => {
  const shapes = all.map(([, { method, path }]) => `${method} ${path.replace(/:\w+/g, ":")}`);
  expect(shapes.filter((shape, at) => shapes.indexOf(shape) !== at)).toEqual([]);
});

test("the parameters of a path are those of its shape", () => {
  for (const [id, op] of all) {
    const named = [...op.path.matchAll(/:(\w+)/g)].map(([, name]) => name);
    expect([id, Object.keys((op.params as { properties?: object }).properties ?? {})]).toEqual([id, named]);
  }
});

test("somebody may call each operation, and nobody is named twice or unknown", () => {
  for (const [id, { callers }] of all) {
    expect(callers.length, id).toBeGreaterThan(0);
    expect(new Set(callers).size, id).toBe(callers.length);
    for (const caller of callers) expect(["anyone", ...roles], id).toContain(caller);
    if (callers.includes("anyone")) expect(callers, id).toEqual(["anyone"]);
  }
});

test("what only reads is a GET without a body, and what writes is not", () => {
  for (const [id, op] of all) {
    if (op.method === "GET") expect(op.repeats, id).toBe("harmless");
    if (op.method === "GET") expect((op.body as { properties?: object }).properties, id).toEqual({});
  }
});

test("every declared problem is in the one list", () => {
  const known = new Set<unknown>(Object.values(problems));
  for (const [id, op] of all)
    for (const problem of op.problems) expect(known.has(problem), `${id}: ${problem.code}`).toBe(true);
});

test("every problem is declared by an operation, or is one of those that the platform raises around any", () => {
  const declared = new Set(all.flatMap(([, op]) => op.problems.map(({ code }) => code)));
  const around = Object.values(problems).filter(({ code }) => !declared.has(code));
  expect(around.map(({ code }) => code).sort()).toEqual(["internal-error", "not-ready", "too-many-requests"]);
});

test("codes of problems are unique and their statuses are those of failures", () => {
  const list = Object.values(problems);
  expect(new Set(list.map(({ code }) => code)).size).toBe(list.length);
  for (const { code, status } of list) {
    expect(code).toMatch(/^[a-z]+(-[a-z]+)*$/);
    expect(status, code).toBeGreaterThanOrEqual(400);
    expect(status, code).toBeLessThan(600);
  }
});
