import { randomBytes } from "node:crypto";
import { generatePrivateKey, type Random } from "@liangzheng/gm";
import {
  encodePem,
  makeCrl,
  makeEndCertificate,
  makeName,
  makeRootCertificate,
  parseCertificate,
  type Revocation,
} from "@liangzheng/pki";
import { nativeGm } from "../src/platform/gm/native.ts";

const random: Random = (length) => new Uint8Array(randomBytes(length));
const gm = nativeGm();
const serial = (): Uint8Array => random(16).map((byte, at) => (at === 0 ? (byte & 0x3f) | 1 : byte));
const term = { notBefore: new Date("2024-01-01T00:00:00Z"), notAfter: new Date("2034-01-01T00:00:00Z") };

/** The root of a platform elsewhere, that nothing here knows of yet, with who signs under it and its revocation lists. */
export function anOutsideAuthority(name = "示范省电子证照根证书") {
  const key = generatePrivateKey(random);
  const ports = { sign: gm.signer(key), digest: (bytes: Uint8Array) => gm.sm3(bytes) };
  const named = (commonName: string) =>
    makeName([
      ["countryName", "CN"],
      ["organizationName", "示范省大数据局"],
      ["commonName", commonName],
    ]);
  const content = { serial: serial(), subject: named(name), publicKey: gm.publicKeyOf(key), ...term };
  const root = parseCertificate(makeRootCertificate(content, ports));
  return {
    root,
    pem: encodePem("CERTIFICATE", root.raw),
    /** A signer under the root. */
    signer() {
      const signerKey = generatePrivateKey(random);
      const certificate = makeEndCertificate(
        {
          ...{
            serial: serial(),
            subject: named("示范省某局"),
            publicKey: gm.publicKeyOf(signerKey),
            ...term,
          },
          keyUsage: ["digital-signature", "non-repudiation"],
        },
        root,
        ports,
      );
      return { certificate: parseCertificate(certificate), sign: gm.signer(signerKey), digest: ports.digest };
    },
    listPem(number: bigint, thisUpdate: Date, revoked: readonly Revocation[] = []): string {
      const nextUpdate = new Date(thisUpdate.getTime() + 30 * 24 * 3_600_000);
      return encodePem("X509 CRL", makeCrl({ number, thisUpdate, nextUpdate, revoked }, root, ports));
    },
  };
}
