import { randomBytes } from "node:crypto";
import { encodeUtf8, fromHex } from "@liangzheng/bytes";
import { expect } from "vitest";
import vectors from "../../libs/gm/vectors/sm2.json" with { type: "json" };
import { nativeGm } from "../src/platform/gm/native.ts";
import { KeyStoreError } from "../src/platform/key-store/key-store.ts";

/** The key, the message and what else GB/T 32918.5 annex A has: what a device must answer is known. */
export const standard = {
  ...vectors,
  privateKey: fromHex(vectors.privateKey),
  publicKey: fromHex(vectors.publicKey),
  message: encodeUtf8(vectors.signature.message),
};
export const random = (length: number): Uint8Array => new Uint8Array(randomBytes(length));
export const gm = nativeGm();

/** The error of a store that something fails with; whatever else comes of it fails the test. */
export async function failure(of: unknown): Promise<KeyStoreError> {
  const error = await Promise.resolve(of).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(KeyStoreError);
  return error as KeyStoreError;
}
