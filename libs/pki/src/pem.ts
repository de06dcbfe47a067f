import { BytesError, fromBase64, toBase64 } from "@liangzheng/bytes";
import { CertificateError } from "./error.ts";

/** One block of RFC 7468: `-----BEGIN label-----`. */
export interface PemBlock {
  readonly label: string;
  readonly bytes: Uint8Array;
}

/** RFC 7468 §3: base64 in lines of 64 characters, ended by a line feed. */
export function encodePem(label: string, bytes: Uint8Array): string {
  const lines = toBase64(bytes).match(/.{1,64}/g) ?? [];
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ""].join("\n");
}

const begin = /^-----BEGIN ([A-Z0-9][A-Z0-9 #._-]*)-----$/;

/**
 * Every block of a text, in order; text between blocks is passed over (RFC 7468 §2).
 * @throws CertificateError `bad-pem` for a block that does not end, ends under another label, or holds no base64:
 *   an encrypted key with RFC 1421 headers is refused so, for the platform encrypts keys itself.
 */
export function parsePem(text: string): readonly PemBlock[] {
  const blocks: PemBlock[] = [];
  let label: string | undefined;
  let body: string[] = [];
  let at = 0;
  for (const line of text.split("\n")) {
    const trimmed = line.trim();
    if (label === undefined) {
      label = begin.exec(trimmed)?.[1];
      body = [];
    } else if (trimmed === `-----END ${label}-----`) {
      blocks.push({ label, bytes: decode(body.join(""), at) });
      label = undefined;
    } else if (trimmed.startsWith("-----")) throw new CertificateError("bad-pem", at);
    else body.push(trimmed);
    at += line.length + 1;
  }
  if (label !== undefined) throw new CertificateError("bad-pem", text.length);
  return blocks;
}

function decode(body: string, at: number): Uint8Array {
  try {
    return fromBase64(body);
  } catch (cause) {
    if (cause instanceof BytesError) throw new CertificateError("bad-pem", at, { cause });
    throw cause;
  }
}
