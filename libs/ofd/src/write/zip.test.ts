import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { deflateRawSync, crc32 as zlibCrc32 } from "node:zlib";
import { encodeUtf8 } from "@liangzheng/bytes";
import fc from "fast-check";
import { expect, test } from "vitest";
import { crc32 } from "../container/crc32.ts";
import { openPackage } from "../container/package.ts";
import { packEntry, writeZip, type ZipEntry } from "./zip.ts";

const ports = { deflate: (bytes: Uint8Array) => deflateRawSync(bytes) };
const time = new Date("2026-01-02T03:04:05Z");
const entries: readonly ZipEntry[] = [
  { path: "OFD.xml", bytes: encodeUtf8("<a/>".repeat(1000)) },
  { path: "Doc_0/Res/photo.jpg", bytes: encodeUtf8("stored"), store: true },
  { path: "Doc_0/empty.dat", bytes: new Uint8Array(0) },
];
const code = (work: () => unknown): unknown => {
  try {
    work();
    return "nothing thrown";
  } catch (error) {
    return (error as { code: unknown }).code;
  }
};

test("any bytes come back as they went in", () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.uint8Array({ maxLength: 400 }), fc.boolean()), { maxLength: 6 }),
      (files) => {
        const list = files.map(([bytes, store], i) => ({ path: `f${i}/a.dat`, bytes, store }));
        const pkg = openPackage(
          writeZip([{ path: "OFD.xml", bytes: encodeUtf8("x") }, ...list], time, ports),
        );
        for (const { path, bytes } of list) expect(pkg.read(`/${path}`)).toEqual(Uint8Array.from(bytes));
      },
    ),
    { numRuns: 60 },
  );
});

test("an entry packed before is written as if it were packed now", () => {
  const packed = entries.map((entry) => ({ ...entry, packed: packEntry(entry, ports) }));
  const never = { deflate: (): Uint8Array => expect.fail("deflated again") };
  expect(writeZip(packed, time, never)).toEqual(writeZip(entries, time, ports));
});

test("sizes stand in the local header and no flag asks for a descriptor", () => {
  const bytes = writeZip(entries, time, ports);
  const view = new DataView(bytes.buffer);
  expect(view.getUint16(6, true)).toBe(0);
  expect(view.getUint32(22, true)).toBe(4000);
  expect(view.getUint32(18, true)).toBeLessThan(4000);
  // 2026-01-02 03:04:04, MS-DOS format.
  expect(view.getUint32(10, true)).toBe((((46 << 9) | (1 << 5) | 2) << 16) | (3 << 11) | (4 << 5) | 2);
});

test("names that could leave the folder, come twice or need another encoding are refused", () => {
  const one = (path: string) => code(() => writeZip([{ path, bytes: new Uint8Array(0) }], time, ports));
  for (const path of ["", "/a", "../a", "a/../b", "a//b", "a\\b", "照片.png", "a/", "C:a", ".."])
    expect(one(path)).toBe("bad-path");
  const twice = [entries[0], entries[0]].filter((entry) => entry !== undefined);
  expect(code(() => writeZip(twice, time, ports))).toBe("bad-path");
});

test("a time that MS-DOS cannot say is refused", () => {
  expect(code(() => writeZip(entries, new Date("1979-12-31T00:00:00Z"), ports))).toBe("bad-time");
  expect(code(() => writeZip(entries, new Date(Number.NaN), ports))).toBe("bad-time");
});

test("the checksum is that of zlib", () => {
  fc.assert(fc.property(fc.uint8Array(), (bytes) => crc32(bytes) === zlibCrc32(bytes)));
});

const python = spawnSync("python3", ["-c", "import zipfile"]).status === 0;
test.skipIf(!python)("Python's zipfile finds nothing wrong (skipped where there is no python3)", () => {
  const folder = mkdtempSync(join(tmpdir(), "ofd-zip-"));
  try {
    const file = join(folder, "a.ofd");
    writeFileSync(file, writeZip(entries, time, ports));
    const script =
      "import sys,zipfile; z=zipfile.ZipFile(sys.argv[1]); print(z.testzip(), len(z.namelist()))";
    expect(spawnSync("python3", ["-c", script, file], { encoding: "utf8" }).stdout.trim()).toBe("None 3");
  } finally {
    rmSync(folder, { recursive: true });
  }
});
