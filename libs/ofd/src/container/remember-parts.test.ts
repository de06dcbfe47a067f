import { crc32, deflateRawSync } from "node:zlib";
import { expect, test } from "vitest";
import { inflate } from "./inflate.ts";
import { openPackage } from "./package.ts";
import type { ReadPorts } from "./read-ports.ts";
import { rememberParts } from "./remember-parts.ts";
import { buildZip } from "./testing/build-zip.ts";

const deflated = (name: string, content: string) => ({
  name,
  content,
  packed: deflateRawSync(Buffer.from(content)),
});
const text = (bytes: Uint8Array) => Buffer.from(bytes).toString();

function remembering(room?: number) {
  let unpacked = 0;
  const memory = rememberParts(room);
  const ports: ReadPorts = {
    inflate: (packed, size) => {
      unpacked++;
      return inflate(packed, size);
    },
    crc32: (bytes) => crc32(bytes),
    memory,
  };
  const read = (content: string) => openPackage(buildZip([deflated("a", content)]), {}, ports).read("/a");
  return { memory, read, unpacked: () => unpacked };
}

test("a part is kept from the second time it comes: what stands in one file alone never is", () => {
  const { memory, read, unpacked } = remembering();
  expect(memory.keeps(read("one"))).toBe(false);
  expect(memory.keeps(read("one"))).toBe(true);
  expect(text(read("one"))).toBe("one");
  expect(unpacked()).toBe(2);
});

test("two parts of one checksum and one length are two parts", () => {
  const memory = rememberParts();
  const part = (byte: number) => ({ method: 0 as const, crc: 1, size: 1, packed: Uint8Array.of(byte) });
  const ask = (byte: number) => memory.recall(part(byte), () => Uint8Array.of(byte))[0];
  expect([1, 1, 1, 2, 2, 1, 2].map(ask)).toEqual([1, 1, 1, 2, 2, 1, 2]);
});

test("what is kept is nobody else's: the file it came in may be written over", () => {
  const { memory } = remembering();
  const lent = Buffer.from("content");
  const part = { method: 0 as const, crc: 1, size: lent.length, packed: lent };
  for (let i = 0; i < 2; i++) memory.recall(part, () => lent);
  lent.fill(0);
  const again = { ...part, packed: Buffer.from("content") };
  expect(text(memory.recall(again, () => Uint8Array.of()))).toBe("content");
});

test("one and the same packed bytes are another part where method or size say so", () => {
  const memory = rememberParts();
  const packed = Uint8Array.of(7);
  const ask = (method: 0 | 8, size: number) =>
    memory.recall({ method, crc: 1, size, packed }, () => Uint8Array.of(method, size));
  for (let i = 0; i < 3; i++) expect([...ask(0, 1)]).toEqual([0, 1]);
  expect([...ask(8, 1)]).toEqual([8, 1]);
  expect([...ask(0, 2)]).toEqual([0, 2]);
});

test("no more is kept than there is room for, and what is asked for stays", () => {
  const { memory, read, unpacked } = remembering(1000);
  const asked = "often ".repeat(60);
  for (let i = 0; i < 2; i++) read(asked);
  for (let n = 0; n < 20; n++) {
    for (let i = 0; i < 2; i++) read(`another ${n} `.repeat(30));
    expect(memory.keeps(read(asked))).toBe(true);
  }
  expect(unpacked()).toBe(2 + 40);
});

test("what the platform cannot inflate is refused by name by the library's own decoder", () => {
  const packed = deflateRawSync(Buffer.from("x".repeat(500)));
  const none: ReadPorts = { inflate: () => undefined, crc32: (bytes) => crc32(bytes) };
  const file = buildZip([{ name: "a", content: "x".repeat(500), packed: packed.subarray(0, -1) }]);
  expect(() => openPackage(file, {}, none).read("/a")).toThrow(
    expect.objectContaining({ code: "bad-compression" }),
  );
});
