import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createOutbound } from "../platform/outbound.ts";
import { timeStampingBy } from "./time-stamping.ts";

let server: Server;
let asked: { readonly type: string | undefined; readonly body: string };
beforeAll(async () => {
  server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    asked = { type: request.headers["content-type"], body };
    response.end("answered");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterAll(() => {
  server.close();
});

const outsideAt = (privateHosts: readonly string[]) => {
  const url = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/tsa`);
  const stamping = timeStampingBy({ timeStamps: { by: "outside", url }, privateHosts });
  if (stamping.by !== "outside") throw new Error("an address means an authority outside");
  return stamping.ask;
};

test("an authority outside is asked as RFC 3161 §3.4 says", async () => {
  const answer = await outsideAt(["127.0.0.1"])(Buffer.from("request"));
  expect(asked).toEqual({ type: "application/timestamp-query", body: "request" });
  expect(Buffer.from(answer).toString()).toBe("answered");
});

test("one in a private network is asked only when its host is named", async () => {
  await expect(outsideAt(["tsa.example"])(Buffer.from("request"))).rejects.toMatchObject({
    code: "private-address",
  });
});

test("own and nobody need no address, and call none", () => {
  const never = createOutbound([], () => Promise.reject(new Error("called")));
  for (const by of ["own", "nobody"] as const)
    expect(timeStampingBy({ timeStamps: { by }, privateHosts: [] }, never)).toEqual({ by });
});
