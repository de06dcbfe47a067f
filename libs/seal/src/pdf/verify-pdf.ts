import { concat } from "@liangzheng/bytes";
import { OfdError } from "@liangzheng/ofd";
import {
  findLeftoverSignatures,
  findUnlisted,
  listSignatures,
  openPdf,
  type PdfChange,
  type PdfFile,
  PdfReadError,
  type PdfSignatureValue,
  type PdfWork,
  pdfWork,
} from "@liangzheng/pdf";
import { withBudget } from "../budget.ts";
import { summariseCertificate } from "../certificate-checks.ts";
import { fail, inOrder, pass, unknown } from "../checklist.ts";
import type { Check, OfdReport, SignatureReport } from "../report.ts";
import { timeCheck } from "../ses-checks.ts";
import { readTrust, type SealAlgorithms, type Trust } from "../trust.ts";
import { judgeFile, judgeSignature } from "../verdict.ts";
import { withPdfClauses } from "./clauses.ts";
import { checkDocumentStamp } from "./document-stamp.ts";
import { additionsAmong, checkLaterChanges } from "./later-changes.ts";
import { readPdfTime } from "./pdf-time.ts";
import { findRevision, type Revision } from "./revision.ts";
import { checkMessage } from "./signed-message.ts";

export interface PdfQuestion {
  readonly gm: SealAlgorithms;
  readonly trust: Trust;
  readonly now: Date;
}

interface Context extends PdfQuestion {
  readonly file: PdfFile;
  readonly work: PdfWork;
}

/** More signatures than any document bears. */
const mostSignatures = 64;
const stampFormat = "ETSI.RFC3161";

/**
 * Verifies every signature of a PDF (ISO 32000-1 §12.8, ETSI EN 319 142-1, RFC 5652, GB/T 35275), what came after each, and
 * what else stands in the file. Reports every check. Never throws for what the bytes hold; its work is bounded by counting.
 */
export function verifyPdf(bytes: Uint8Array, question: PdfQuestion): OfdReport {
  const work = pdfWork();
  try {
    const file = openPdf(bytes, work);
    if (file.isEncrypted) return conclude([], [unknown("package", "pdf-encrypted")], []);
    const context: Context = {
      file,
      work,
      gm: withBudget(question.gm),
      trust: readTrust(question.trust),
      now: question.now,
    };
    return verifyDocument(context);
  } catch (error) {
    // More to digest or to verify than any document has.
    if (error instanceof OfdError) return conclude([], [unknown("package", "document-too-complex")], []);
    if (!(error instanceof PdfReadError)) throw error;
    return conclude([], [faultOf(error)], []);
  }
}

const faultOf = ({ code, message }: PdfReadError): Check =>
  code === "too-much-work" || code === "too-deep"
    ? unknown("package", "document-too-complex", code)
    : fail("package", "package-damaged", message);

function verifyDocument(context: Context): OfdReport {
  const { file } = context;
  const values = listSignatures(file);
  if (values.length > mostSignatures) throw new PdfReadError("too-much-work", 0);
  const outcomes = values.map((value) => verifyValue(value, context));
  const ends = outcomes.flatMap(({ revision: { end } }) => (end > 0 ? [end] : []));
  // A time stamp says when, and not that anybody stands for what was added before it.
  const signed = outcomes.some(({ isStamp }) => !isStamp);
  const last = outcomes
    .filter(({ isStamp }) => !isStamp)
    .reduce<Outcome | undefined>(
      (best, one) => (one.revision.end > (best?.revision.end ?? 0) ? one : best),
      undefined,
    );
  const additions = additionsAmong(last?.changes ?? []);
  const leftovers = findLeftoverSignatures(file, values);
  const unlisted = ends.length === 0 ? undefined : findUnlistedSafely(context, Math.min(...ends));
  const checks: readonly Check[] = [
    pass("package"),
    signed ? pass("signature-list") : unknown("signature-list", "no-signatures"),
    leftovers.length === 0
      ? pass("stripped-signatures")
      : fail("stripped-signatures", "leftover-signature", leftovers.slice(0, 20).join(" ")),
    ...(ends.length === 0
      ? []
      : [unlisted === undefined ? pass("coverage") : fail("coverage", "unlisted-bytes", String(unlisted))]),
    ...(last === undefined
      ? []
      : [
          additions.length === 0
            ? pass("additions")
            : unknown("additions", "later-additions", additions.join(", ")),
        ]),
  ];
  return conclude(outcomes, checks, additions);
}

