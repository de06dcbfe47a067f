import { BytesError, decodeUtf8 } from "@liangzheng/bytes";
import { OfdError } from "../error.ts";

const unsafe = (detail: string, path?: string) => new OfdError("unsafe-path", detail, path);

/**
 * A zip entry's name as an absolute path of the package, whatever bit 11 says: OFD names are UTF-8 or ASCII.
 * Back slashes, drive letters, control characters, empty, `.` and `..` steps are refused, so that one name means
 * one file to every reader.
 * @throws OfdError `unsafe-path`, `bad-encoding`.
 */
export function entryPath(name: Uint8Array): string {
  let text: string;
  try {
    text = decodeUtf8(name);
  } catch (cause) {
    if (!(cause instanceof BytesError)) throw cause;
    throw new OfdError("bad-encoding", "an entry name is not UTF-8", undefined, { cause });
  }
  const path = text.startsWith("/") ? text : `/${text}`;
  if (plain.test(path)) return path;
  const steps = (path.endsWith("/") ? path.slice(0, -1) : path).slice(1).split("/");
  checkSteps(steps, path);
  return path;
}

/** Steps of which none is relative, empty or unsafe: nearly all there are, told at one glance. */
const plain = /^(?:\/[A-Za-z0-9_-][A-Za-z0-9_.-]*)+$/;

function checkSteps(steps: readonly string[], path: string): void {
  for (const step of steps) {
    if (step === "" || step === "." || step === "..") throw unsafe("empty or relative step in an entry name");
    checkCharacters(step, path);
  }
}

function checkCharacters(step: string, path?: string): void {
  for (let i = 0; i < step.length; i++) {
    const code = step.charCodeAt(i);
    if (code < 0x20 || code === 0x7f) throw unsafe("control character in a path");
    if (code === 0x5c) throw unsafe("back slash in a path", path);
    if (code === 0xfeff || (code >= 0x202a && code <= 0x202e)) throw unsafe("invisible character in a path");
  }
  if (/^[A-Za-z]:/.test(step)) throw unsafe("drive letter in a path", path);
}

/**
 * GB/T 33190 ST_Loc: a link is absolute within the package, or relative to the folder of the file that holds it.
 * `.` and `..` steps are resolved; leaving the package, other schemes, drives and back slashes are refused.
 * @throws OfdError `unsafe-path`, `bad-value` for an empty link.
 */
export function resolvePath(baseFile: string, reference: string): string {
  const link = reference.trim();
  if (link === "") throw new OfdError("bad-value", "empty link", baseFile);
  const straight = link.startsWith("/") ? link : `${baseFile.slice(0, baseFile.lastIndexOf("/"))}/${link}`;
  if (plain.test(straight)) return straight;
  if (/^[A-Za-z][A-Za-z0-9+.-]*:/.test(link)) throw unsafe("link out of the package", baseFile);
  const steps = link.startsWith("/") ? [] : baseFile.split("/").slice(1, -1);
  for (const step of link.split("/")) {
    if (step === "" || step === ".") continue;
    if (step === "..") {
      if (steps.pop() === undefined) throw unsafe("link above the root of the package", baseFile);
      continue;
    }
    checkCharacters(step, baseFile);
    steps.push(step);
  }
  return `/${steps.join("/")}`;
}
