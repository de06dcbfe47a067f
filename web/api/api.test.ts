import { afterEach, expect, test, vi } from "vitest";
import { createApi, newIdempotencyKey, requestOf } from "./api.ts";
import { ApiProblem, ConnectionError } from "./failure.ts";

afterEach(() => vi.unstubAllGlobals());

type Sent = { readonly url: string; readonly init: RequestInit };
function answering(answer: () => Response | Promise<Response>): Sent[] {
  const sent: Sent[] = [];
  vi.stubGlobal("fetch", async (url: string, init: RequestInit) => {
    sent.push({ url, init });
    return answer();
  });
  return sent;
}
const headersOf = ({ init }: Sent) => init.headers as Record<string, string>;

test("params go into the path, encoded, and query behind it without what is undefined", () => {
  expect(requestOf("getMyLicence", { params: { licenceKey: "a/b" } })).toEqual({
    method: "GET",
    url: "/api/v1/my/licences/a%2Fb",
  });
  expect(requestOf("listMyUses", { query: { after: "x y", licenceKey: undefined, limit: 5 } }).url).toBe(
    "/api/v1/my/uses?after=x+y&limit=5",
  );
});

test("a missing parameter is a fault of the program, not a strange address", () => {
  expect(() => requestOf("getMyLicence", {})).toThrow("licenceKey");
});

test("a read names the app and carries neither body nor key", async () => {
  const sent = answering(() => Response.json({ items: [] }));
  await createApi("wallet").call("listMyLicences", {});
  expect(sent).toHaveLength(1);
  expect(headersOf(sent[0]!)).toMatchObject({ "Liangzheng-App": "wallet" });
  expect(headersOf(sent[0]!)).not.toHaveProperty("Idempotency-Key");
  expect(sent[0]!.init.body).toBeUndefined();
});

test("a write always has a body and an idempotency key: the given one, or a new one", async () => {
  const sent = answering(() => Response.json({}));
  const api = createApi("wallet");
  await api.call("endSession", {});
  await api.call("endSession", {}, { idempotencyKey: "same-again" });
  expect(sent[0]!.init.body).toBe("{}");
  expect(headersOf(sent[0]!)["Idempotency-Key"]).toMatch(/^[0-9a-f]{32}$/);
  expect(headersOf(sent[1]!)["Idempotency-Key"]).toBe("same-again");
});

test("a problem document becomes an ApiProblem with code, faults, instance and extensions", async () => {
  const document = {
    type: "urn:liangzheng:problem:entry-locked",
    title: "Too many wrong codes",
    status: 423,
    detail: "scan the code, or wait",
    instance: "req-1",
    until: "2026-11-22T04:00:00Z",
    faults: [{ field: "/code", rule: "maxLength", message: "too long" }],
  };
  answering(() => Response.json(document, { status: 423 }));
  const error = await createApi("officer")
    .call("listVerifications", {})
    .catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(ApiProblem);
  const problem = error as ApiProblem;
  expect([problem.code, problem.instance, problem.document.status]).toEqual(["entry-locked", "req-1", 423]);
  expect(problem.faults).toEqual(document.faults);
  expect(problem.document.extensions).toEqual({ until: document.until });
});

test("a gateway's page in place of a problem is read as not ready, anything else as an internal error", async () => {
  for (const [status, code] of [
    [502, "not-ready"],
    [500, "internal-error"],
  ] as const) {
    answering(() => new Response("<html>", { status }));
    const error = await createApi("wallet")
      .call("getSession", {})
      .catch((thrown: unknown) => thrown);
    expect((error as ApiProblem).code).toBe(code);
  }
});

test("no answer at all is a ConnectionError", async () => {
  answering(() => Promise.reject(new TypeError("Failed to fetch")));
  await expect(createApi("wallet").call("getSession", {})).rejects.toBeInstanceOf(ConnectionError);
});

test("signing in comes back to a path of this app only", () => {
  const { signInUrl } = createApi("wallet");
  expect(signInUrl("/uses")).toBe("/auth/sign-in?app=wallet&return=%2Fwallet%2Fuses");
  expect(signInUrl("https://elsewhere.example")).toBe("/auth/sign-in?app=wallet&return=%2Fwallet%2F");
});

test("no two keys are alike", () => {
  expect(new Set(Array.from({ length: 100 }, newIdempotencyKey)).size).toBe(100);
});
