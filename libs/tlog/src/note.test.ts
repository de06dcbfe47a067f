import { encodeUtf8 } from "@liangzheng/bytes";
import fc from "fast-check";
import { expect, test } from "vitest";
import { sha256 } from "../testing/plain-tree.ts";
import { type Checkpoint, formatCheckpoint, parseCheckpoint } from "./checkpoint.ts";
import { TlogError } from "./error.ts";
import { formatNote, noteKeyId, parseNote } from "./note.ts";

const checkpoint: Checkpoint = {
  origin: "log.example/receipts",
  size: 20_852_163,
  root: sha256(encodeUtf8("root")),
  at: new Date("2026-03-02T10:00:05Z"),
};
const name = "log.example/receipts";
const keyId = noteKeyId(name, new Uint8Array(65).fill(4), sha256);
const signed = (text: string): string =>
  formatNote({ text, signatures: [{ name, keyId, signature: Uint8Array.of(1, 2, 3) }] });

test("a checkpoint reads back from its note", () => {
  const note = signed(formatCheckpoint(checkpoint));
  const { text, signatures } = parseNote(note);
  expect(parseCheckpoint(text)).toEqual(checkpoint);
  expect(signatures).toEqual([{ name, keyId, signature: Uint8Array.of(1, 2, 3) }]);
  expect(note).toMatchInlineSnapshot(`
    "log.example/receipts
    20852163
    SBNJTRN+FjG7owHVrKtue7eqdM4RhdRWVl71HXN2d7I=
    time 2026-03-02T10:00:05Z

    — log.example/receipts njDMSQECAw==
    "
  `);
});

test("a key's id depends on its name and its bytes", () => {
  const key = new Uint8Array(65).fill(4);
  expect(noteKeyId("other", key, sha256)).not.toEqual(keyId);
  expect(noteKeyId(name, new Uint8Array(65).fill(5), sha256)).not.toEqual(keyId);
});

test("whatever reads as a checkpoint is written the same again", () => {
  const text = formatCheckpoint(checkpoint);
  fc.assert(
    fc.property(fc.nat(text.length - 1), fc.string({ maxLength: 2, unit: "binary" }), (at, put) => {
      const changed = text.slice(0, at) + put + text.slice(at + 1);
      const read = attempt(() => parseCheckpoint(changed));
      if (read !== undefined) expect(formatCheckpoint(read)).toBe(changed);
    }),
  );
});

test("whatever reads as a note is written the same again, and nothing else is thrown for hostile text", () => {
  const note = signed(formatCheckpoint(checkpoint));
  fc.assert(
    fc.property(fc.nat(note.length - 1), fc.string({ maxLength: 3, unit: "binary" }), (at, put) => {
      const changed = note.slice(0, at) + put + note.slice(at + 1);
      const read = attempt(() => parseNote(changed));
      if (read !== undefined) expect(formatNote(read)).toBe(changed);
    }),
  );
});

test.each([
  ["no signature", "text\n"],
  ["no blank line", `text\n— ${name} AAAAAAA=\n`],
  ["a hyphen for the dash", `text\n\n- ${name} AAAAAAA=\n`],
  ["a signature of nothing", `text\n\n— ${name} AAAAAA==\n`],
  ["base64 with loose bits", `text\n\n— ${name} AAAAAAF=\n`],
  ["no last line feed", `text\n\n— ${name} AAAAAAA=`],
  ["a carriage return", `text\r\n\n— ${name} AAAAAAA=\n`],
  ["a second text", `text\n\ntext\n\n— ${name} AAAAAAA=\n`],
  ["too many signatures", `text\n\n${`— ${name} AAAAAAA=\n`.repeat(17)}`],
  ["too long", `${"x".repeat(20_000)}\n\n— ${name} AAAAAAA=\n`],
])("%s is no note", (_, note) => {
  expect(() => parseNote(note)).toThrow("bad-note");
});

test.each([
  ["a size with a leading nought", "log\n007\n", "bad-checkpoint"],
  ["a size beyond what is exact", "log\n9999999999999999\n", "bad-checkpoint"],
  ["a root too short", "log\n7\nAAAA\ntime 2026-03-02T10:00:05Z\n", "bad-checkpoint"],
  [
    "a time with fractions",
    "log\n7\nSBNJTRN+FjG7owHVrKtue7eqdM4RhdRWVl71HXN2d7I=\ntime 2026-03-02T10:00:05.5Z\n",
    "bad-checkpoint",
  ],
  [
    "a line more",
    "log\n7\nSBNJTRN+FjG7owHVrKtue7eqdM4RhdRWVl71HXN2d7I=\ntime 2026-03-02T10:00:05Z\nmore\n",
    "bad-checkpoint",
  ],
  ["nothing", "", "bad-checkpoint"],
])("%s is no checkpoint", (_, text, code) => {
  expect(() => parseCheckpoint(text)).toThrow(code);
});

test("a text or a name that would read as something else is not written", () => {
  const signature = { name, keyId, signature: Uint8Array.of(1) };
  for (const text of ["no line feed", "two\n\ntexts\n", "tab\t\n", "\ud800\n"])
    expect(() => formatNote({ text, signatures: [signature] })).toThrow("bad-note");
  for (const bad of ["", "a b", "a+b", "a\u007f"])
    expect(() => formatNote({ text: "text\n", signatures: [{ ...signature, name: bad }] })).toThrow(
      "bad-note",
    );
  expect(() => formatCheckpoint({ ...checkpoint, origin: "a b" })).toThrow("bad-checkpoint");
  expect(() => formatCheckpoint({ ...checkpoint, size: -1 })).toThrow("bad-checkpoint");
  expect(() => formatCheckpoint({ ...checkpoint, at: new Date(Number.NaN) })).toThrow("bad-checkpoint");
});

/** @returns undefined where it is refused. */
function attempt<T>(run: () => T): T | undefined {
  try {
    return run();
  } catch (error) {
    if (error instanceof TlogError) return undefined;
    throw error;
  }
}
