import { expect, test } from "vitest";
import { ApiProblem, ConnectionError, mayHaveHappened, parseProblem } from "./failure.ts";

const answered = (status: number): ApiProblem => new ApiProblem(parseProblem(status, "{}"));

test("an act keeps its key while nobody knows whether it happened", () => {
  expect(mayHaveHappened(new ConnectionError())).toBe(true);
  expect(mayHaveHappened(answered(503))).toBe(true);
  expect(mayHaveHappened(answered(429))).toBe(true);
});

test("an act that was refused gets a new key", () => {
  expect(mayHaveHappened(answered(409))).toBe(false);
  expect(mayHaveHappened(answered(400))).toBe(false);
});

test("no body can make reading a problem throw", () => {
  for (const body of ["", "null", "[]", "1", '{"faults":3}', '{"faults":[null,1]}', '{"type":7}']) {
    expect(parseProblem(400, body)).toMatchObject({ status: 400, code: "internal-error", faults: [] });
  }
});
