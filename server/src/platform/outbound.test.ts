import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { encodeUtf8 } from "@liangzheng/bytes";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createOutbound, isPrivate, type OutboundRequest } from "./outbound.ts";

let server: Server;
let answer: (request: IncomingMessage, response: ServerResponse) => void;
let asked = 0;
beforeAll(async () => {
  server = createServer((request, response) => {
    asked++;
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const inside = async () => [{ address: "127.0.0.1", family: 4 }];
const post = (changes: Partial<OutboundRequest> = {}, privateHosts = ["tsa.example"], resolve = inside) =>
  createOutbound(
    privateHosts,
    resolve,
  )({
    url: new URL(`http://tsa.example:${(server.address() as AddressInfo).port}/stamp`),
    body: encodeUtf8("asked"),
    contentType: "application/timestamp-query",
    timeoutMs: 5_000,
    mostBytes: 100,
    ...changes,
  });

test("what is posted arrives under the name that was set, at the address that was looked at", async () => {
  answer = async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    const { host, "content-type": type } = request.headers;
    response.end(`${request.method} ${request.url} ${host?.split(":")[0]} ${type} ${body}`);
  };
  expect(Buffer.from(await post()).toString()).toBe(
    "POST /stamp tsa.example application/timestamp-query asked",
  );
});

test("an address of a private network is not called, unless an operator has named its host", async () => {
  asked = 0;
  await expect(post({}, [])).rejects.toMatchObject({ code: "private-address" });
  const both = async () => [{ address: "8.8.8.8", family: 4 }, ...(await inside())];
  await expect(post({}, [], both)).rejects.toMatchObject({ code: "private-address" });
  await expect(post({ url: new URL("http://127.0.0.1:1/") }, [])).rejects.toMatchObject({
    code: "private-address",
  });
  await expect(post({ url: new URL("http://[::1]:1/") }, [])).rejects.toMatchObject({
    code: "private-address",
  });
  expect(asked).toBe(0);
});

test("nobody is followed, whatever the answer says", async () => {
  answer = (_, response) => response.writeHead(307, { location: "http://169.254.169.254/" }).end();
  asked = 0;
  await expect(post()).rejects.toMatchObject({ code: "redirected" });
  expect(asked).toBe(1);
});

test("an answer that is too long, refuses, never ends or never comes is told apart", async () => {
  answer = (_, response) => void response.end("x".repeat(101));
  await expect(post()).rejects.toMatchObject({ code: "too-large" });
  answer = (_, response) => void response.writeHead(500).end();
  await expect(post()).rejects.toMatchObject({ code: "refused" });
  answer = (_, response) => void response.write("begun");
  await expect(post({ timeoutMs: 150 })).rejects.toMatchObject({ code: "no-answer" });
  answer = (request) => request.socket.destroy();
  await expect(post()).rejects.toMatchObject({ code: "no-answer" });
  await expect(post({}, [], async () => [])).rejects.toMatchObject({ code: "unresolved" });
  await expect(post({ timeoutMs: 100 }, [], () => new Promise(() => undefined))).rejects.toMatchObject({
    code: "no-answer",
  });
});

test.each([
  "0.0.0.0",
  "10.1.2.3",
  "100.64.0.1",
  "127.0.0.1",
  "169.254.169.254",
  "172.31.255.255",
  "192.168.1.1",
  "198.18.0.1",
  "224.0.0.1",
  "255.255.255.255",
  "::",
  "::1",
  "::ffff:8.8.8.8",
  "64:ff9b::8.8.8.8",
  "fc00::1",
  "fe80::1%eth0",
  "ff02::1",
  "2001:db8::1",
  "2002:7f00:1::",
  "2001::1",
  "localhost",
])("%s is private", (address) => expect(isPrivate(address)).toBe(true));

test.each(["8.8.8.8", "172.32.0.1", "100.128.0.1", "240e::1", "2400:3200::1"])("%s is public", (address) =>
  expect(isPrivate(address)).toBe(false),
);
