import { randomBytes } from "node:crypto";
import { type Gm, pureGm } from "@liangzheng/gm";
import { expect, test } from "vitest";
import { chooseGm } from "./choose.ts";
import { nativeGm } from "./native.ts";

const random = (n: number) => new Uint8Array(randomBytes(n));
const native = nativeGm();
const broken = (name: string): Gm => ({ ...native, name, verify: () => false });
const fault = "the standard's signature is accepted (GB/T 32918.5 A.2)";

test("here the fastest backend keeps every claim and is chosen", () => {
  const chosen = chooseGm(random);
  expect([chosen.name, chosen.refused]).toEqual(["wasm", []]);
});

test("a backend that differs is passed over, and it is said which and why", () => {
  const chosen = chooseGm(random, { wasm: () => broken("wasm"), native: () => native });
  expect(chosen.name).toBe("native");
  expect(chosen.refused).toContain(`wasm: ${fault}`);
});

test("when none is equal to the reference, the reference is used", () => {
  const absent = (): Gm => {
    throw new Error("no provider");
  };
  const chosen = chooseGm(random, { wasm: absent, native: () => broken("native") });
  expect(chosen.name).toBe(pureGm(random).name);
  expect(chosen.refused).toEqual(expect.arrayContaining(["wasm: no provider", `native: ${fault}`]));
});
