/** SM2 certificates, revocation lists, chains and signed messages. Keys never enter: signing and verifying are ports. */
export { type Algorithm, isSm2Signature, isSm3, parseAlgorithm } from "./algorithm.ts";
export type { Attribute } from "./attributes.ts";
export { type ChainLimits, defaultChainLimits } from "./build-chain.ts";
export {
  type Certificate,
  checkSignature,
  parseCertificate,
  type SignatureOutcome,
  type Signed,
} from "./certificate.ts";
export { type BasicConstraints, type KeyUsage, keyUsages } from "./certificate-extensions.ts";
export {
  type CertificationRequest,
  checkCertificationRequest,
  makeCertificationRequest,
  parseCertificationRequest,
} from "./certification-request.ts";
export { type Check, type Reason, reasonText, type Verdict, verdictOf } from "./check.ts";
export {
  type Crl,
  findRevocation,
  parseCrl,
  type Revocation,
  type RevocationReason,
  revocationReasons,
} from "./crl.ts";
export { CertificateError, type CertificateErrorCode } from "./error.ts";
export type { Extension } from "./extension.ts";
export { type ForeignAlgorithms, findSha2, type RsaScheme, type Sha2 } from "./foreign.ts";
export { formatChineseName, formatName } from "./format-name.ts";
export {
  type CaContent,
  type EndContent,
  type IssuingPorts,
  makeCaCertificate,
  makeEndCertificate,
  makeRootCertificate,
} from "./make-certificate.ts";
export { type CrlContent, makeCrl } from "./make-crl.ts";
export { makeSignedData, type SignedDataContent } from "./make-signed-data.ts";
export { findAttribute, makeName, type Name, type NameAttribute, parseName, sameName } from "./name.ts";
export { type OidName, oidName, oids } from "./oids.ts";
export {
  makeP256Certificate,
  makePdfSignature,
  type P256Ports,
  type PdfSignatureContent,
} from "./pdf-signature.ts";
export { encodePem, type PemBlock, parsePem } from "./pem.ts";
export { encodePkcs8, encodeSec1, type PrivateKey, parsePrivateKey } from "./private-key.ts";
export {
  encodePublicKeyInfo,
  keyIdentifierOf,
  type PublicKeyInfo,
  parsePublicKeyInfo,
} from "./public-key.ts";
export { checkRevocation } from "./revocation.ts";
export { formatSerial } from "./serial.ts";
export { type Digest, type Sign, signatureToDer, signatureToRaw, type VerifySignature } from "./signature.ts";
export { parseSignedData, type SignedData } from "./signed-data.ts";
export { findSigner, type SignedAttributes, type SignerId, type SignerInfo } from "./signer-info.ts";
export { checkNamed, type NamedOutcome } from "./signing-certificate.ts";
export type { MessageImprint, TimeStampInfo } from "./time-stamp/info.ts";
export { makeTimeStampToken, type TimeStampContent } from "./time-stamp/make-token.ts";
export { makeTimeStampRequest, parseTimeStampRequest, type TimeStampRequest } from "./time-stamp/request.ts";
export {
  answerTimeStampRequest,
  parseTimeStampResponse,
  refuseTimeStamp,
  type TimeStampAuthority,
  type TimeStampFailure,
  type TimeStampResponse,
} from "./time-stamp/response.ts";
export { addEvidence, type Evidence, readEvidence } from "./time-stamp/token-evidence.ts";
export {
  findTimeStampInfo,
  type TimeStampCheck,
  type TimeStampQuestion,
  type TimeStampReport,
  verifyTimeStamp,
} from "./time-stamp/verify-time-stamp.ts";
export {
  type ChainCheck,
  type ChainCheckName,
  type ChainQuestion,
  type ChainReport,
  chainCheckNames,
  verifyChain,
} from "./verify-chain.ts";
export {
  type SignerCheck,
  type SignerCheckName,
  type SignerQuestion,
  type SignerReport,
  signerCheckNames,
  verifySignerInfo,
} from "./verify-signer-info.ts";
