import { encodeUtf8 } from "@liangzheng/bytes";
import { pureGm } from "@liangzheng/gm";
import {
  type Certificate,
  type KeyUsage,
  makeCaCertificate,
  makeEndCertificate,
  makeName,
  makeRootCertificate,
  oids,
  parseCertificate,
} from "@liangzheng/pki";

let counter = 0;
/** Counted and digested, so that a failing test fails again; fit for tests alone. */
export const gm = pureGm((n) => {
  counter++;
  const block = () => gm.sm3(encodeUtf8(`seal tests ${counter++}`));
  const out = new Uint8Array(n);
  for (let at = 0; at < n; at += 32) out.set(block().subarray(0, Math.min(32, n - at)), at);
  return out;
});

export interface Holder {
  readonly certificate: Certificate;
  readonly sign: (message: Uint8Array) => Uint8Array;
}

interface Options {
  readonly notBefore?: string;
  readonly notAfter?: string;
  readonly keyUsage?: readonly KeyUsage[];
  readonly extKeyUsage?: readonly string[];
}

/** The private key of everybody here. */
export const keyOf = (name: string): Uint8Array => gm.sm3(encodeUtf8(`key of ${name}`));

function fieldsOf(name: string, { notBefore = "2025-01-01", notAfter = "2035-01-01" }: Options) {
  return {
    serial: gm.sm3(encodeUtf8(`serial of ${name}`)).slice(0, 16),
    subject: makeName([
      ["countryName", "CN"],
      ["organizationName", "示范市政务服务中心"],
      ["commonName", name],
    ]),
    publicKey: gm.publicKeyOf(keyOf(name)),
    notBefore: new Date(`${notBefore}T00:00:00Z`),
    notAfter: new Date(`${notAfter}T00:00:00Z`),
  };
}

const portsOf = (name: string) => ({
  sign: gm.signer(keyOf(name)),
  digest: (message: Uint8Array) => gm.sm3(message),
});

/** A key that stands in no certificate. */
export const keyPair = (name: string) => ({
  publicKey: gm.publicKeyOf(keyOf(name)),
  sign: gm.signer(keyOf(name)),
});

export function aRoot(name: string, options: Options = {}): Holder {
  const ports = portsOf(name);
  const der = makeRootCertificate(fieldsOf(name, options), ports);
  return { certificate: parseCertificate(der), sign: ports.sign };
}

export function aCa(name: string, issuer: Holder, options: Options = {}): Holder {
  const ports = { ...portsOf(name), sign: issuer.sign };
  const der = makeCaCertificate({ ...fieldsOf(name, options), pathLength: 0 }, issuer.certificate, ports);
  return { certificate: parseCertificate(der), sign: portsOf(name).sign };
}

export function anEnd(name: string, issuer: Holder, options: Options = {}): Holder {
  const { keyUsage = ["digital-signature", "non-repudiation"], extKeyUsage } = options;
  const ports = { ...portsOf(name), sign: issuer.sign };
  const content = { ...fieldsOf(name, options), keyUsage, ...(extKeyUsage && { extKeyUsage }) };
  const der = makeEndCertificate(content, issuer.certificate, ports);
  return { certificate: parseCertificate(der), sign: portsOf(name).sign };
}

export const root = aRoot("示范根");
export const maker = anEnd("示范制章中心", root);
export const signer = anEnd("示范市行政审批局", root);
export const foreigner = anEnd("别处单位", root);
/** What the certificate of a time-stamp authority says of its key. */
export const stamping = { keyUsage: ["digital-signature"], extKeyUsage: [oids.timeStamping] } as const;
/** A time-stamp authority under the same root. */
export const stamper = anEnd("示范时间戳中心", root, stamping);
export const strangerRoot = aRoot("陌生根");

/** The moment everything here is signed at, and the moment it is verified. */
export const signedAt = new Date("2026-03-01T02:03:04Z");
export const now = new Date("2026-06-01T00:00:00Z");
export const trust = { anchors: [root.certificate], crls: [] };
