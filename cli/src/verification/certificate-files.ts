import { readFile } from "node:fs/promises";
import { CertificateError, parseCertificate, parseCrl, parsePem } from "@liangzheng/pki";
import { UsageError } from "../run-command.ts";

/** DER of every certificate in a PEM or DER file. @throws UsageError for a file that holds none, or something else. */
export const readCertificates = (path: string): Promise<readonly Uint8Array[]> =>
  readDer(path, "CERTIFICATE", parseCertificate);

/** DER of every revocation list in a PEM or DER file. @throws UsageError */
export const readCrls = (path: string): Promise<readonly Uint8Array[]> => readDer(path, "X509 CRL", parseCrl);

async function readDer(
  path: string,
  label: string,
  parse: (der: Uint8Array) => unknown,
): Promise<readonly Uint8Array[]> {
  const bytes = await readFile(path).catch((cause: unknown) => {
    throw new UsageError(`cannot read ${path}`, { cause });
  });
  try {
    const found =
      bytes[0] === 0x30
        ? [new Uint8Array(bytes)]
        : parsePem(bytes.toString("latin1")).flatMap((block) => (block.label === label ? [block.bytes] : []));
    // Trust that silently is no trust would be found out too late: whatever is wrong is said here.
    for (const der of found) parse(der);
    if (found.length === 0) throw new UsageError(`${path} holds no ${label}`);
    return found;
  } catch (cause) {
    if (!(cause instanceof CertificateError)) throw cause;
    throw new UsageError(`${path} holds no readable ${label}: ${cause.code}`, { cause });
  }
}
