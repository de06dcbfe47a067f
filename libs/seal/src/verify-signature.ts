import { Asn1Error, is, parse, sequenceOf } from "@liangzheng/asn1";
import { encodeUtf8, equalBytes } from "@liangzheng/bytes";
import { OfdError, resolvePath } from "@liangzheng/ofd";
import { CertificateError, parseSignedData, type SignedData } from "@liangzheng/pki";
import { summariseCertificate } from "./certificate-checks.ts";
import { fail, inOrder, pass, unknown } from "./checklist.ts";
import type { ListedSignature } from "./document-links.ts";
import { SealError } from "./error.ts";
import type { PageArea, PagePlace } from "./page-area.ts";
import { readSealSignature, type SealSignature } from "./parse-seal-signature.ts";
import { type Readings, readingsOf } from "./readings.ts";
import { checkReferences, type DigestedPackage, digestMethodCheck } from "./reference-checks.ts";
import type { Check, SignatureReport } from "./report.ts";
import { checkSes, timeCheck } from "./ses-checks.ts";
import { parseSignatureFile, type SignatureFile } from "./signature-file.ts";
import { checkSignedData } from "./signed-data-checks.ts";
import { checkStamps } from "./stamp-checks.ts";
import type { SealAlgorithms, Trust } from "./trust.ts";
import { parseTimeText } from "./v1/time-info.ts";
import { judgeSignature } from "./verdict.ts";
import { sm2WithSm3 } from "./verify-seal.ts";

export interface SignatureContext {
  readonly entries: DigestedPackage & { read(path: string): Uint8Array };
  /** Paths of all lists of signatures. */
  readonly lists: ReadonlySet<string>;
  /** The pages of the signature's document, by id. */
  readonly pages: ReadonlyMap<string, PagePlace>;
  readonly areaOf: (place: PagePlace) => PageArea | undefined;
  readonly gm: SealAlgorithms;
  readonly trust: Trust;
  readonly now: Date;
  readonly readings: Readings;
}

/** A report, and the files that are this signature's own and need no cover. */
export interface SignatureOutcome {
  readonly report: SignatureReport;
  readonly own: readonly string[];
}

type Facts = Partial<
  Pick<
    SignatureReport,
    | "standard"
    | "sealName"
    | "sealId"
    | "picture"
    | "signer"
    | "maker"
    | "signedAt"
    | "stampedAt"
    | "stamps"
    | "covers"
  >
>;

/** Files of signatures larger than this are not read: a seal's picture is some hundred kilobytes. */
const signatureBytes = 8 * 1024 * 1024;

/** Verifies one listed signature, every check of it. Never throws for what the package holds. */
export function verifySignature(listed: ListedSignature, context: SignatureContext): SignatureOutcome {
  const { path } = listed;
  const type = listed.type === "Sign" ? "sign" : "seal";
  const conclude = (
    checks: readonly Check[],
    own: readonly string[],
    facts: Facts = {},
  ): SignatureOutcome => ({
    report: {
      id: listed.id,
      type,
      path,
      ...judgeSignature(checks, context.trust.requireRevocation === true),
      checks: inOrder(checks),
      stamps: [],
      covers: [],
      ...facts,
    },
    own,
  });
  const typed = listed.type === undefined || listed.type === "Seal" || listed.type === "Sign";
  if (!typed) return conclude([fail("format", "wrong-type", listed.type)], [path]);
  const xml = findEntry(context, path);
  if (xml === undefined) return conclude([fail("format", "file-missing", path)], [path]);
  const file = findSignatureFile(xml);
  if (file === undefined) return conclude([fail("format", "bad-signature-file", path)], [path]);
  const valuePath = findLink(path, file.signedValue);
  const value = valuePath === undefined ? undefined : findEntry(context, valuePath);
  const references = checkReferences(file, path, context.entries, context.lists);
  const stamps = checkStamps(file.stamps, context.pages, context.areaOf);
  const common = [
    methodCheck(file),
    providerCheck(file),
    digestMethodCheck(file),
    ...references.checks,
    ...stamps.checks,
  ];
  const own = valuePath === undefined ? [path] : [path, valuePath];
  const facts: Facts = { stamps: stamps.stamps, covers: references.covers };
  if (value === undefined) {
    const missing = valuePath === undefined ? "bad-path" : "file-missing";
    return conclude([...common, fail("format", missing, file.signedValue)], own, facts);
  }
  const result =
    type === "seal" ? ofSeal(value, xml, file, path, context) : ofSignedData(value, xml, file, context);
  return conclude([...common, ...result.checks], [...own, ...result.own], { ...facts, ...result.facts });
}

/** What a signed value says, wherever it stands. */
export interface ValueOutcome {
  readonly checks: readonly Check[];
  readonly facts: Facts;
}

/** What the value is asked besides itself. */
interface ValueQuestion extends Pick<SignatureContext, "gm" | "trust" | "now"> {
  readonly content: Uint8Array | undefined;
  readonly path?: string;
  readonly readings?: Readings;
}

/** The checks and facts of a SES_Signature, in a package or by itself. */
export function sealSignatureOutcome(
  signature: SealSignature,
  { content, path, gm, trust, now, readings = readingsOf(undefined) }: ValueQuestion,
): ValueOutcome {
  const { seal } = signature;
  const signer = readings.certificate(signature.signerCertificate);
  const maker = readings.certificate(seal.makerCertificate);
  const { checks, stampedAt } = checkSes({ signature, signer, maker, gm, trust, now, content, path });
  return {
    checks,
    facts: {
      standard: signature.standard,
      sealName: seal.property.name,
      sealId: seal.esId,
      picture: { type: seal.picture.type, data: seal.picture.data },
      ...(signer && { signer: summariseCertificate(signer) }),
      ...(maker && { maker: summariseCertificate(maker) }),
      ...(signature.time && { signedAt: signature.time }),
      ...(stampedAt && { stampedAt }),
    },
  };
}

