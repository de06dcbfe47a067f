import { createHash, createHmac } from "node:crypto";
import { fromHex, toHex } from "@liangzheng/bytes";
import fc from "fast-check";
import { expect, test } from "vitest";
import hmacVectors from "../vectors/hmac-sm3.json" with { type: "json" };
import vectors from "../vectors/sm3.json" with { type: "json" };
import { hmacSm3, sm3 } from "./sm3.ts";

test.each(vectors.vectors)("SM3 gives the digest of GB/T 32905 $id", ({ message, digest }) => {
  expect(toHex(sm3(fromHex(message)))).toBe(digest);
});

test.each(hmacVectors.vectors)("HMAC-SM3 agrees with OpenSSL: $id", ({ key, message, tag }) => {
  expect(toHex(hmacSm3(fromHex(key), fromHex(message)))).toBe(tag);
});

test("SM3 agrees with OpenSSL at every length around the block boundaries", () => {
  for (let length = 0; length <= 200; length++) {
    const message = new Uint8Array(length).fill(length);
    expect(toHex(sm3(message)), `${length} bytes`).toBe(createHash("sm3").update(message).digest("hex"));
  }
});

test("a message in parts has the digest and the tag of the message in one piece", () => {
  fc.assert(
    fc.property(
      fc.array(fc.uint8Array({ maxLength: 150 }), { maxLength: 6 }),
      fc.uint8Array({ maxLength: 150 }),
      (parts, key) => {
        const whole = Buffer.concat(parts);
        expect(toHex(sm3(...parts))).toBe(createHash("sm3").update(whole).digest("hex"));
        expect(toHex(hmacSm3(key, ...parts))).toBe(createHmac("sm3", key).update(whole).digest("hex"));
      },
    ),
  );
});
