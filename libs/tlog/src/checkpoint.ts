import { BytesError, fromBase64, toBase64 } from "@liangzheng/bytes";
import { TlogError } from "./error.ts";
import { hashLength, isCount } from "./tree.ts";

/** What a log holds at a time (C2SP tlog-checkpoint). */
export interface Checkpoint {
  /** Names the log. */
  readonly origin: string;
  readonly size: number;
  readonly root: Uint8Array;
  /** When it was signed, UTC, in whole seconds; an extension line of ours. */
  readonly at: Date;
}

const timeLabel = "time ";

/** The text of a note, to be signed. @throws TlogError `bad-checkpoint` for values that no text has. */
export function formatCheckpoint({ origin, size, root, at }: Checkpoint): string {
  const isFine =
    /^[^\s+]+$/u.test(origin) && isCount(size) && root.length === hashLength && !Number.isNaN(at.getTime());
  if (!isFine) throw new TlogError("bad-checkpoint");
  return `${origin}\n${size}\n${toBase64(root)}\n${timeLabel}${at.toISOString().slice(0, 19)}Z\n`;
}

/** Reads what `formatCheckpoint` writes, and nothing else. @throws TlogError `bad-checkpoint` */
export function parseCheckpoint(text: string): Checkpoint {
  const [origin = "", size = "", root = "", time = ""] = text.split("\n");
  if (!/^\d{1,16}$/.test(size) || !time.startsWith(timeLabel)) throw new TlogError("bad-checkpoint");
  const read = {
    origin,
    size: Number(size),
    root: readRoot(root),
    at: new Date(time.slice(timeLabel.length)),
  };
  if (formatCheckpoint(read) !== text) throw new TlogError("bad-checkpoint");
  return read;
}

function readRoot(encoded: string): Uint8Array {
  try {
    return fromBase64(encoded);
  } catch (error) {
    if (error instanceof BytesError) throw new TlogError("bad-checkpoint");
    throw error;
  }
}