/** The checks and facts of a GB/T 35275 or CMS message, in a package or by itself. */
export function signedDataOutcome(
  signedData: SignedData,
  question: ValueQuestion & { readonly statedTime?: Date | undefined; readonly versions: readonly number[] },
): ValueOutcome {
  const { content, statedTime, versions, gm, trust, now } = question;
  const outcome = checkSignedData({ signedData, gm, trust, now, document: content, statedTime, versions });
  return {
    checks: outcome.checks,
    facts: {
      standard: "GB/T 35275-2017",
      ...(outcome.signer && { signer: summariseCertificate(outcome.signer) }),
      ...(outcome.time && { signedAt: outcome.time }),
      ...(outcome.stampedAt && { stampedAt: outcome.stampedAt }),
    },
  };
}

interface Result extends ValueOutcome {
  readonly own: readonly string[];
}

function ofSeal(
  value: Uint8Array,
  xml: Uint8Array,
  file: SignatureFile,
  path: string,
  context: SignatureContext,
): Result {
  let signature: SealSignature;
  try {
    signature = readSealSignature(value, context.readings.seal);
  } catch (error) {
    if (!(error instanceof SealError)) throw error;
    return { checks: [fail("format", "bad-signed-value", error.message)], own: [], facts: {} };
  }
  const { checks, facts } = sealSignatureOutcome(signature, { ...context, content: xml, path });
  const sealFile = checkSealFile(file, signature, path, context);
  return { checks: [...checks, ...sealFile.checks], own: sealFile.own, facts };
}

/** Seal/BaseLoc is optional; where it stands, its file must be the seal inside the signature, byte for byte. */
function checkSealFile(
  file: SignatureFile,
  signature: SealSignature,
  path: string,
  context: SignatureContext,
): { readonly checks: readonly Check[]; readonly own: readonly string[] } {
  if (file.seal === undefined) return { checks: [], own: [] };
  const sealPath = findLink(path, file.seal);
  if (sealPath === undefined) return { checks: [fail("seal-file", "bad-path", file.seal)], own: [] };
  const bytes = findEntry(context, sealPath);
  if (bytes === undefined) return { checks: [fail("seal-file", "seal-file-missing", sealPath)], own: [] };
  return equalBytes(bytes, signature.seal.raw)
    ? { checks: [pass("seal-file")], own: [sealPath] }
    : { checks: [fail("seal-file", "seal-file-differs", sealPath)], own: [] };
}

function ofSignedData(
  value: Uint8Array,
  xml: Uint8Array,
  file: SignatureFile,
  context: SignatureContext,
): Result {
  const statedTime = file.dateTime === undefined ? undefined : parseTimeText(encodeUtf8(file.dateTime));
  if (isBareSignature(value)) {
    // Nothing names a key, so nothing can be asked of the value: the oldest files of ofdrw.
    const checks = [
      pass("format", undefined, "SEQUENCE{r, s}"),
      unknown("signature-value", "no-certificate"),
      timeCheck(statedTime, undefined, context.now),
    ];
    return { checks, own: [], facts: { ...(statedTime && { signedAt: statedTime }) } };
  }
  let signedData: SignedData;
  try {
    signedData = parseSignedData(value);
  } catch (error) {
    if (!(error instanceof CertificateError)) throw error;
    return { checks: [fail("format", "bad-signed-value", error.message)], own: [], facts: {} };
  }
  const outcome = signedDataOutcome(signedData, { ...context, content: xml, statedTime, versions: [1] });
  return { ...outcome, own: [] };
}

function isBareSignature(bytes: Uint8Array): boolean {
  if (bytes.length === 64) return true;
  try {
    const fields = sequenceOf(parse(bytes));
    return fields.length === 2 && fields.every((field) => is(field, "integer"));
  } catch (error) {
    if (error instanceof Asn1Error) return false;
    throw error;
  }
}

const signatureMethods: readonly (string | undefined)[] = [sm2WithSm3, "1.2.156.10197.1.301.1"];

const methodCheck = ({ signatureMethod }: SignatureFile): Check =>
  signatureMethods.includes(signatureMethod)
    ? pass("algorithms")
    : fail("algorithms", "unknown-signature-algorithm", signatureMethod);

/** Told and not counted: some genuine files leave the name out. */
const providerCheck = ({ provider }: SignatureFile): Check =>
  provider === undefined || provider === ""
    ? unknown("provider", "provider-unnamed")
    : pass("provider", undefined, provider);

function findLink(base: string, reference: string): string | undefined {
  try {
    return resolvePath(base, reference);
  } catch (error) {
    if (error instanceof OfdError) return undefined;
    throw error;
  }
}

function findEntry({ entries }: SignatureContext, path: string): Uint8Array | undefined {
  try {
    const bytes = entries.has(path) ? entries.read(path) : undefined;
    return bytes !== undefined && bytes.length <= signatureBytes ? bytes : undefined;
  } catch (error) {
    if (error instanceof OfdError) return undefined;
    throw error;
  }
}

/** A DOCTYPE here is found by the check of the whole package; for this signature it is an unreadable file. */
function findSignatureFile(xml: Uint8Array): SignatureFile | undefined {
  try {
    return parseSignatureFile(xml);
  } catch (error) {
    if (error instanceof OfdError) return undefined;
    throw error;
  }
}
