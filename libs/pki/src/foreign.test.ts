import { explicit, integer, sequence } from "@liangzheng/asn1";
import { expect, test } from "vitest";
import { foreign } from "../testing/p256.ts";
import { encodeAlgorithm } from "./algorithm.ts";
import { checkForeign } from "./foreign.ts";
import { oids } from "./oids.ts";

const pssParameters = sequence(
  explicit(0, encodeAlgorithm(oids.sha256)),
  explicit(1, encodeAlgorithm(oids.mgf1, encodeAlgorithm(oids.sha256))),
  explicit(2, integer(32)),
);
const schemes = {
  pkcs1: { oid: oids.sha256WithRsa },
  bare: { oid: oids.rsa },
  pss: { oid: oids.rsaPss, parameters: pssParameters },
} as const;
const keyBytes = sequence(integer((1n << 2047n) + 1n), integer(65_537));

// RFC 4055 §1.2, §3.3: a key so marked may sign by RSASSA-PSS alone.
test.each([
  ["rsa", "pkcs1", "good"],
  ["rsa", "bare", "good"],
  ["rsa", "pss", "good"],
  ["rsaPss", "pss", "good"],
  ["rsaPss", "pkcs1", "unsupported-key"],
  ["rsaPss", "bare", "unsupported-key"],
] as const)("a key marked %s under a signature of %s: %s", (mark, scheme, outcome) => {
  const key = { raw: new Uint8Array(), algorithm: { oid: oids[mark] }, bytes: keyBytes };
  const question = { algorithm: schemes[scheme], stated: "sha-256", key } as const;
  const bytes = { message: keyBytes, signature: new Uint8Array(256) };
  expect(checkForeign({ ...question, ...bytes }, foreign)).toBe(outcome);
});
