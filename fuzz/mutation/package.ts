import { createHash } from "node:crypto";
import { crc32, deflateRawSync } from "node:zlib";
import { concat, encodeUtf8, equalBytes, toBase64 } from "@liangzheng/bytes";
import {
  type BuiltEntry,
  buildZip,
  type ZipTrailer,
} from "../../libs/ofd/src/container/testing/build-zip.ts";
import type { Chance } from "../chance.ts";
import { mutateBytes } from "./bytes.ts";
import { mutateDer } from "./der.ts";
import { mutateXml } from "./xml.ts";

/** Entries by name, in order; a name may stand twice. */
export type Entries = readonly (readonly [name: string, content: Uint8Array])[];

export const sm3 = (bytes: Uint8Array): Uint8Array =>
  new Uint8Array(createHash("sm3").update(bytes).digest());

/** By what the content looks like. */
function mutateContent(bytes: Uint8Array, chance: Chance, other = bytes): Uint8Array {
  if (bytes[0] === 0x3c) return mutateXml(bytes, chance, other);
  return bytes[0] === 0x30 ? mutateDer(bytes, chance, other) : mutateBytes(bytes, chance, other);
}

type Change = (entries: Entries, chance: Chance, lend: Entries) => Entries;

const contentChange: Change = (entries, chance, lend) => {
  const at = chance.below(entries.length);
  const kindred = lend.filter(([, content]) => content[0] === entries[at]?.[1][0]);
  return entries.map(([name, content], i) =>
    i === at
      ? [name, mutateContent(content, chance, kindred.length === 0 ? content : chance.pick(kindred)[1])]
      : [name, content],
  );
};

const names = [
  ...[
    "OFD.xml",
    "/OFD.xml",
    "ofd.xml",
    "OFD.xml/",
    "Doc_0/../OFD.xml",
    "Doc_0\\Document.xml",
    "a\u202eb.xml",
    "",
  ],
  ...[
    "Doc_0/Signs/Signatures.xml",
    "Doc_0/signs/Signatures.xml",
    "Doc_0/Pages/Page_0/Content.XML",
    "OFDEntries.xml",
  ],
  ...[
    "Doc_0/Signs/Sign_1/Signature.xml",
    "Doc_1/Document.xml",
    "Doc_0/Res/new.png",
    "Doc_0/Tags/a.xml",
    "x".repeat(300),
  ],
];

const swapCase = (name: string): string =>
  name.replace(/[A-Za-z]/, (letter) => (letter < "a" ? letter.toLowerCase() : letter.toUpperCase()));

const changes: readonly Change[] = [
  contentChange,
  contentChange,
  contentChange,
  (entries, chance) => entries.toSpliced(chance.below(entries.length), 1),
  (entries, chance) => {
    const at = chance.below(entries.length);
    return entries.map(([name, content], i) => [i === at ? chance.pick(names) : name, content]);
  },
  (entries, chance) => [...entries, [chance.pick(names), chance.pick(entries)[1]]],
  (entries, chance) => {
    const [name, content] = chance.pick(entries);
    const twin = [chance.oneIn(2) ? name : swapCase(name), mutateContent(content, chance)] as const;
    return entries.toSpliced(chance.below(entries.length + 1), 0, twin);
  },
  (entries, chance) => {
    const [a, b] = [chance.below(entries.length), chance.below(entries.length)];
    const of = (i: number): Uint8Array => entries[i]?.[1] ?? new Uint8Array(0);
    return entries.map(([name, content], i) => [name, i === a ? of(b) : i === b ? of(a) : content]);
  },
  (entries, chance, lend) => {
    const [name, content] = chance.pick(lend);
    return [...entries.filter(([other]) => other !== name), [name, content]];
  },
];

/**
 * Entries changed one to three times. Sometimes every digest of a changed entry is put right wherever it stands, in base64
 * or raw, and so on up to the signed value: then only the signatures themselves are left to tell the change.
 */
export function mutateEntries(entries: Entries, chance: Chance, lend: Entries): Entries {
  let out = entries;
  for (let left = 1 + chance.length(3); left > 0 && out.length > 0; left--)
    out = chance.pick(changes)(out, chance, lend);
  const rounds = chance.oneIn(2) ? chance.below(4) : 0;
  let before = entries;
  for (let round = 0; round < rounds; round++) {
    const mended = withDigests(before, out);
    before = out;
    out = mended;
  }
  return out;
}

