import { createPrivateKey, randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { equalBytes } from "@liangzheng/bytes";
import { type Gm, GmError, pureGm } from "@liangzheng/gm";
import { CertificateError, parseCertificate, parsePem, parsePrivateKey } from "@liangzheng/pki";
import { UsageError } from "../run-command.ts";

/** A private key at work: it signs, and is seen nowhere. */
export interface SigningKey {
  readonly publicKey: Uint8Array;
  readonly sign: (message: Uint8Array) => Uint8Array;
}

/** The environment variable that a password may stand in; arguments are seen by everybody on the machine. */
export const passwordVariable = "SEAL_KEY_PASSWORD";

/**
 * Opens an SM2 key: PKCS #8 or SEC 1, PEM or DER, or PKCS #8 encrypted with a password (PBES2, by OpenSSL of Node).
 * @throws UsageError for a file that holds no such key, or whose password is missing or wrong, saying what to do.
 */
export async function openSigningKey(
  path: string,
  passwordFile: string | undefined,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<SigningKey> {
  const bytes = await readFile(path).catch((cause: unknown) => {
    throw new UsageError(`cannot read the key ${path}`, { cause });
  });
  const password =
    passwordFile === undefined ? environment[passwordVariable] : await readPassword(passwordFile);
  const gm: Gm = pureGm((n) => randomBytes(n));
  try {
    const { privateKey } = parsePrivateKey(plainKey(bytes, path, password));
    return { publicKey: gm.publicKeyOf(privateKey), sign: gm.signer(privateKey) };
  } catch (cause) {
    if (!(cause instanceof CertificateError || cause instanceof GmError)) throw cause;
    const advice =
      cause.code === "bad-pem" ? `; \`openssl pkcs8 -topk8 -in ${path} -out NEW\` writes it as PKCS #8` : "";
    throw new UsageError(`${path} holds no SM2 private key that can be read: ${cause.code}${advice}`, {
      cause,
    });
  }
}

function plainKey(bytes: Buffer, path: string, password: string | undefined): Uint8Array {
  if (bytes[0] === 0x30) return new Uint8Array(bytes);
  const block = parsePem(bytes.toString("latin1")).find(({ label }) => label.endsWith("PRIVATE KEY"));
  if (block === undefined) throw new UsageError(`${path} holds no private key`);
  if (block.label !== "ENCRYPTED PRIVATE KEY") return block.bytes;
  if (password === undefined)
    throw new UsageError(
      `${path} is encrypted: give --password-file FILE, or set ${passwordVariable} in the environment`,
    );
  try {
    const key = createPrivateKey({ key: bytes, format: "pem", passphrase: password });
    return new Uint8Array(key.export({ type: "pkcs8", format: "der" }));
  } catch (cause) {
    throw new UsageError(`the password does not open ${path}`, { cause });
  }
}

/** The first line of a file. */
async function readPassword(path: string): Promise<string> {
  const text = await readFile(path, "utf8").catch((cause: unknown) => {
    throw new UsageError(`cannot read the password file ${path}`, { cause });
  });
  return text.split(/\r?\n/, 1)[0] ?? "";
}

/** Does this certificate name the key? A certificate that cannot be read names none. */
export function namesKey(certificate: Uint8Array, { publicKey }: SigningKey): boolean {
  try {
    const named = parseCertificate(certificate).publicKey;
    return named !== undefined && equalBytes(named, publicKey);
  } catch (error) {
    if (error instanceof CertificateError) return false;
    throw error;
  }
}