/** Objects in the updates that cannot be read are as good as bytes that are none. */
function findUnlistedSafely({ file }: Context, from: number): number | undefined {
  try {
    return findUnlisted(file, from);
  } catch (error) {
    if (error instanceof PdfReadError && error.code !== "too-much-work") return error.at;
    throw error;
  }
}

interface Outcome {
  readonly report: SignatureReport;
  readonly isStamp: boolean;
  readonly revision: Revision;
  readonly changes: readonly PdfChange[];
}

function verifyValue(value: PdfSignatureValue, context: Context): Outcome {
  const { file, trust, work } = context;
  const revision = findRevision(file, value, work);
  const later =
    revision.document === undefined
      ? { checks: [], changes: [] }
      : checkLaterChanges(value, revision.document, file);
  const isStamp = value.subFilter === stampFormat;
  const { checks: own, ...facts } = isStamp
    ? stampOutcome(value, revision, context)
    : messageOutcome(value, revision, context);
  const checks = [revision.check, ...own, ...later.checks];
  const report: SignatureReport = {
    id: value.field.name,
    type: "sign",
    path: "",
    ...judgeSignature(checks, trust.requireRevocation === true),
    checks: withPdfClauses(inOrder(checks)),
    standard: value.subFilter ?? "",
    ...facts,
    stamps: [],
    covers: [],
  };
  return { report, isStamp, revision, changes: later.changes };
}

type Found = Pick<SignatureReport, "signer" | "signedAt" | "stampedAt"> & {
  readonly checks: readonly Check[];
};

const messageFormats: readonly (string | undefined)[] = ["adbe.pkcs7.detached", "ETSI.CAdES.detached"];
/** SHA-1 by definition (ISO 32000-1 table 257). */
const weakFormats: readonly (string | undefined)[] = ["adbe.pkcs7.sha1", "adbe.x509.rsa_sha1"];

function messageOutcome(value: PdfSignatureValue, { parts }: Revision, context: Context): Found {
  const { subFilter, contents, entries } = value;
  if (weakFormats.includes(subFilter)) return { checks: [fail("algorithms", "weak-digest", subFilter)] };
  if (!messageFormats.includes(subFilter)) {
    return { checks: [fail("algorithms", "unknown-signature-format", subFilter)] };
  }
  if (contents === undefined || parts === undefined)
    return { checks: [unknown("content-digest", "not-checked")] };
  const { checks, signer, time, stampedAt } = checkMessage({
    contents: contents.bytes,
    content: concat(...parts),
    statedTime: readPdfTime(context.file.resolve(entries.get("M"))),
    mustName: subFilter === "ETSI.CAdES.detached",
    ...context,
  });
  return {
    checks,
    ...(signer && { signer: summariseCertificate(signer) }),
    ...(time && { signedAt: time }),
    ...(stampedAt && { stampedAt }),
  };
}

function stampOutcome({ contents }: PdfSignatureValue, { parts }: Revision, context: Context): Found {
  if (contents === undefined || parts === undefined)
    return { checks: [unknown("content-digest", "not-checked")] };
  const { checks, signer, time } = checkDocumentStamp(contents.bytes, concat(...parts), context);
  return {
    checks: time === undefined ? checks : [...checks, timeCheck(undefined, time, context.now)],
    ...(signer && { signer }),
    ...(time && { stampedAt: time }),
  };
}

/**
 * A document time stamp is nobody's signature: one that is broken spoils the file, and what holds makes none of it. One that could
 * only not be verified counts as none, as one beside a signature does: whoever holds the file could have left it out.
 */
function conclude(
  outcomes: readonly Outcome[],
  checks: readonly Check[],
  additions: readonly string[],
): OfdReport {
  const counted = outcomes.filter(({ isStamp, report }) => !isStamp || report.verdict === "invalid");
  return {
    ...judgeFile(
      counted.map(({ report }) => report),
      checks,
    ),
    signatures: outcomes.map(({ report }) => report),
    checks: withPdfClauses(checks),
    additions,
  };
}
