import {
  Asn1Error,
  element,
  explicitContent,
  is,
  isContext,
  type Limits,
  type Node,
  readOctets,
  readOid,
  readSmallInteger,
  sequenceOf,
  setOf,
} from "@liangzheng/asn1";
import { type Algorithm, readAlgorithm } from "./algorithm.ts";
import { CertificateError, reading } from "./error.ts";
import { oids } from "./oids.ts";
import { readSignerInfo, type SignerInfo } from "./signer-info.ts";

/** SignedData of GB/T 35275 (the shape of PKCS #7 1.5) or of CMS (RFC 5652 §5.1). */
export interface SignedData {
  /** The ContentInfo's type; absent when the SignedData stood bare, as in the oldest files. */
  readonly contentInfoType?: string;
  readonly version: number;
  readonly digestAlgorithms: readonly Algorithm[];
  readonly contentType: string;
  /** The content's octets; absent when detached. */
  readonly content?: Uint8Array;
  /** DER of each certificate, in stored order. */
  readonly certificates: readonly Uint8Array[];
  /** DER of each revocation list. */
  readonly crls: readonly Uint8Array[];
  readonly signerInfos: readonly SignerInfo[];
}

/** A message with its chain and a list of some thousand revocations; a document may bear dozens of messages. */
export const signedDataLimits: Limits = { depth: 32, nodes: 20_000 };
/** More than any chain and its detours; each would be read, and asked whether it made the others. */
const mostCertificates = 64;

/**
 * Reads a ContentInfo of type 1.2.156.10197.6.1.4.2.2 or 1.2.840.113549.1.7.2, or a bare SignedData.
 * @throws CertificateError `not-signed-data` for another content type, else `bad-der` and the codes of its parts.
 */
export const parseSignedData = (der: Uint8Array): SignedData =>
  reading(
    der,
    (root) => {
      const parts = sequenceOf(root);
      const [first, second] = parts;
      if (!is(first, "oid")) return readSignedData(root);
      const contentInfoType = readOid(first);
      if (contentInfoType !== oids.gmSignedData && contentInfoType !== oids.signedData) {
        throw new CertificateError("not-signed-data", first.at);
      }
      if (second === undefined || parts.length > 2) throw new CertificateError("bad-der", root.at);
      return { contentInfoType, ...readSignedData(explicitContent(second, 0)) };
    },
    signedDataLimits,
  );

function readSignedData(node: Node): SignedData {
  const parts = sequenceOf(node);
  const rest = parts.slice(3);
  const take = (when: boolean): Node | undefined => (when ? rest.shift() : undefined);
  const contentInfo = sequenceOf(element(parts, 2, node.at));
  const certificates = take(isContext(rest[0], 0));
  const crls = take(isContext(rest[0], 1));
  const signers = take(is(rest[0], "set"));
  if (signers === undefined) throw new Asn1Error("missing-element", node.at);
  if (rest[0] !== undefined) throw new Asn1Error("trailing-data", rest[0].at);
  if (certificates !== undefined && certificates.children.length > mostCertificates) {
    throw new CertificateError("bad-der", certificates.at);
  }
  const content = contentInfo[1] === undefined ? undefined : readContent(contentInfo[1]);
  return {
    version: readSmallInteger(element(parts, 0, node.at)),
    digestAlgorithms: setOf(element(parts, 1, node.at)).map(readAlgorithm),
    contentType: readOid(element(contentInfo, 0, node.at)),
    ...(content && { content }),
    // Other choices of CertificateSet and RevocationInfoChoices carry context tags: attribute certificates, OCSP.
    certificates: (certificates?.children ?? []).filter((item) => is(item, "sequence")).map(({ raw }) => raw),
    crls: (crls?.children ?? []).filter((item) => is(item, "sequence")).map(({ raw }) => raw),
    signerInfos: setOf(signers).map(readSignerInfo),
  };
}

/** CMS has an OCTET STRING; PKCS #7 allows any type, of which the signature covers the value without tag and length. */
function readContent(node: Node): Uint8Array {
  const inner = explicitContent(node, 0);
  return is(inner, "octetString") ? readOctets(inner) : inner.content;
}