function withDigests(before: Entries, after: Entries): Entries {
  const old = new Map(before);
  const moved = after.flatMap(([name, content]) => {
    const was = old.get(name);
    return was === undefined || was === content || equalBytes(was, content)
      ? []
      : [[sm3(was), sm3(content)] as const];
  });
  if (moved.length === 0) return after;
  return after.map(([name, content]) => [
    name,
    moved.reduce((bytes, [from, to]) => {
      const raw = replaced(bytes, from, to);
      return replaced(raw, encodeUtf8(toBase64(from)), encodeUtf8(toBase64(to)));
    }, content),
  ]);
}

function replaced(bytes: Uint8Array, from: Uint8Array, to: Uint8Array): Uint8Array {
  const at = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).indexOf(from);
  return at < 0 ? bytes : concat(bytes.subarray(0, at), to, bytes.subarray(at + from.length));
}

const zeros = (mebibytes: number): BuiltEntry => {
  const content = new Uint8Array(mebibytes * 1024 * 1024);
  const packed = new Uint8Array(deflateRawSync(content));
  return { name: "Doc_0/Res/bomb.bin", content, packed, crc: crc32(content) };
};
const bombs = [zeros(1), zeros(4), zeros(33)];
const numbers = [0, 1, 8, 12, 0x41, 0x800, 0xffff, 0x7fffffff, 0xffffffff];

/** What a directory may say that is not so. */
const lies: readonly ((chance: Chance, entry: BuiltEntry) => Partial<BuiltEntry>)[] = [
  (chance) => ({ flags: chance.pick(numbers) }),
  (chance) => ({ method: chance.pick(numbers) & 0xffff }),
  (chance) => ({ crc: chance.pick(numbers) }),
  (chance) => ({ size: chance.pick(numbers) }),
  (chance) => ({ offset: chance.pick([...numbers, chance.below(9000)]) }),
  (chance) => ({ local: { name: chance.pick(names) } }),
  (chance) => ({ local: { size: chance.pick(numbers) } }),
  (chance) => ({ local: { crc: chance.pick(numbers) } }),
  (chance) => ({ local: { method: chance.pick(numbers) & 0xffff } }),
  () => ({ descriptor: true }),
  (chance, { content = "" }) => ({ packed: mutateBytes(new Uint8Array(deflateRawSync(content)), chance) }),
];

const trailers: readonly ((chance: Chance) => ZipTrailer)[] = [
  (chance) => ({ prefix: chance.bytes(1 + chance.length(60)) }),
  (chance) => ({ comment: chance.bytes(1 + chance.length(60)) }),
  () => ({ comment: buildZip([]) }),
  (chance) => ({ count: chance.pick([0, 1, 5, 5000, 0xffff]) }),
  (chance) => ({ suffix: chance.oneIn(2) ? new Uint8Array(30) : chance.bytes(9) }),
];

/** A zip of the entries: honest in most cases, in some stored and deflated by turns, in some lying. */
export function packEntries(entries: Entries, chance: Chance): Uint8Array {
  const deflated = chance.oneIn(8);
  let built: BuiltEntry[] = entries.map(([name, content]) => ({
    name,
    content,
    crc: crc32(content),
    ...(deflated && chance.oneIn(2) && { packed: new Uint8Array(deflateRawSync(content)) }),
  }));
  if (chance.oneIn(4)) {
    const at = chance.below(built.length);
    built = built.map((entry, i) => (i === at ? { ...entry, ...chance.pick(lies)(chance, entry) } : entry));
  }
  if (chance.oneIn(400)) built.push(chance.pick(bombs));
  const zip = buildZip(built, chance.oneIn(10) ? chance.pick(trailers)(chance) : {});
  return chance.oneIn(8) ? mutateRecords(zip, chance) : zip;
}

const records = [
  [0x50, 0x4b, 1, 2, 46],
  [0x50, 0x4b, 3, 4, 30],
  [0x50, 0x4b, 5, 6, 22],
] as const;

/** A byte or a number of one header or directory record, wherever these lie. */
function mutateRecords(zip: Uint8Array, chance: Chance): Uint8Array {
  const [a, b, c, d, size] = chance.pick(records);
  const whole = Buffer.from(zip);
  const places: number[] = [];
  for (
    let at = whole.indexOf(Uint8Array.of(a, b, c, d));
    at >= 0;
    at = whole.indexOf(Uint8Array.of(a, b, c, d), at + 4)
  )
    places.push(at);
  if (places.length === 0) return mutateBytes(zip, chance);
  const field = chance.pick(places) + 4 + chance.below(size - 4);
  if (field >= whole.length) return zip;
  if (chance.oneIn(2)) whole[field] = chance.below(256);
  else if (field + 4 <= whole.length) whole.writeUInt32LE(chance.pick(numbers), field);
  return new Uint8Array(whole);
}
