import {
  type Certificate,
  CertificateError,
  type Crl,
  type ForeignAlgorithms,
  parseCertificate,
  parseCrl,
} from "@liangzheng/pki";

/** What the caller holds to be true; nothing inside a document adds to it. */
export interface Trust {
  /** Trusted roots or intermediates, DER or parsed. Signers' certificates must lead to one of them. */
  readonly anchors: readonly (Uint8Array | Certificate)[];
  /** Where given, seal makers must lead to one of these instead (制章机构 list): a CA's customers are not all makers. */
  readonly makers?: readonly (Uint8Array | Certificate)[];
  /** Where given, time-stamp authorities must lead to one of these instead. */
  readonly timeStampers?: readonly (Uint8Array | Certificate)[];
  /** Intermediates that may help to build chains; not trusted themselves. */
  readonly pool?: readonly (Uint8Array | Certificate)[];
  readonly crls: readonly (Uint8Array | Crl)[];
  /** Whether a missing revocation list leaves a signature indeterminate. Without it, it is reported and not counted. */
  readonly requireRevocation?: boolean;
}

/** The algorithms used, from `@liangzheng/gm` or another backend of the same shape. */
export interface SealAlgorithms {
  /** SM3 over the parts, one after the other. */
  sm3(...parts: readonly Uint8Array[]): Uint8Array;
  /** SM2 with SM3 under the default identity; `signature` is DER. False, never an error, for whatever is wrong. */
  verify(publicKey65: Uint8Array, message: Uint8Array, signatureDer: Uint8Array): boolean;
  /** RSA and ECDSA with SHA-2, for signatures in PDF files; without them those are not computed. */
  readonly foreign?: ForeignAlgorithms | undefined;
}

/** The same trust with everything parsed once; what cannot be read helps nobody and is passed over. */
export function readTrust(trust: Trust): Trust {
  const certificates = (items: readonly (Uint8Array | Certificate)[]) => readAll(items, parseCertificate);
  return {
    ...trust,
    anchors: certificates(trust.anchors),
    ...(trust.makers && { makers: certificates(trust.makers) }),
    ...(trust.timeStampers && { timeStampers: certificates(trust.timeStampers) }),
    ...(trust.pool && { pool: certificates(trust.pool) }),
    crls: readAll(trust.crls, parseCrl),
  };
}

/** What can be read of them. */
export function readAll<T extends object>(
  items: readonly (Uint8Array | T)[],
  parse: (der: Uint8Array) => T,
): T[] {
  return items.flatMap((item) => {
    if (!(item instanceof Uint8Array)) return [item];
    try {
      return [parse(item)];
    } catch (error) {
      if (error instanceof CertificateError) return [];
      throw error;
    }
  });
}
