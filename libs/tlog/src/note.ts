import { BytesError, concat, encodeUtf8, fromBase64, toBase64 } from "@liangzheng/bytes";
import { TlogError } from "./error.ts";
import type { Digest } from "./tree.ts";

/** A text and who signed it (C2SP signed-note). */
export interface Note {
  /** Ends with a line feed; what is signed, in UTF-8. */
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}
export interface NoteSignature {
  readonly name: string;
  /** Tells two keys of one name apart; proves nothing. 4 bytes. */
  readonly keyId: Uint8Array;
  readonly signature: Uint8Array;
}

const keyIdLength = 4;
/** A type of signature outside the list of C2SP: SM2 with SM3, DER of GM/T 0009. */
const sm2Type = concat(Uint8Array.of(0xff), encodeUtf8("sm2-sm3"));
/** Of a note, bytes; of signatures on it. */
const limits = { note: 16_384, signatures: 16 } as const;

/** @param publicKey uncompressed, 65 bytes. */
export const noteKeyId = (name: string, publicKey: Uint8Array, digest: Digest): Uint8Array =>
  digest(concat(encodeUtf8(`${name}\n`), sm2Type, publicKey)).slice(0, keyIdLength);

/** @throws TlogError `bad-note` for a text or a name that would read as something else. */
export function formatNote({ text, signatures }: Note): string {
  const isText = text.endsWith("\n") && !text.includes("\n\n") && !hasControls(text.replaceAll("\n", ""));
  if (!isText || signatures.some(({ name }) => !isName(name))) throw new TlogError("bad-note");
  const lines = signatures.map(
    ({ name, keyId, signature }) => `— ${name} ${toBase64(concat(keyId, signature))}\n`,
  );
  return `${text}\n${lines.join("")}`;
}

/** Reads what `formatNote` writes, and nothing else. @throws TlogError `bad-note` */
export function parseNote(note: string): Note {
  if (note.length > limits.note) throw new TlogError("bad-note");
  const end = note.lastIndexOf("\n\n");
  if (end < 0 || !note.endsWith("\n")) throw new TlogError("bad-note");
  const text = note.slice(0, end + 1);
  const lines = note.slice(end + 2, -1).split("\n");
  if (lines.length > limits.signatures) throw new TlogError("bad-note");
  const signatures = lines.map((line): NoteSignature => {
    const [, name, encoded] = /^— (\S+) (\S+)$/u.exec(line) ?? [];
    const bytes = encoded === undefined ? undefined : findBytes(encoded);
    if (name === undefined || bytes === undefined || bytes.length <= keyIdLength)
      throw new TlogError("bad-note");
    return { name, keyId: bytes.slice(0, keyIdLength), signature: bytes.slice(keyIdLength) };
  });
  const read = { text, signatures };
  if (formatNote(read) !== note) throw new TlogError("bad-note");
  return read;
}

function findBytes(encoded: string): Uint8Array | undefined {
  try {
    return fromBase64(encoded);
  } catch (error) {
    if (error instanceof BytesError) return undefined;
    throw error;
  }
}

const isName = (name: string): boolean => /^[^\s+]+$/u.test(name) && !hasControls(name);
/** Also a lone surrogate, which is no text. */
const hasControls = (text: string): boolean => /\p{Cc}|\p{Cs}/u.test(text);
