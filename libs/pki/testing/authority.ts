import { encodeUtf8 } from "@liangzheng/bytes";
import {
  type Certificate,
  type KeyUsage,
  makeCaCertificate,
  makeEndCertificate,
  makeName,
  makeRootCertificate,
  parseCertificate,
} from "../src/index.ts";
import { keyOf, sm3, type TestKey } from "./sm2.ts";

export interface Holder {
  readonly key: TestKey;
  readonly certificate: Certificate;
}

interface Options {
  readonly notBefore?: Date;
  readonly notAfter?: Date;
  readonly pathLength?: number;
  readonly keyUsage?: readonly KeyUsage[];
  readonly extKeyUsage?: readonly string[];
  /** Names apart from keys and serials: two certificates may share one subject. */
  readonly subject?: string;
  readonly key?: TestKey;
}

export const day = (text: string): Date => new Date(`${text}T00:00:00Z`);

function content(name: string, options: Options) {
  const key = options.key ?? keyOf(name);
  const { notBefore = day("2024-01-01"), notAfter = day("2034-01-01"), pathLength } = options;
  const subject = makeName([
    ["countryName", "CN"],
    ["organizationName", "示范省证照中心"],
    ["commonName", options.subject ?? name],
  ]);
  const serial = sm3(encodeUtf8(`serial of ${name}`)).slice(0, 16);
  return {
    key,
    fields: {
      serial,
      subject,
      publicKey: key.publicKey,
      notBefore,
      notAfter,
      ...(pathLength !== undefined && { pathLength }),
    },
  };
}

export function aRoot(name: string, options: Options = {}): Holder {
  const { key, fields } = content(name, options);
  return { key, certificate: parseCertificate(makeRootCertificate(fields, key.ports)) };
}

export function aCa(name: string, issuer: Holder, options: Options = {}): Holder {
  const { key, fields } = content(name, options);
  return {
    key,
    certificate: parseCertificate(makeCaCertificate(fields, issuer.certificate, issuer.key.ports)),
  };
}

export function anEnd(name: string, issuer: Holder, options: Options = {}): Holder {
  const { key, fields } = content(name, options);
  const { keyUsage = ["digital-signature", "non-repudiation"], extKeyUsage } = options;
  const end = { ...fields, keyUsage, ...(extKeyUsage && { extKeyUsage }) };
  return {
    key,
    certificate: parseCertificate(makeEndCertificate(end, issuer.certificate, issuer.key.ports)),
  };
}
