import { expect, test } from "vitest";
import { flattenErrors } from "./form-errors.ts";
import { findProblem, pointerToPath } from "./problem.ts";

const document = {
  type: "https://example.test/problems/input-invalid",
  title: "申请内容有误",
  status: 422,
  detail: "两处需要修改",
  traceId: "4bf9",
  errors: [{ field: "/holders/0/name", rule: "required", message: "" }],
};

test("a problem document is found by itself or inside an error", () => {
  const expected = {
    title: "申请内容有误",
    status: 422,
    detail: "两处需要修改",
    code: "input-invalid",
    traceId: "4bf9",
  };
  expect(findProblem(document)).toMatchObject(expected);
  expect(findProblem(Object.assign(new Error("422"), { problem: document }))).toMatchObject(expected);
  expect(findProblem(Object.assign(new Error("422"), { body: document }))).toMatchObject(expected);
});

test("errors that ride as extensions are found too", () => {
  const error = Object.assign(new Error("两处需要修改"), {
    problem: { code: "input-invalid", title: "x", status: 422 },
    extensions: { errors: document.errors },
  });
  expect(findProblem(error)?.errors).toEqual(document.errors);
  expect(findProblem(error)?.detail).toBe("两处需要修改");
});

test.each([[undefined], [null], ["text"], [new TypeError("Failed to fetch")], [{ title: 1, status: "x" }]])(
  "%j is no problem document",
  (value) => {
    expect(findProblem(value)).toBeUndefined();
  },
);

test("entries of errors that name no field are left out", () => {
  expect(findProblem({ ...document, errors: [null, 3, {}, { field: "/a" }] })?.errors).toEqual([
    { field: "/a", rule: "", message: "" },
  ]);
});

test.each([
  ["/name", "name"],
  ["/holders/0/name", "holders.0.name"],
  ["#/a~1b/c~0d", "a/b.c~d"],
  ["", ""],
])("the pointer %s is the path %s (RFC 6901)", (pointer, path) => {
  expect(pointerToPath(pointer)).toBe(path);
});

test("a tree of form errors becomes a list; errors of the whole form have no name", () => {
  const ref = {};
  expect(
    flattenErrors({
      name: { type: "required", message: "请填写", ref },
      holders: [undefined, { code: { type: "validate", message: "位数不对", ref } }],
      rootCause: { type: "required", message: "请填写原因", ref },
      root: { server: { type: "server", message: "没有提交成功" } },
    }),
  ).toEqual([
    { name: "name", message: "请填写" },
    { name: "holders.1.code", message: "位数不对" },
    { name: "rootCause", message: "请填写原因" },
    { name: "", message: "没有提交成功" },
  ]);
});
