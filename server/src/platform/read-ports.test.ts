import { deflateRawSync } from "node:zlib";
import { OfdError, openPackage } from "@liangzheng/ofd";
import fc from "fast-check";
import { expect, test } from "vitest";
import { nodeReadPorts } from "./read-ports.ts";

const content = Buffer.from(Array.from({ length: 300 }, (_, i) => `row ${i * 7919}`).join("\n"));
const packed = deflateRawSync(content);

test("a stream comes back only where it is exactly as long as declared and ends with its last byte", () => {
  expect(Buffer.from(nodeReadPorts.inflate(packed, content.length) ?? []).equals(content)).toBe(true);
  expect(nodeReadPorts.inflate(packed, content.length - 1)).toBeUndefined();
  expect(nodeReadPorts.inflate(packed, content.length + 1)).toBeUndefined();
  expect(nodeReadPorts.inflate(packed.subarray(0, -1), content.length)).toBeUndefined();
  expect(nodeReadPorts.inflate(Buffer.concat([packed, Buffer.of(0)]), content.length)).toBeUndefined();
  expect(nodeReadPorts.inflate(deflateRawSync(Buffer.alloc(0)), 0)).toEqual(new Uint8Array(0));
});

/** One entry `a`, deflated, without a word about what is in it but its size and checksum. */
function zipOf(stream: Uint8Array, size: number, crc: number): Uint8Array {
  const sizes = [crc, stream.length, size];
  const fields = Buffer.alloc(12);
  sizes.forEach((value, i) => fields.writeUInt32LE(value >>> 0, i * 4));
  const local = Buffer.concat([
    Buffer.from("504b03041400000008000000210000000000".slice(0, 28), "hex"),
    fields,
  ]);
  const head = Buffer.concat([local, Buffer.from("01000000", "hex"), Buffer.from("a")]);
  const record = Buffer.concat([
    Buffer.from("504b01021400140000000800000021000000".slice(0, 32), "hex"),
    fields,
    Buffer.from("010000000000000000000000000000000000", "hex"),
    Buffer.from("a"),
  ]);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(record.length, 12);
  end.writeUInt32LE(head.length + stream.length, 16);
  return Buffer.concat([head, stream, record, end]);
}

test("zlib and the library's own decoder answer alike, whatever one byte of a stream is changed to", () => {
  const read = (file: Uint8Array, ports?: typeof nodeReadPorts): string => {
    try {
      return Buffer.from(openPackage(file, {}, ports).read("/a")).toString("hex");
    } catch (error) {
      if (error instanceof OfdError) return error.code;
      throw error;
    }
  };
  const crc = nodeReadPorts.crc32(content);
  expect(read(zipOf(packed, content.length, crc), nodeReadPorts)).toBe(content.toString("hex"));
  fc.assert(
    fc.property(fc.nat(packed.length - 1), fc.integer({ min: 1, max: 255 }), (at, flip) => {
      const changed = Uint8Array.from(packed);
      changed[at] = (changed[at] ?? 0) ^ flip;
      const file = zipOf(changed, content.length, crc);
      expect(read(file, nodeReadPorts)).toBe(read(file));
    }),
    { numRuns: 400 },
  );
});
